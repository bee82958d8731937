// Text as it is compared. plugins/maillage/search/words.py does the very same; a test holds one to the other.

const LIGATURES = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d", ı: "i" };
const LONGEST = 40;

/** Lower case, without accents. */
export function folded(text) {
  return text.toLowerCase().replace(/[œæßøłđı]/g, (letter) => LIGATURES[letter]).normalize("NFKD").replace(/\p{M}/gu, "");
}

/** The words of a text, in order; a letter alone is none, a digit alone is one. */
export function words(text) {
  const found = folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const kept = found.filter((word) => [...word].length > 1 || /^\p{Nd}$/u.test(word));
  return kept.map((word) => [...word].slice(0, LONGEST).join(""));
}

/** Parts of a text, in order, as [part, whether one of the found words stands there]. */
export function marked(text, terms) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const word = folded(match[0]);
    if (!terms.some((term) => (term.whole ? word === term.text : word.startsWith(term.text)))) continue;
    if (match.index > from) parts.push([text.slice(from, match.index), false]);
    parts.push([match[0], true]);
    from = match.index + match[0].length;
  }
  if (from < text.length || !parts.length) parts.push([text.slice(from), false]);
  return parts;
}

/**
 * How many slips of the finger (a letter wrong, missing, too many, two exchanged) lie between two words; `most` + 1
 * when there are more. With `open`, `right` may go on after `typed`.
 */
export function slips(typed, right, most, open = false) {
  if (!open && Math.abs(typed.length - right.length) > most) return most + 1;
  const goal = open ? right.slice(0, typed.length + most) : right;
  let [before, last] = [[], Array.from({ length: goal.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= typed.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= goal.length; column += 1) {
      const same = typed[row - 1] === goal[column - 1];
      now[column] = Math.min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (same ? 0 : 1));
      const exchanged = row > 1 && column > 1 && typed[row - 1] === goal[column - 2] && typed[row - 2] === goal[column - 1];
      if (exchanged) now[column] = Math.min(now[column], before[column - 2] + 1);
    }
    if (Math.min(...now) > most) return most + 1;
    [before, last] = [last, now];
  }
  return open ? Math.min(...last) : last[goal.length];
}
