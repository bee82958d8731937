// A form of /contribuer/: brings its helpers together. Without this module the form still goes by e-mail.
import { doubts, startCommunes } from "./communes.js";
import { differences, fill, openFilled, read, startLists } from "./controls.js";
import { draft } from "./draft.js";
import { startHours } from "./hours.js";
import { likely } from "./likely.js";
import { lookup } from "./lookup.js";
import { draw } from "./preview.js";
import { named, startReferences, unknown } from "./references.js";
import { startRepeat } from "./repeat.js";
import { Session } from "./session.js";
import { show } from "./result.js";
import { json, load, reason, told, word } from "./words.js";

const checker = () => import("./check.js"); // with its library a fifth of the page: only for who writes

const form = document.querySelector("[data-proposal]");
const part = (name) => document.querySelector(`[data-${name}]`);

function say(text) {
  part("said").textContent = text;
}

async function start() {
  const { schema: address, words, index, kind, slug } = form.dataset;
  const [known, schema] = await Promise.all([load(words), json(address)]);
  const find = lookup(index, known.index);
  const session = new Session({ form, schema, known, find });
  const fresh = (box) => {
    startReferences(box, find, say);
    startCommunes(form, box, find, say);
    startHours(box);
  };
  const lists = startLists(form, fresh);
  fresh(form);
  startRepeat(form, known.language);
  form.noValidate = true;
  part("prepare").hidden = false;
  part("plain")?.remove();
  const asked = new URLSearchParams(location.search);
  const kept = draft(asked.get("fiche") ? `${slug}:${asked.get("fiche")}` : slug);
  await begin(session, lists, asked, kept);
  follow(session, kept);
  for (const one of document.querySelectorAll("[data-forget]")) {
    one.addEventListener("click", () => {
      kept.forget();
      location.reload();
    });
  }
  document.querySelector("[data-print]").addEventListener("click", () => print());
  form.dataset.ready = kind;
}

/** Fill the form: the record to correct, whom the need is for, and the draft. */
async function begin(session, lists, asked, kept) {
  const id = asked.get("fiche") ?? asked.get("pour");
  if (id) {
    if (await session.correct(id)) {
      if (!session.adds) fill(form, session.base, lists, (road) => session.placed(road), named(session.find));
      else form.querySelector("[data-at=name]").value = session.base.name;
    } else note("mode", word("not_found", { name: id }));
  }
  const day = kept.restore(form, lists);
  if (day) {
    part("draft").hidden = false;
    part("draft-said").textContent = word("draft_found", { day: day.toLocaleDateString(session.known.language, { dateStyle: "long" }) });
  }
  openFilled(form);
  form.dispatchEvent(new Event("filled"));
  refresh(session);
}

function note(name, text) {
  part(name).textContent = text;
  part(name).hidden = !text;
}

/** Keep the draft, the preview and what depends on other fields in step with what is written. */
function follow(session, kept) {
  let waiting;
  const changed = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      refresh(session);
      if (kept.keep(form)) part("kept").hidden = false;
    }, 250);
  };
  form.addEventListener("input", changed);
  form.addEventListener("input", () => checker().catch(() => null), { once: true });
  form.addEventListener("change", async (event) => {
    if (session.adds && event.target.dataset.at === "name") await session.recognise(event.target.value);
    changed();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    prepare(session).catch(() => say(word("failed")));
  });
}

function refresh(session) {
  for (const { dataset } of document.querySelectorAll("[data-only]")) session.turn(dataset.only, session.written(dataset.if) === dataset.is);
  part("vouch").hidden = !session.mayVouch;
  if (part("agree")) part("agree").hidden = !session.asksAgreement;
  note("mode", session.mode);
  const card = draw(part("card"), session.kind, session.adds, session.record(), (road) => session.wordsAt(road), session.known.language);
  part("preview").hidden = !card.querySelector(".card-title").textContent;
}

