// What one proposal is about: a new record, one to correct, or one to add a line to; and what the form says of it so far.
import { labelOf, nameOf } from "./complete.js";
import { read } from "./controls.js";
import { folded } from "./repair.js";
import { get, set } from "./roads.js";
import { proposal } from "./ways.js";
import { word } from "./words.js";

const LONGEST_ID = 64;
const today = () => new Date().toLocaleDateString("sv");

export class Session {
  constructor({ form, schema, known, find }) {
    Object.assign(this, { form, schema, known, find, base: {}, path: "", print: "" });
    this.kind = form.dataset.kind;
    this.adds = form.dataset.adds;
  }

  /** Begin with a record of the site; whether there is such a one. */
  async correct(id) {
    const found = await this.find.record(this.kind, id);
    this.base = found ? normal(found.data, this.schema, this.schema) : {};
    this.path = found?.path ?? "";
    this.print = found?.base ?? "";
    return Boolean(found);
  }

  /** Whether a name is that of somebody who is in the directory: then only the new line is asked. */
  async recognise(name) {
    const rows = name.trim() ? await this.find.search(this.kind, name) : [];
    const same = rows.filter((row) => folded(row[1]) === folded(name));
    if (same.length === 1) await this.correct(same[0][0]);
    else Object.assign(this, { base: {}, path: "", print: "" });
  }

  /** A road of the form as a road of the record: `+` is the place after the last item. */
  placed(road) {
    return road.includes("+") ? road.replace("+", String((this.base[this.adds] ?? []).length)) : road;
  }

  get mode() {
    if (!this.path) return "";
    return word(this.adds ? "known" : "correcting", { name: this.base.name ?? this.base.title ?? "" });
  }

  get mayVouch() {
    return Boolean(this.path) && !this.adds && "verified" in this.schema.properties;
  }

  /** Whether somebody's agreement is asked: of a person whose record does not say it yet. */
  get asksAgreement() {
    return !this.base.consent && [...this.form.querySelectorAll("[data-at='consent.by']")].some((one) => !one.closest("[data-off]"));
  }

  /** Show or hide a group, and with it its fields. Of somebody who is known, only the name and the new line are asked. */
  turn(group, wanted) {
    for (const one of this.form.querySelectorAll("[data-at]")) {
      const at = one.dataset.at;
      const box = one.closest(".field");
      if (at === group || at.startsWith(`${group}.`)) off(box, !wanted || this.isKnown);
    }
    if (!this.adds) return;
    for (const box of this.form.querySelectorAll(":scope > .field")) {
      const at = box.dataset.field ?? box.dataset.group ?? box.dataset.list;
      const asked = at === undefined || at.startsWith(`${this.adds}.`) || at === "name" || at.startsWith(`${group}.`);
      if (!asked) off(box, this.isKnown);
    }
  }

  get isKnown() {
    return Boolean(this.adds && this.path);
  }

  written(road) {
    return this.form.querySelector(`[data-at="${CSS.escape(road)}"]`)?.value ?? "";
  }

  /** The record as it would be. */
  record() {
    const data = read(this.form, this.base, (road) => this.placed(road));
    if (this.isKnown) data.name = this.base.name;
    if (this.adds === "needs") this.sayNeed(data);
    if (this.kind === "answer") sayAnswers(data);
    this.stamp(data);
    return ordered(normal(data, this.schema, this.schema), this.base);
  }

  /** A need without a skill or an equipment is said in words. */
  sayNeed(data) {
    const need = data.needs?.[(this.base.needs ?? []).length];
    if (!need) return;
    need.opened = today();
    if (!need.skill && !need.equipment && !need.text && need.title) {
      need.text = need.title;
      delete need.title;
    }
  }

  /** Days that nobody has to write: when the record was vouched for, when somebody agreed or asked for a loan. */
  stamp(data) {
    const vouched = this.form.querySelector("[data-vouched]").checked;
    if ("verified" in this.schema.properties && (!this.path || vouched)) set(data, "verified.on", today());
    for (const one of data.bookings ?? []) {
      if (!(this.base?.bookings ?? []).some((old) => old.from === one.from && old.to === one.to && old.by === one.by)) one.asked = today();
    }
    if (data.consent?.by && !data.consent.on) set(data, "consent.on", today());
    if (this.kind === "answer") data.date ??= today();
  }

  /** Let the fields whose text was typed and not chosen look for what it means. */
  async settle() {
    const waiting = [];
    for (const one of this.form.querySelectorAll("input")) one.dispatchEvent(new CustomEvent("settle", { detail: waiting }));
    await Promise.all(waiting);
  }

  /** The texts of the proposal; a new record gets an id that is free. */
  async proposal(data, name) {
    const path = this.path || `${this.form.dataset.folder}/${await this.free(name)}${this.form.dataset.suffix}`;
    return proposal({ path, data, schema: this.schema, name, base: this.print });
  }

