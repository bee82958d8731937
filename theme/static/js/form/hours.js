// A helper for opening hours: days to tick, hours to type, and the notation of OpenStreetMap written for you.
import { word } from "./words.js";

const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
let count = 0;

/** Give every field of hours in `part` its helper. */
export function startHours(part) {
  for (const input of part.querySelectorAll("input[data-hours]")) {
    if (!input.dataset.helped) input.after(helper(input));
    input.dataset.helped = "yes";
  }
}

function helper(input) {
  const box = make("details", "helper");
  const rows = make("div", "helper-rows");
  const status = make("p", "quiet");
  const update = () => {
    const notation = written([...rows.children].map(rule));
    if (!notation) return;
    input.value = notation;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    status.textContent = notation;
  };
  const add = make("button", "button small plain", word("hours_add"));
  add.type = "button";
  add.addEventListener("click", () => {
    rows.append(row());
    rows.lastElementChild.querySelector("input").focus();
  });
  rows.append(...(read(input.value) ?? [undefined]).map(row));
  rows.addEventListener("input", (event) => {
    event.stopPropagation();
    update();
  });
  box.addEventListener("toggle", () => {
    if (box.open && input.value) rows.replaceChildren(...(read(input.value) ?? [undefined]).map(row));
  });
  box.append(make("summary", "", word("hours_help")), rows, add, status);
  return box;
}

function row(known = { days: [], spans: [] }) {
  count += 1;
  const made = make("fieldset", "helper-row");
  made.append(make("legend", "", word("hours_days")));
  const days = make("div", "ticks");
  for (const [number, day] of DAYS.entries()) {
    const label = make("label", "tick");
    const tick = Object.assign(document.createElement("input"), { type: "checkbox", value: day, checked: known.days.includes(day) });
    label.append(tick, make("span", "", dayName(number)));
    days.append(label);
  }
  made.append(days, span(known.spans[0]), span(known.spans[1]));
  return made;
}

function span([from, to] = []) {
  const made = make("div", "pair");
  for (const [name, value] of [["hours_from", from], ["hours_to", to]]) {
    const label = make("label", "", `${word(name)} `);
    label.append(Object.assign(document.createElement("input"), { type: "time", value: value ?? "" }));
    made.append(label);
  }
  return made;
}

function rule(row) {
  const days = [...row.querySelectorAll("input[type=checkbox]:checked")].map((one) => one.value);
  const times = [...row.querySelectorAll("input[type=time]")].map((one) => one.value);
  return { days, spans: [times.slice(0, 2), times.slice(2)].filter(([from, to]) => from && to) };
}

function dayName(number) {
  return new Date(2024, 0, 1 + number).toLocaleDateString(document.documentElement.lang, { weekday: "short" });
}

function make(name, className, text = "") {
  return Object.assign(document.createElement(name), { className, textContent: text });
}

/** `[{days, spans}]` as OpenStreetMap writes it: `Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00`. */
export function written(rules) {
  return rules.filter(({ days, spans }) => days.length && spans.length)
    .map(({ days, spans }) => `${runs(days)} ${spans.map((one) => one.join("-")).join(",")}`).join("; ");
}

function runs(days) {
  const numbers = days.map((day) => DAYS.indexOf(day)).sort((a, b) => a - b);
  const found = [];
  for (const number of numbers) {
    const last = found[found.length - 1];
    if (last && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found.map(([from, to]) => (from === to ? DAYS[from] : to === from + 1 ? `${DAYS[from]},${DAYS[to]}` : `${DAYS[from]}-${DAYS[to]}`)).join(",");
}

/** The rules of a simple notation; null for one that the helper cannot show (it is then left as it is). */
export function read(notation) {
  const rules = notation.split(";").map((text) => simple(text.trim()));
  return notation.trim() && rules.every(Boolean) ? rules : null;
}

function simple(text) {
  const found = /^([A-Za-z,-]+) (\d\d:\d\d-\d\d:\d\d)(?:, ?(\d\d:\d\d-\d\d:\d\d))?$/.exec(text);
  if (!found) return null;
  const days = found[1].split(",").map((one) => {
    const [from, to] = one.split("-").map((day) => DAYS.indexOf(day));
    return from < 0 || to < 0 || to < from ? null : DAYS.slice(from, (to ?? from) + 1);
  });
  return days.every(Boolean) ? { days: days.flat(), spans: [found[2], found[3]].filter(Boolean).map((one) => one.split("-")) } : null;
}