/** Check, warn of likenesses, and show the ways of sending. */
async function prepare(session) {
  const [{ check }] = await Promise.all([checker(), session.settle()]);
  const data = session.record();
  const strangers = await unknown(form, session.find, (road) => session.placed(road));
  const away = new Set(strangers.map((one) => one.road));
  const unsure = await doubts(form, session.find, (road) => session.placed(road));
  const found = [...strangers, ...unsure, ...check(session.kind, data, session.schema).filter((one) => !away.has(one.road))];
  const refused = disagreed(session);
  tell(session, found, refused);
  part("result").hidden = true;
  if (refused.length || found.some((one) => told(one).severity === "error")) return;
  const name = session.nameOf(data);
  warn(session, session.path ? [] : await likely(session.kind, data, session.find));
  const changes = session.path ? differences(session.base, data).map(([key, ...values]) => [session.label(key), ...values.map(plain)]) : [];
  if (session.path && !changes.length) {
    summary([word("no_change")]);
    return;
  }
  show(part("result"), await session.proposal(data, name), session.known, changes, say);
}

/** A value in words: items of a list below each other, what belongs together side by side. */
function plain(value) {
  if (value === undefined) return word("nothing");
  if (Array.isArray(value)) return value.map(plain).join("\n");
  return value !== null && typeof value === "object" ? Object.values(value).map(plain).join(" · ") : String(value);
}

/** The box that must be ticked and is not, as a line of the summary. */
function disagreed(session) {
  const box = part("agreed");
  return box && session.asksAgreement && !box.checked ? [{ text: word("agree"), place: box }] : [];
}

/** Every problem beside its field, and all of them in a list that leads there. */
function tell(session, found, refused) {
  for (const one of form.querySelectorAll(".error")) one.hidden = true;
  for (const one of form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
  const lines = found.map((one) => {
    const { message, repair, severity } = told(one, session);
    const place = session.at(one);
    if (!place) return `${message} ${repair}`;
    for (let box = place.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    if (severity === "error") place.setAttribute("aria-invalid", "true");
    const error = place.closest(".field")?.querySelector(":scope > .error") ?? place.closest(".field")?.querySelector(".error");
    if (error) {
      error.textContent = `${message} ${repair}`;
      error.hidden = false;
    }
    return { text: message, place };
  });
  for (const { text, place } of refused) {
    place.setAttribute("aria-invalid", "true");
    Object.assign(document.getElementById(`${place.id}-error`), { textContent: text, hidden: false });
  }
  summary([...lines, ...refused]);
}

function summary(lines) {
  const box = part("summary");
  box.hidden = lines.length === 0;
  if (!lines.length) return;
  const list = document.createElement("ul");
  list.append(...lines.map((line) => {
    const item = document.createElement("li");
    if (typeof line === "string") item.textContent = line;
    else {
      const link = Object.assign(document.createElement("a"), { href: `#${line.place.id}`, textContent: line.text });
      link.addEventListener("click", (event) => {
        event.preventDefault();
        line.place.focus();
      });
      item.append(link);
    }
    return item;
  }));
  const head = document.createElement("p");
  head.textContent = lines.length === 1 ? word("one_problem") : word("problems", { n: lines.length });
  box.replaceChildren(...(typeof lines[0] === "string" && lines.length === 1 ? [] : [head]), list);
  box.focus();
}

function warn(session, found) {
  const box = part("likely");
  box.hidden = found.length === 0;
  if (!found.length) return;
  const { pages, form: address } = session.known.kinds[session.kind];
  const list = document.createElement("ul");
  list.append(...found.map(({ id, name, reasons }) => {
    const item = document.createElement("li");
    const page = Object.assign(document.createElement("a"), { href: `${pages}${id}/`, textContent: name });
    const edit = Object.assign(document.createElement("a"), { href: `${address}?fiche=${id}`, textContent: word("correct_it") });
    item.append(pages ? page : name, ` (${reasons.map(reason).join(", ")}) – `, edit);
    return item;
  }));
  const paragraph = (text) => Object.assign(document.createElement("p"), { textContent: text });
  box.replaceChildren(paragraph(word("likely")), list, paragraph(word("likely_not")));
}

if (form) {
  start().catch(() => {
    note("mode", part("failed").textContent);
    form.dataset.ready = "failed";
  });
}
