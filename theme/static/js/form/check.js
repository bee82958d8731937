// A record checked in the browser as `maillage check` checks it: the same schema, and of the other rules those that need
// nothing but the record.
import { format } from "../../vendor/@cfworker/json-schema-4.1.6/esm/format.js";
import { Validator } from "../../vendor/@cfworker/json-schema-4.1.6/esm/validator.js";
import { explain } from "./explain.js";

const isDay = format.date;
format["local-date-time"] = (text) => isDay(text.slice(0, 10)) && (text.length === 10 || /^T([01][0-9]|2[0-3]):[0-5][0-9]$/.test(text.slice(10)));
format.timezone = (text) => {
  try {
    return Boolean(new Intl.DateTimeFormat("fr", { timeZone: text }));
  } catch {
    return false;
  }
};

/** Findings `{code, road, params}` of a record of `kind`. */
export function check(kind, data, schema) {
  const root = JSON.parse(JSON.stringify(schema));
  const { errors } = new Validator(root, "2020-12", false).validate(data);
  return errors.length ? explain(errors, data, schema) : rules(kind, data);
}

function rules(kind, data) {
  return { actor: ofActor, equipment: ofEquipment, event: ofEvent }[kind]?.(data) ?? [];
}

function ofActor(data) {
  const found = (data.needs ?? []).flatMap(ofNeed);
  if (data.kind === "person") {
    for (const [position, phone] of (data.contact?.phones ?? []).entries()) {
      if (/^\+33[67]/.test(phone)) found.push({ code: "mobile-number", road: `contact.phones.${position}`, params: {} });
    }
  }
  return found;
}

function ofNeed({ opened, until, met }, position) {
  const found = [];
  if (met && met.on < opened) found.push({ code: "met-before-opened", road: `needs.${position}.met.on`, params: { met: met.on, opened } });
  if (until && until < opened) found.push({ code: "until-before-opened", road: `needs.${position}.until`, params: { until, opened } });
  return found;
}

function ofEquipment({ bookings }) {
  return (bookings ?? []).flatMap(({ asked, from, to, by }, position) =>
    asked > from ? [{ code: "booked-in-the-past", road: `bookings.${position}.from`, params: { booking: `${by}, ${from} → ${to}`, asked } }] : []);
}

function ofEvent({ start, end, duration, repeat, rrule, registration }) {
  const found = [];
  const whole = !start.includes("T");
  const mixed = (field) => found.push({ code: "mixed-day-and-time", road: field, params: { field, start } });
  if (end && whole === end.includes("T")) mixed("end");
  else if (end && end < start) found.push({ code: "end-before-start", road: "end", params: { end, start } });
  if (whole && duration && !duration.endsWith("d")) mixed("duration");
  const day = start.slice(0, 10);
  if (repeat?.until && repeat.until < day) found.push({ code: "until-before-start", road: "repeat.until", params: { until: repeat.until, start } });
  if (!repeat && !rrule && registration?.deadline > day) {
    found.push({ code: "deadline-after-start", road: "registration.deadline", params: { deadline: registration.deadline, start } });
  }
  return found;
}
