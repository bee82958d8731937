// The forms' modules that need no page, asked from Python: one JSON request on standard input, one JSON answer.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder] = process.argv.slice(2);
const load = (name) => import(pathToFileURL(`${folder}/${name}.js`));
const [{ write }, { check }, { bucket }, { ways, proposal, searched }, { repaired, folded }, { alike }, hours, { next }, { sayAnswers }] = await Promise.all(
  ["yaml", "check", "lookup", "ways", "repair", "likely", "hours", "repeat", "session"].map(load),
);

const tasks = {
  write: ({ records, schema, form }) => records.map((data) => write(data, schema, form)),
  check: ({ records, schema, kind }) => records.map((data) => check(kind, data, schema)),
  answers: ({ records }) => records.map((data) => (sayAnswers(data), data)),
  bucket: ({ texts, count }) => texts.map((text) => bucket(text, count)),
  repaired: ({ pairs }) => pairs.map(([form, text]) => repaired(form, text)),
  folded: ({ texts }) => texts.map(folded),
  alike: ({ pairs }) => pairs.map(([one, other]) => alike(one, other)),
  ways: ({ made, known }) => {
    const one = proposal(made);
    return { ways: ways(one, known), searched: searched(one, known.forge), block: one.block };
  },
  hours: ({ notations }) => notations.map((text) => (hours.read(text) ? hours.written(hours.read(text)) : null)),
  next: ({ asked }) => asked.map(([day, name]) => next(day, name).map((one) => one.toLocaleDateString("sv"))),
};

const { task, ...request } = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(tasks[task](request)));
