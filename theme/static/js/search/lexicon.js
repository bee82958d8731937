// From a word as it was typed to the words of the index that it may mean.
import { slips } from "./text.js";
import { digit, fileName, filesFor } from "./packed.js";

const EXACT = 1;
const SAME_STEM = 0.85;
const BEGINNING = 0.7;
const ALIKE = 0.4;
const SLIP = 0.5;
const OPEN_SLIP = 0.35;
const MOST = 24;
const FILES = 4;
const EQUAL = new Map([["st", "saint"], ["ste", "sainte"], ["saint", "st"], ["sainte", "ste"]]);

/** Words that share their beginning: five letters, and most of the longer one (traduire, traduit). */
function alike(one, other) {
  const longer = Math.max(one.length, other.length);
  let shared = 0;
  while (shared < longer && one[shared] === other[shared]) shared += 1;
  return shared >= 5 && shared >= 0.7 * longer;
}

export class Lexicon {
  /** `read` gives a file of the index, `prefixes` are the files there are, `stems` functions from word to stem. */
  constructor(read, prefixes, stems) {
    Object.assign(this, { read, prefixes, stems });
  }

  async entries(prefix) {
    const file = await this.read(`w-${fileName(prefix)}.json`);
    file.list ??= file.words.split(" ").map((text, index) => (
      { text, depth: digit(file.depths, index), weight: digit(file.weights, index) }));
    return file.list;
  }

  async near(word, most = FILES) {
    const prefixes = filesFor(this.prefixes, word).slice(0, most);
    return (await Promise.all(prefixes.map((prefix) => this.entries(prefix)))).flat();
  }

  /** Entries that a typed word may mean, with their quality (0 to 1), best first. `last`: it may go on. */
  async meanings(word, last) {
    const equal = EQUAL.get(word);
    const also = equal ? (await this.near(equal)).filter(({ text }) => text === equal) : [];
    const entries = await this.near(word);
    const found = [...this.sure(entries, word, last), ...also.map((entry) => ({ ...entry, quality: EXACT }))];
    const chosen = found.length ? found : await this.slipped(entries, word, last);
    chosen.sort((one, other) => other.quality - one.quality || other.weight - one.weight);
    return chosen.slice(0, MOST);
  }

  sure(entries, word, last) {
    const head = word.slice(0, 3);
    const stems = this.stems.map((stem) => stem(word));
    const quality = (text) => {
      if (text === word) return EXACT;
      if (!text.startsWith(head) || /\d/.test(word)) return text.startsWith(word) ? BEGINNING : 0;
      if (this.stems.some((stem, index) => stems[index].length > 2 && stem(text) === stems[index])) return SAME_STEM;
      if (text.startsWith(word)) return last || word.length > 3 ? BEGINNING : 0;
      return alike(word, text) ? ALIKE : 0;
    };
    const found = [];
    for (const entry of entries) {
      const good = quality(entry.text);
      if (good) found.push({ ...entry, quality: good });
    }
    return found;
  }

  async slipped(entries, word, last) {
    const most = /\d/.test(word) || word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    if (!most) return [];
    const swapped = word[1] + word[0];
    const others = word[0] === word[1] ? [] : await this.near(swapped, 1);
    const graded = [...new Set([...entries, ...others])].map((entry) => {
      const count = slips(word, entry.text, most);
      if (count <= most) return { ...entry, quality: SLIP / count, count };
      const open = last && word.length > 4 ? slips(word, entry.text, 1, true) : 2;
      return { ...entry, quality: open <= 1 ? OPEN_SLIP : 0, count: 9 };
    });
    const found = graded.filter((entry) => entry.quality);
    const least = Math.min(...found.map((entry) => entry.count));
    return found.filter((entry) => entry.count === least);
  }
}
