// From a commune's name or a postcode to its point, in small files by beginnings.
import { fileName, filesFor } from "./packed.js";
import { folded } from "./text.js";

const SHORT = new Map([["st", "saint"], ["ste", "sainte"], ["sts", "saints"], ["stes", "saintes"]]);
const FILES = 3;

/** The form under which names of communes are kept: « St Dié » is saint-die. */
export function townKey(text) {
  const parts = folded(text).split(/[^a-z0-9]+/).filter(Boolean);
  return parts.map((part) => SHORT.get(part) ?? part).join("-");
}

/** Communes whose name or postcode begins with the text, those of exactly that name first; at most `most`. */
export async function towns(read, text, most = 8) {
  const key = townKey(text);
  if (key.length < 2) return [];
  const prefixes = await read("communes/index.json");
  const files = await Promise.all(filesFor(prefixes, key).slice(0, FILES).map((prefix) => read(`communes/${fileName(prefix)}.json`)));
  const found = files.flatMap((file) => Object.entries(file)).filter(([name]) => name.startsWith(key));
  found.sort(([one], [other]) => (one === key ? 0 : 1) - (other === key ? 0 : 1) || one.localeCompare(other));
  return found.flatMap(([name, rows]) => rows.map(([label, postcode, department, lat, lon]) => (
    { label, postcode, department, lat, lon, whole: name === key }))).slice(0, most);
}
