// A helper for events that come back: one choice in plain words, made from the first date; the fields of `repeat` follow.
import { word } from "./words.js";

const DAYS = ["su", "mo", "tu", "we", "th", "fr", "sa"];
const SHOWN = 4;

/** Give the group of repetition its choice. */
export function startRepeat(form, language) {
  const group = form.querySelector("[data-repeat]");
  if (!group) return;
  const field = (name) => group.querySelector(`[data-at="repeat.${name}"]`);
  const raw = ["every", "interval", "count"].map((name) => field(name).closest(".field"));
  raw.push(group.querySelector("[data-list='repeat.on']"));
  const until = field("until").closest(".field");
  const choice = document.createElement("select");
  choice.id = "repeat-choice";
  const label = Object.assign(document.createElement("label"), { htmlFor: choice.id, textContent: word("repeat_ask") });
  const dates = Object.assign(document.createElement("p"), { className: "quiet" });
  const box = Object.assign(document.createElement("div"), { className: "field" });
  box.append(label, choice, dates);
  group.querySelector("legend").after(box);
  group.classList.add("helped");
  group.querySelector(":scope > .hint")?.remove();

  const current = () => ({ every: field("every").value, interval: field("interval").value, on: [...group.querySelectorAll("[data-at^='repeat.on.']")].map((one) => one.value).filter(Boolean), count: field("count").value });
  const put = ({ every = "", interval = "", on = [] }) => {
    field("every").value = every;
    field("interval").value = interval;
    for (const [number, one] of [...group.querySelectorAll("[data-at^='repeat.on.']")].entries()) one.value = on[number] ?? "";
    field("count").value = "";
  };
  const day = () => form.querySelector("[data-at=start][data-part=day]").value;

  function offer(kept = "none") {
    const now = current();
    const found = options(day(), language);
    choice.replaceChildren(...found.map(([name, text]) => new Option(text, name)));
    const fitting = found.find(([, , rule]) => now.every && !now.count && matches(rule, now));
    if (now.every && !fitting) choice.append(new Option(word("repeat_own"), "own"));
    choice.value = !now.every ? "none" : fitting ? fitting[0] : "own";
    if (kept !== "none" && kept !== "own" && found.some(([name]) => name === kept)) follow(kept);
    dress();
  }
  function follow(name) {
    choice.value = name;
    put(options(day(), language).find(([one]) => one === name)?.[2] ?? {});
  }
  function dress() {
    for (const one of raw) one.hidden = choice.value !== "own";
    until.hidden = choice.value === "none";
    if (choice.value === "none") field("until").value = "";
    const coming = day() && choice.value !== "own" ? next(day(), choice.value) : [];
    dates.textContent = coming.length ? `${word("repeat_dates")} ${coming.map((one) => one.toLocaleDateString(language, { weekday: "short", day: "numeric", month: "short" })).join(", ")}…` : "";
  }

  choice.addEventListener("change", () => {
    if (choice.value !== "own") follow(choice.value);
    dress();
  });
  form.addEventListener("change", (event) => {
    const at = event.target.dataset.at ?? "";
    if (at === "start") offer(choice.value);
    else if (at.startsWith("repeat.")) offer();
  });
  form.addEventListener("filled", () => offer());
  offer();
}

/** `[name, words, rule]` for the rhythms that a first day can have. */
function options(text, language) {
  const found = [["none", word("repeat_none"), {}], ["day", word("repeat_day"), { every: "day" }], ["week", word("repeat_week"), { every: "week" }], ["weeks", word("repeat_weeks"), { every: "week", interval: "2" }]];
  if (!text) return found;
  const day = noon(text);
  const weekday = day.toLocaleDateString(language, { weekday: "long" });
  const nth = Math.ceil(day.getDate() / 7);
  if (nth < 5) found.push(["nth", word("repeat_nth", { nth: word(`nth_${nth}`), weekday }), { every: "month", on: [`${nth}${DAYS[day.getDay()]}`] }]);
  if (day.getDate() > daysIn(day) - 7) found.push(["last", word("repeat_nth", { nth: word("nth_last"), weekday }), { every: "month", on: [`-1${DAYS[day.getDay()]}`] }]);
  found.push(["date", word("repeat_date", { day: day.getDate() }), { every: "month" }]);
  return found;
}

function matches(rule, now) {
  return rule.every === now.every && (rule.interval ?? "") === now.interval && (rule.on ?? []).join() === now.on.join();
}

const noon = (text) => new Date(`${text}T12:00`);
const daysIn = (day) => new Date(day.getFullYear(), day.getMonth() + 1, 0).getDate();

/** The next dates of a rhythm, the first one included. */
export function next(text, name) {
  if (!["day", "week", "weeks", "nth", "last", "date"].includes(name)) return [];
  const first = noon(text);
  const step = { day: 1, week: 7, weeks: 14 }[name];
  if (step) return Array.from({ length: SHOWN }, (_, number) => new Date(first.getFullYear(), first.getMonth(), first.getDate() + number * step, 12));
  const found = [];
  for (let ahead = 0; found.length < SHOWN && ahead < 24; ahead += 1) {
    const month = new Date(first.getFullYear(), first.getMonth() + ahead, 1, 12);
    const date = name === "date" ? first.getDate() : dateOf(month, first, name);
    if (date <= daysIn(month)) found.push(new Date(month.getFullYear(), month.getMonth(), date, 12));
  }
  return found;
}

function dateOf(month, first, name) {
  const shift = (first.getDay() - month.getDay() + 7) % 7;
  if (name === "nth") return 1 + shift + 7 * (Math.ceil(first.getDate() / 7) - 1);
  return 1 + shift + 7 * Math.floor((daysIn(month) - 1 - shift) / 7);
}
