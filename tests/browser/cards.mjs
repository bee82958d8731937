// Prints, as JSON, the cards that ical.js (the card reader of Thunderbird) finds: one list of [name, type, value] per file.
// Usage: node cards.mjs FILE.vcf…
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const cards = process.argv.slice(2).map((file) => {
  const card = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
  return card.getAllProperties().map((one) => [one.name, one.type, String(one.getValues())]);
});
console.log(JSON.stringify(cards));
