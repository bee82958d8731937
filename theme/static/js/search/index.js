// The index in the browser: which documents a question means, and how well. Files are asked for when they are needed.
import { Lexicon } from "./lexicon.js";
import { each, fileName, filesFor, numbers } from "./packed.js";
import { words } from "./text.js";

const LONGEST = 300;
const MOST_WORDS = 10;
const PLACELESS = new Set(["skill", "profession", "practice"]);

/** `read(name)` gives the parsed file, once; what failed may be asked for again. */
export function remembering(read) {
  const kept = new Map();
  return (name) => {
    if (!kept.has(name)) {
      kept.set(name, read(name).catch((error) => {
        kept.delete(name);
        throw error;
      }));
    }
    return kept.get(name);
  };
}

/** The highest of numbers that are not negative, from `first` to before `end`. */
export function highest(values, first, end) {
  let most = 0;
  for (let position = first; position < end; position += 1) if (values[position] > most) most = values[position];
  return most;
}

export class Index {
  /** Opens the index behind `read`; `stems` are functions from word to stem, one for each language. */
  static async open(read, stems = []) {
    const remembered = remembering(read);
    return new Index(remembered, await remembered("index.json"), stems);
  }

  constructor(read, manifest, stems) {
    this.read = read;
    this.manifest = manifest;
    this.stop = new Set(manifest.stop.split(" "));
    this.asking = new Set(manifest.asking.split(" "));
    this.files = manifest.postings.split(" ");
    this.lexicon = new Lexicon(read, manifest.lexicon.split(" "), stems);
    let first = 0;
    this.kinds = manifest.kinds.map(([kind, label, count]) => ({ kind, label, first, count, end: (first += count) }));
    this.count = first;
    this.facets = new Map(manifest.facets.map((facet) => [facet.key, { ...facet, values: facet.values.map(
      ([id, label, count, depth]) => ({ id, label, count, depth })) }]));
  }

  /** How many records left the lists, confirmed too long ago. */
  get dormant() {
    return this.manifest.dormant ?? 0;
  }

  /** The positions of those records. */
  async sleeping() {
    const found = [];
    if (this.dormant) each(await this.read("dormant.json"), (position) => found.push(position));
    return found;
  }

  get actors() {
    return this.kinds.find(({ kind }) => kind === "actor")?.count ?? 0;
  }

  /** The words of a question that are looked for; those that say nothing are left out where others say something. */
  asked(question) {
    const all = [...new Set(words(question.slice(0, LONGEST)))].slice(0, MOST_WORDS);
    const telling = all.filter((word) => !this.stop.has(word));
    return telling.length ? telling : all;
  }

  async postings(key, depth) {
    const file = await this.read(`t-${fileName(key.slice(0, depth))}.json`);
    return Object.hasOwn(file, key) ? file[key] : {};
  }

  /** Positions that have a choice of a facet, as a mask. */
  async choice(key, ids) {
    const mask = new Uint8Array(this.count);
    const facet = this.facets.get(key);
    const chosen = facet?.values.filter(({ id }) => ids.includes(id)) ?? [];
    for (const found of await Promise.all(chosen.map(({ id, depth }) => this.postings(`${key}:${id}`, depth)))) {
      each(found["0"] ?? [], (position) => { mask[position] = 1; });
    }
    return mask;
  }

  /** Ask for the file of the word itself while the lexicon is still on its way: most words are written as they stand. */
  expect(word) {
    const [prefix] = filesFor(this.files, word);
    if (prefix && word.startsWith(prefix)) this.read(`t-${fileName(prefix)}.json`).catch(() => null);
  }

  /** For each position how well one word is met: its best, over all that the word may mean. */
  async word(word, last) {
    this.expect(word);
    const meanings = await this.lexicon.meanings(word, last);
    const best = new Float32Array(this.count);
    const note = (steps, score) => each(steps, (position) => { if (best[position] < score) best[position] = score; });
    const choices = new Map();
    const found = await Promise.all(meanings.map(({ text, depth }) => this.postings(text, depth)));
    found.forEach((levels, index) => {
      const { quality } = meanings[index];
      for (const [level, steps] of Object.entries(levels)) {
        if (level !== "to") note(steps, quality * Number(level));
        else for (const [key, weight] of Object.entries(steps)) choices.set(key, Math.max(choices.get(key) ?? 0, quality * weight));
      }
    });
    await Promise.all([...choices].map(async ([key, score]) => note(await this.steps(key), score)));
    return { best, meanings };
  }

  async steps(key) {
    const cut = key.indexOf(":");
    const value = this.facets.get(key.slice(0, cut))?.values.find(({ id }) => id === key.slice(cut + 1));
    return value ? (await this.postings(key, value.depth))["0"] ?? [] : [];
  }

  /**
   * Positions that meet every word of a question, with their score; where there are none, those that meet most words.
   * Words of asking (« apprendre à… ») need not be met. `partial` says that nothing meets all, `terms` are the words found,
   * for marking. Null for a question without words.
   */
  async ask(question) {
    const asked = this.asked(question);
    if (!asked.length) return null;
    const last = /[\p{L}\p{N}]$/u.test(question) ? asked.length - 1 : -1;
    const found = await Promise.all(asked.map((word, index) => this.word(word, index === last)));
    const needed = asked.map((word) => !this.asking.has(word));
    const wanted = needed.filter(Boolean).length || asked.length;
    const score = new Float32Array(this.count);
    const met = new Uint8Array(this.count);
    found.forEach(({ best }, index) => {
      const counts = needed[index] || wanted === asked.length ? 1 : 0;
      const rarity = this.rarity(best);
      for (let position = 0; position < best.length; position += 1) {
        if (best[position]) {
          score[position] += best[position] * rarity;
          met[position] += counts;
        }
      }
    });
    const most = this.keepBest(score, met, wanted);
    return { score, partial: most < wanted, terms: this.terms(found, asked), asked };
  }

  /** A word is rare when few meet it well: one that meets it half as well as the best counts half. */
  rarity(best) {
    const most = highest(best, 0, best.length);
    let sum = 0;
    for (let position = 0; position < best.length; position += 1) sum += best[position];
    return most ? Math.log(1 + (this.count * most) / sum) : 0;
  }

  /** Keep the scores of what meets most words. A skill or an article is of a matter more than of a place: it is kept when it meets half of them, and most of its kind. */
  keepBest(score, met, wanted) {
    const most = Math.max(1, highest(met, 0, met.length));
    for (const { kind, first, end } of this.kinds) {
      const own = PLACELESS.has(kind) ? highest(met, first, end) : 0;
      const least = own && own * 2 >= wanted ? own : most;
      for (let position = first; position < end; position += 1) if (met[position] < least) score[position] = 0;
    }
    return most;
  }

  terms(found, asked) {
    return found.flatMap(({ meanings }, index) => [
      { text: asked[index], whole: asked[index].length < 3 }, ...meanings.map(({ text }) => ({ text, whole: true }))]);
  }

  /** Each position's combination of choices of a facet: `sets` of indexes into its values, and `of` each position. */
  async column(key) {
    const file = await this.read(`c-${key}.json`);
    file.numbers ??= numbers(file.of, file.width);
    return { sets: file.sets, of: file.numbers };
  }
}
