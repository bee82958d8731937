// Small files that a form looks things up in, each asked for once: names by their first letters, records and keys by a hash.
import { folded } from "./repair.js";
import { json } from "./words.js";

/** The files below `base`; `counts` says how they are spread (see plugins/maillage/pages/forms/index.py). */
export function lookup(base, counts) {
  const asked = new Map();
  const starts = Object.fromEntries(Object.entries(counts.starts).map(([kind, all]) => [kind, new Set(all.split(" "))]));
  const get = (path, none) => {
    if (!asked.has(path)) asked.set(path, json(base + path).catch(() => none));
    return asked.get(path);
  };
  const start = (kind, part) => {
    const letters = counts.letters[kind];
    return letters === 0 ? "tout" : part.slice(0, letters + (/^\d/.test(part) ? 1 : 0));
  };
  const rows = async (kind, text) => {
    const parts = folded(text).split("-").filter((part) => part.length >= counts.letters[kind] && part);
    const longest = parts.sort((a, b) => b.length - a.length)[0];
    if (!longest || !starts[kind].has(start(kind, longest))) return [];
    return get(`${kind}/${start(kind, longest)}.json`, []);
  };
  return {
    /** Rows `[id, name, more, …]` of which every word that was typed begins a word. Names that begin so come first. */
    async search(kind, text) {
      const wanted = folded(text).split("-").filter(Boolean);
      const found = (await rows(kind, text)).filter((row) => {
        const words = folded(`${row[1]} ${row[2] ?? ""} ${row[0]}`).split("-");
        return wanted.every((one) => words.some((each) => each.startsWith(one)));
      });
      const whole = folded(text);
      const rank = (row) => (folded(row[1]) === whole ? 0 : folded(row[1]).startsWith(whole) ? 1 : 2);
      return found.map((row) => [rank(row), row]).sort(([a], [b]) => a - b).map(([, row]) => row);
    },
    /** Every row that shares the file of the longest word of a name: what may look like it. */
    rows,
    /** `{path, base, data}` of a record, or undefined. A need is found in the record of who has it. */
    async record(kind, id) {
      if (kind === "need") return need(this, id);
      const inside = await get(`fiches/${kind}/${bucket(id, counts.records[kind])}.json`, {});
      return Object.hasOwn(inside, id) ? inside[id] : undefined;
    },
    /** Rows `[id, name]` of those who have a key: ("phone", "+33…"). */
    async key(reason, value) {
      const key = `${reason} ${value}`;
      const inside = await get(`cles/${bucket(key, counts.keys)}.json`, {});
      return Object.hasOwn(inside, key) ? inside[key] : [];
    },
  };
}

async function need(find, id) {
  const [, actor, place] = /^(.+)-(\d+)$/.exec(id) ?? [];
  const held = actor && (await find.record("actor", actor));
  const found = held?.data.needs?.[place - 1];
  return found && { data: { title: found.title ?? found.text ?? found.skill ?? found.equipment } };
}

/** Which of `count` files holds a text: CRC-32 of its UTF-8 bytes. */
export function bucket(text, count) {
  let value = -1;
  for (const byte of new TextEncoder().encode(text)) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ((value ^ -1) >>> 0) % count;
}