  /** What a record is called, in its proposal and in the name of its file. */
  nameOf(data) {
    return data.name ?? data.title ?? data.what ?? data.signed ?? this.wordsAt("by.0");
  }

  async free(name) {
    const whole = [this.form.dataset.prefix, name].filter(Boolean).join(" ");
    const wanted = folded(whole).slice(0, LONGEST_ID - 3).replace(/-+$/, "") || "fiche";
    let id = wanted;
    for (let number = 2; await this.find.record(this.kind, id); number += 1) id = `${wanted}-${number}`;
    return id;
  }

  /** The control that stands at the place of a finding, or nearest to it. */
  at({ code, road, params }) {
    const wanted = code === "missing-field" ? (road ? `${road}.${params.field}` : params.field) : road;
    const controls = [...this.form.querySelectorAll("[data-at]")].filter((one) => one.type !== "hidden");
    const placed = (one) => this.placed(one.dataset.at);
    return controls.find((one) => placed(one) === wanted) ?? controls.find((one) => placed(one).startsWith(`${wanted}.`))
      ?? (wanted.includes(".") ? controls.find((one) => placed(one).startsWith(wanted.split(".").slice(0, 2).join("."))) : undefined);
  }

  /** What people read before the field at a road; the schema's title where it is not in the form. */
  label(road) {
    if (this.adds === "needs" && road.endsWith(".text")) return this.label(road.replace(/text$/, "title"));
    const here = [...this.form.querySelectorAll("[data-at]")].find((one) => this.placed(one.dataset.at) === road);
    if (here) return labelOf(here);
    const group = [...this.form.querySelectorAll("[data-list],[data-group]")].find((one) => this.placed(one.dataset.list ?? one.dataset.group) === road);
    return nameOf(group?.querySelector("legend")) || titleOf(road, this.schema);
  }

  /** A value as the form shows it: the words of a choice; an id says nothing to people. */
  value(road, text) {
    const here = [...this.form.querySelectorAll("[data-at]")].find((one) => [road, `${road}.0`].includes(this.placed(one.dataset.at)));
    if (here?.dataset.refers) return "…";
    return [...(here?.options ?? [])].find((one) => one.value === text)?.textContent ?? text;
  }

  /** The words that stand in a choice or a reference. */
  wordsAt(road) {
    const here = [...this.form.querySelectorAll("[data-at]")].find((one) => this.placed(one.dataset.at) === road && !one.closest("[data-off]"));
    if (!here?.value) return "";
    return here.selectedOptions ? here.selectedOptions[0].textContent : here.value;
  }
}

/** Answers to questions as one text: a heading for each, and no line of theirs that could be taken for one. */
export function sayAnswers(data) {
  if (data.description === null || typeof data.description !== "object") return;
  const parts = Object.entries(data.description).map(([key, text]) => `## ${key.slice(1)}\n\n${text.replace(/^( {0,3})##(?=\s|$)/gm, "$1\\##")}`);
  data.description = parts.join("\n\n");
}

function off(box, wanted) {
  if (!box) return;
  box.hidden = wanted;
  if (wanted) box.dataset.off = "";
  else delete box.dataset.off;
}

function titleOf(road, schema) {
  const key = road.split(".").reverse().find((part) => !/^\d+$/.test(part));
  const found = schema.properties[key];
  return found?.title ?? schema.$defs?.[found?.$ref?.slice("#/$defs/".length)]?.title ?? key;
}

/** A skill with nothing more to say is only its id, as people write it. */
function normal(data, schema, root) {
  if (Array.isArray(data)) return data.map((one) => normal(one, resolved(schema.items, root), root));
  if (data === null || typeof data !== "object") return data;
  const branches = (schema.oneOf ?? []).map((one) => resolved(one, root));
  const branch = branches.find((one) => one.type === "object");
  const keys = Object.keys(data);
  if (branch && branches.some((one) => one["x-refers-to"]) && keys.length === 1 && branch.required?.[0] === keys[0]) return data[keys[0]];
  const properties = (branch ?? schema).properties ?? {};
  return Object.fromEntries(keys.map((key) => [key, normal(data[key], resolved(properties[key], root), root)]));
}

function resolved(schema, root) {
  return schema?.$ref ? { ...root.$defs[schema.$ref.slice("#/$defs/".length)], ...schema } : schema ?? {};
}

/** Keys in the order they had, so that a comparison shows only what changed. */
function ordered(data, base) {
  const known = Object.keys(base).filter((key) => key in data);
  return Object.fromEntries([...known, ...Object.keys(data).filter((key) => !known.includes(key))].map((key) => [key, get(data, key)]));
}
