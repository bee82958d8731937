// Records that may be what one is about to add: they share a site, a phone, an e-mail or a SIRET, or have a like name there.
import { folded } from "./repair.js";

const ALIKE = 0.86;
const LONGEST = 100;
const MOST = 5;
const SMALL = new Set(["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "pour", "s", "sur", "the", "of"]);

/** `[{id, name, reasons}]`, the most telling first. `self` is the id of a record that is being corrected. */
export async function likely(kind, data, find, self) {
  const found = new Map();
  const note = (id, name, reason) => {
    if (id === self) return;
    const known = found.get(id) ?? { id, name, reasons: [] };
    if (!known.reasons.includes(reason)) known.reasons.push(reason);
    found.set(id, known);
  };
  if (kind === "actor") {
    for (const [reason, value] of keys(data)) for (const [id, name] of await find.key(reason, value)) note(id, name, reason);
  }
  const name = data.name ?? data.title ?? "";
  const commune = data.location?.insee;
  for (const [id, other, , where] of await find.rows(kind, name)) {
    if (commune && where && commune !== where) continue;
    if (alike(name, other) >= ALIKE) note(id, other, "name");
  }
  return [...found.values()].sort((a, b) => b.reasons.length - a.reasons.length).slice(0, MOST);
}

/** The same keys as plugins/maillage/derive/duplicates.py. */
function keys(data) {
  const found = [];
  if (data.identifiers?.siret) found.push(["siret", data.identifiers.siret]);
  for (const phone of data.contact?.phones ?? []) found.push(["phone", phone]);
  for (const email of data.contact?.emails ?? []) found.push(["email", email.toLowerCase()]);
  for (const { url } of data.links ?? []) {
    try {
      const parts = new URL(url.toLowerCase());
      found.push(["site", `${parts.host.replace(/^www\./, "")}${parts.pathname.replace(/\/+$/, "")}?${parts.search.slice(1)}`.replace(/\?+$/, "")]);
    } catch {
      // not an address yet: the check says so
    }
  }
  return found;
}

/** Likeness of two names, 0 to 1: letters in the same order once their telling words are sorted. */
export function alike(one, other) {
  const [a, b] = [one, other].map((text) => {
    const words = folded(text).split("-").filter(Boolean);
    const telling = words.filter((word) => !SMALL.has(word));
    return (telling.length ? telling : words).sort().join(" ").slice(0, LONGEST);
  });
  return a.length + b.length === 0 ? 0 : (2 * common(a, b)) / (a.length + b.length);
}

/** Length of the longest common subsequence. */
function common(a, b) {
  let above = new Array(b.length + 1).fill(0);
  for (const letter of a) {
    const row = [0];
    for (let at = 0; at < b.length; at += 1) row.push(letter === b[at] ? above[at] + 1 : Math.max(above[at + 1], row[at]));
    above = row;
  }
  return above[b.length];
}
