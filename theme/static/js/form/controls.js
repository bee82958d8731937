// From the controls of a form to a record and back. A control stands at a road (data-at); lists grow by copies of their first row.
import { drop, get, pruned, same, set } from "./roads.js";
import { repaired } from "./repair.js";
import { word } from "./words.js";

const tidy = (text) => text.replace(/\r\n?/g, "\n").trim();

/** The lists of a form: each keeps a clean copy of its first row. `fresh` is called with every new row. */
export function startLists(form, fresh) {
  const lists = [...form.querySelectorAll("[data-list]")].map((list) => [list, list.querySelector("[data-row]").cloneNode(true)]);
  const patterns = new Map(lists.map(([list, row]) => [list.dataset.list.replace(/\.\d+(?=\.|$)/g, ".0"), row]));
  const api = { grow: (list) => addRow(list, patterns, fresh, api), patterns };
  for (const [list] of lists) equip(list, api);
  return api;
}

function rowsOf(list) {
  return [...list.querySelectorAll("[data-row]")].filter((row) => row.closest("[data-list]") === list);
}

function equip(list, api) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small plain add-row";
  button.textContent = word("add");
  button.setAttribute("aria-label", `${word("add")} : ${list.querySelector("legend").textContent.trim()}`);
  button.addEventListener("click", () => api.grow(list).querySelector("input, select, textarea")?.focus());
  rowsOf(list)[0].parentNode.insertBefore(button, rowsOf(list)[rowsOf(list).length - 1].nextSibling);
}

function addRow(list, patterns, fresh, api) {
  const rows = rowsOf(list);
  const road = list.dataset.list;
  const row = patterns.get(road.replace(/\.\d+(?=\.|$)/g, ".0")).cloneNode(true);
  renumber(row, `${road.replace(/\.\d+(?=\.|$)/g, ".0")}.0`, `${road}.${nextNumber(rows, road)}`);
  rows[rows.length - 1].after(row);
  row.append(removal(row, list));
  for (const inner of row.querySelectorAll("[data-list]")) equip(inner, api);
  fresh(row);
  return row;
}

function nextNumber(rows, road) {
  const numbers = rows.flatMap((row) => [...row.querySelectorAll("[data-at]")].map((one) => Number(one.dataset.at.slice(road.length + 1).split(".")[0])));
  return Math.max(-1, ...numbers) + 1;
}

function removal(row, list) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small plain remove-row";
  button.textContent = word("remove");
  button.addEventListener("click", () => {
    const form = row.closest("form");
    row.remove();
    list.querySelector(".add-row")?.focus();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return button;
}

function renumber(row, from, to) {
  const ids = [from, to].map((road) => `f-${road.replace(/[._]/g, "-")}`);
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const name of ["data-at", "data-field", "data-group", "data-list", "name"]) {
      const value = element.getAttribute(name);
      if (value === from || value?.startsWith(`${from}.`)) element.setAttribute(name, to + value.slice(from.length));
    }
    for (const name of ["id", "for", "aria-describedby"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.split(" ").map((id) => (id.startsWith(ids[0]) ? ids[1] + id.slice(ids[0].length) : id)).join(" "));
    }
  }
}

/** The record that the form says, upon `base` (what the form does not ask is kept). `road` turns `+` into a position. */
export function read(form, base, placed) {
  const data = JSON.parse(JSON.stringify(base));
  const controls = [...form.querySelectorAll("[data-at]")].filter((one) => !one.closest("[data-off]"));
  const grouped = new Map();
  for (const one of controls) grouped.set(one.dataset.at, [...(grouped.get(one.dataset.at) ?? []), one]);
  for (const list of form.querySelectorAll("[data-list]")) if (!list.closest("[data-off]")) set(data, placed(list.dataset.list), []);
  for (const [at, group] of grouped) {
    const road = placed(at);
    const before = get(base, road);
    const value = valueOf(group, before);
    const parent = get(data, road.split(".").slice(0, -1).join(".") || "\u0000");
    if (typeof parent === "string") continue;
    if (value === undefined) {
      if (typeof get(data, road) !== "object" || Array.isArray(get(data, road))) drop(data, road);
    } else set(data, road, value);
  }
  return pruned(compact(data)) ?? {};
}

/** Lists without the holes that empty rows left. */
function compact(value) {
  if (Array.isArray(value)) return value.filter((one) => one !== undefined).map(compact);
  if (value !== null && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, compact(one)]));
  return value;
}

function valueOf(group, before) {
  const [first] = group;
  if (first.type === "checkbox") {
    const ticked = group.filter((one) => one.checked).map((one) => one.value);
    const kept = (Array.isArray(before) ? before : []).filter((one) => ticked.includes(one));
    return ticked.length ? [...kept, ...ticked.filter((one) => !kept.includes(one))] : undefined;
  }
  if (first.dataset.part) {
    const [day, hour] = ["day", "hour"].map((part) => group.find((one) => one.dataset.part === part).value);
    return day ? (hour ? `${day}T${hour}` : day) : undefined;
  }
  const text = first.dataset.refers ? (first.dataset.id ?? tidy(first.value)) : tidy(first.value);
  if (text === "") return undefined;
  if (first.hasAttribute("data-number") || (first.hasAttribute("data-mixed") && /^-?\d+$/.test(text))) return Number(text);
  const known = typeof before === "string" && (tidy(before) === text || shown(first, before) === text);
  if (known) return before;
  return repaired(first.dataset.repair ?? "", text) || text;
}

/** How a value is shown in its control: a French phone as people dial it. */
function shown(control, value) {
  const french = control.dataset.repair === "phone" && /^\+33([1-9])(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(value);
  return french ? `0${french[1]} ${french.slice(2).join(" ")}` : String(value);
}

/** Put a record into the form. `name` gives the words for an id that a control refers to. */
export function fill(form, data, lists, placed, name) {
  const seen = new Set();
  for (let list; (list = [...form.querySelectorAll("[data-list]")].find((one) => !seen.has(one))); ) {
    seen.add(list);
    const value = get(data, placed(list.dataset.list));
    const wanted = Array.isArray(value) ? value.length : 0;
    while (rowsOf(list).length < wanted) lists.grow(list);
  }
  for (const control of form.querySelectorAll("[data-at]")) put(control, get(data, placed(control.dataset.at)), name, get(data, placed(control.dataset.at.replace(/\.skill$/, ""))));
  openFilled(form);
}

function put(control, found, name, parent) {
  let value = found;
  if (value === undefined && control.dataset.at.endsWith(".skill") && typeof parent === "string") value = parent;
  if (control.type === "checkbox") control.checked = Array.isArray(value) && value.includes(control.value);
  else if (value === undefined || typeof value === "object") return;
  else if (control.dataset.part) control.value = control.dataset.part === "day" ? String(value).slice(0, 10) : String(value).slice(11);
  else if (control.dataset.refers) {
    control.value = value;
    control.dataset.id = value;
    name(control, value);
  } else control.value = shown(control, value);
}

/** Open what is folded over something that is filled in. */
export function openFilled(form) {
  for (const details of form.querySelectorAll("details.folded")) {
    const filled = [...details.querySelectorAll("[data-at]")].some((one) => (one.type === "checkbox" ? one.checked : one.value && one.tagName !== "SELECT"));
    if (filled && !details.classList.contains("more-fields")) details.open = true;
  }
}

/** What differs between two records: `[road, before, after]` of the highest values that changed. */
export function differences(before, after) {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.filter((key) => !same(before[key], after[key])).map((key) => [key, before[key], after[key]]);
}
