// Whether a place is open, by opening hours in OpenStreetMap's notation. plugins/maillage/derive/{hours,opening}.py decide
// the same at build; a test holds both to the opening_hours library on real hours.

const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const LIMIT = 1000;
const LAST = 31;
const DAY = 86400000;

const ONE_DAY = `(?:${DAYS.join("|")}|PH|SH)`;
const SOME_DAYS = `${ONE_DAY}(?:-${ONE_DAY})?(?:,\\s?${ONE_DAY}(?:-${ONE_DAY})?)*`;
const DATE = `(?:${MONTHS.join("|")})(?: [0-9]{1,2})?`;
const SEASON = `${DATE}(?:-(?:${DATE}|[0-9]{1,2}))?`;
const TIME = "(?:[01]?[0-9]|2[0-4]):[0-5][0-9]";
const SPANS = `${TIME}-${TIME}\\+?(?:,\\s?${TIME}-${TIME}\\+?)*`;
const RULE = new RegExp(
  `^(?:(?<season>${SEASON})(?:: ?| )?)?(?<days>${SOME_DAYS})?\\s?(?<spans>${SPANS}|off|closed|24/7|open)?\\s?(?<comment>"[^"]{1,120}")?$`);

/** Rules of a notation, or null where a part of it is not understood. */
export function parse(notation) {
  if (notation.length > LIMIT) return null;
  const parts = notation.trim().replace(/;+$/, "").split(/\s*(;|\|\|)\s*/);
  const rules = [];
  for (let index = 0; index < parts.length; index += 2) {
    const made = rule(parts[index].trim(), parts[index - 1] === "||");
    if (!made) return null;
    rules.push(made);
  }
  return rules;
}

function rule(text, fallback) {
  const found = text && RULE.exec(text)?.groups;
  if (!found) return null;
  const spans = found.spans ?? "";
  const times = spans.includes(":") ? spans.split(/,\s?/).map(span) : [];
  const always = spans === "24/7" || spans === "open";
  return { season: found.season ?? "", days: days(found.days ?? ""), spans: times, comment: Boolean(found.comment), always, fallback };
}

function span(text) {
  return text.replace("+", "").split("-").map((time) => time.padStart(5, "0"));
}

function days(text) {
  const found = new Set();
  for (const part of text ? text.split(/,\s?/) : []) {
    const [first, last] = part.split("-");
    const [start, stop] = [DAYS.indexOf(first), DAYS.indexOf(last ?? first)];
    if (start < 0 || stop < 0) found.add(part);
    else for (let day = start; day <= (stop >= start ? stop : stop + 7); day += 1) found.add(day % 7);
  }
  return found;
}

function easter(year) {
  const [golden, century, rest] = [year % 19, Math.floor(year / 100), year % 100];
  const proof = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - proof + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const sum = epact + weekday - 7 * late + 114;
  return Date.UTC(year, Math.floor(sum / LAST) - 1, (sum % LAST) + 1);
}

const FIXED = new Set(["1-1", "5-1", "5-8", "7-14", "8-15", "11-1", "11-11", "12-25"]);

function isHoliday({ year, month, day }) {
  const after = (Date.UTC(year, month - 1, day) - easter(year)) / DAY;
  return FIXED.has(`${month}-${day}`) || after === 1 || after === 39 || after === 50;
}

function ends(season) {
  let month = 0;
  return season.split("-").map((part) => {
    const name = /^[A-Z][a-z]{2}/.exec(part);
    month = name ? MONTHS.indexOf(name[0]) + 1 : month;
    return [month, Number(/[0-9]+/.exec(part)?.[0] ?? 0)];
  });
}

function inSeason(season, { month, day }) {
  const all = ends(season);
  const value = ([part, number], whole) => part * 100 + (number || whole);
  const [begin, end, here] = [value(all[0], 1), value(all.at(-1), LAST), month * 100 + day];
  return begin <= end ? begin <= here && here <= end : here >= begin || here <= end;
}

function ruleOf(rules, date) {
  let chosen = null;
  for (const one of rules) {
    if (one.season && !inSeason(one.season, date)) continue;
    const speaks = !one.days.size || one.days.has(date.weekday) || (one.days.has("PH") && isHoliday(date));
    if (speaks && !(one.fallback && chosen)) chosen = one;
  }
  return chosen;
}

function shifted({ year, month, day }, by) {
  const moved = new Date(Date.UTC(year, month - 1, day) + by * DAY);
  return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate(), weekday: (moved.getUTCDay() + 6) % 7 };
}

/** Whether it is open on a local `date` ({year, month, day}) at `time` ("14:05"); null where the notation does not say. */
export function isOpen(notation, date, time) {
  const rules = parse(notation);
  if (!rules) return null;
  const before = ruleOf(rules, shifted(date, -1));
  if (before?.spans.some(([begin, end]) => end < begin && time < end)) return before.comment ? null : true;
  const today = ruleOf(rules, shifted(date, 0));
  if (!today) return false;
  const inside = ([begin, end]) => (begin <= time && time < end) || (end < begin && time >= begin);
  if (today.always || today.spans.some(inside)) return today.comment ? null : true;
  return today.comment && !today.spans.length ? null : false;
}

/** The day and the hour it is at a moment in a time zone. */
export function local(moment, timeZone) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, year: "numeric", month: "numeric", day: "numeric",
    hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(moment);
  const value = (name) => parts.find(({ type }) => type === name).value;
  const date = { year: Number(value("year")), month: Number(value("month")), day: Number(value("day")) };
  return { date, time: `${value("hour")}:${value("minute")}` };
}

const RANGE = 1024;

/** Mask of the positions of `mask` that are open at a local moment; only ranges that are in it are asked for. */
export async function openNow(read, mask, { date, time }) {
  const open = new Uint8Array(mask.length);
  const ranges = new Set();
  mask.forEach((kept, position) => kept && ranges.add(Math.floor(position / RANGE)));
  await Promise.all([...ranges].map(async (number) => {
    const { notations, of } = await read(`hours/${number}.json`);
    const states = notations.map((notation) => isOpen(notation, date, time) === true);
    of.forEach((notation, index) => { if (notation >= 0 && states[notation]) open[number * RANGE + index] = 1; });
  }));
  return open;
}
