// What the files of the index hold, unpacked. How it is packed: plugins/maillage/search/.

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

/** The value of one digit. */
export function digit(text, index) {
  return VALUES.get(text[index]);
}

/** Numbers of `width` digits each. */
export function numbers(text, width) {
  const found = new Uint32Array(text.length / width);
  for (let index = 0; index < found.length; index += 1) {
    let value = 0;
    for (let at = index * width; at < (index + 1) * width; at += 1) value = value * 64 + VALUES.get(text[at]);
    found[index] = value;
  }
  return found;
}

/** Running sums of steps; null stays null. */
export function sums(steps) {
  let before = 0;
  return steps.map((step) => (step === null ? null : (before += step)));
}

/** Calls `visit` with each position: of a list of steps, or of digits that hold a bit for each position. */
export function each(packed, visit) {
  if (typeof packed === "string") {
    for (let index = 0; index < packed.length; index += 1) {
      const value = VALUES.get(packed[index]);
      for (let bit = 0; bit < 6; bit += 1) if (value & (32 >> bit)) visit(index * 6 + bit);
    }
    return;
  }
  let position = 0;
  for (const step of packed) visit((position += step));
}

/** The name of the file for what begins so: letters and digits as they are, anything else as its code. */
export function fileName(prefix) {
  return [...prefix].map((letter) => (/^[a-z0-9]$/i.test(letter) ? letter : `_${letter.codePointAt(0).toString(16)}`)).join("");
}

/** Prefixes of files where `key`, or what begins with it, may stand: those it begins with (the longest), and those that begin with it. */
export function filesFor(prefixes, key) {
  const above = prefixes.filter((prefix) => key.startsWith(prefix));
  const below = prefixes.filter((prefix) => prefix.startsWith(key) && prefix !== key);
  const longest = above.reduce((best, prefix) => (prefix.length > best.length ? prefix : best), "");
  return longest ? [longest, ...below] : below;
}
