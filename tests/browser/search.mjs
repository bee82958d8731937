// Drives the search of the site without a browser: tasks as JSON on the standard input, answers as JSON on the output.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const { theme, folder, tasks } = JSON.parse(readFileSync(0, "utf8"));
const load = (name) => import(pathToFileURL(`${theme}/static/${name}`));
const [{ Index }, { find }, { cards }, text, state, hours, towns, exportsOf, distance] = await Promise.all(
  ["index", "find", "cards", "text", "state", "hours", "towns", "exports", "distance"].map((name) => load(`js/search/${name}.js`)));
const stems = await Promise.all(["fr", "en", "de"].map(async (language) => (await load(`vendor/@orama/stemmers-3.1.18/${language}.js`)).stemmer));

let [bytes, files, broken] = [0, 0, ""];
async function read(name) {
  if (broken && name.startsWith(broken)) throw new Error(`no ${name}`);
  const content = await readFile(`${folder}/${name}`);
  bytes += gzipSync(content).length;
  files += 1;
  return JSON.parse(content);
}

let opened;
async function index() {
  opened ??= await Index.open(read, stems);
  return opened;
}

const work = {
  async find({ search, most = 10, now = "2026-11-24T10:00:00Z", facets = [] }) {
    const here = await index();
    const started = performance.now();
    const asked = state.read(search, here.facets, here.kinds.map(({ kind }) => kind));
    const found = await find(here, asked, { moment: new Date(now) });
    const groups = found.groups();
    const shown = await Promise.all(groups.map(async ({ kind, positions, sure }) => {
      const first = positions.slice(0, most);
      const known = await cards(here.read, first);
      return { kind, total: positions.length, sure, hits: first.map((position) => ({ position, ...known.get(position), far: found.far?.get(position)?.[0] })) };
    }));
    const milliseconds = performance.now() - started;
    const counts = {};
    for (const key of facets) {
      const values = here.facets.get(key)?.values ?? [];
      const numbers = values.length ? await found.counts(key) : [];
      counts[key] = Object.fromEntries(values.map(({ id }, at) => [id, numbers[at]]).filter(([, count]) => count));
    }
    const selection = found.selection && [...found.selection];
    return { groups: shown, partial: found.answer?.partial ?? false, unknown: asked.unknown, counts, selection, milliseconds,
      address: state.write(asked, search, here.facets) };
  },
  words: ({ texts }) => texts.map(text.words),
  marked: ({ value, terms }) => text.marked(value, terms),
  slips: ({ pairs, most, open }) => pairs.map(([one, other]) => text.slips(one, other, most, open)),
  open: ({ notations, moments }) => notations.map((notation) => moments.map(([date, time]) => hours.isOpen(notation, date, time))),
  local: ({ moment, zone }) => hours.local(new Date(moment), zone),
  distance: ({ far, words, language }) => far.map((one) => distance.distanceWords(one, words, language)),
  towns: ({ text: typed }) => towns.towns(read, typed),
  csv: ({ rows, headings }) => exportsOf.csv(rows, headings, ({ path }) => `https://x.example/${path}`),
  vcards: ({ rows }) => exportsOf.vcards(rows, ({ path }) => `https://x.example/${path}`),
  calendar: ({ rows, stamp }) => exportsOf.calendar(rows, ({ path }) => `https://x.example/${path}`, stamp),
  fail: ({ prefix }) => { broken = prefix; },
  forget: () => { opened = undefined; },
};

const answers = [];
for (const task of tasks) {
  [bytes, files] = [0, 0];
  try {
    const answer = await work[task.do](task);
    answers.push({ answer: answer ?? null, bytes, files });
  } catch (error) {
    answers.push({ error: String(error), bytes, files });
  }
}
process.stdout.write(JSON.stringify(answers));
