// Prints, as JSON, the dates that ical.js (the calendar reader of Thunderbird) finds in calendars.
// Usage: node ical_occurrences.mjs FIRST LAST FILE.ics…   (days as 2026-01-31, both included)
// One list per file; one [start, end] per date that begins in the window: seconds since 1970, or days as text.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const [first, last, ...files] = process.argv.slice(2);
// Dates may be moved: a series is followed past the window, and its dates are chosen afterwards.
const limit = ICAL.Time.fromDateString(last);
limit.addDuration(ICAL.Duration.fromString("P60W"));

function read(file) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
  const components = calendar.getAllSubcomponents("vevent");
  const moved = components.filter((one) => one.hasProperty("recurrence-id"));
  return components
    .filter((one) => !one.hasProperty("recurrence-id"))
    .flatMap((series) => {
      const uid = series.getFirstPropertyValue("uid");
      const exceptions = moved.filter((one) => one.getFirstPropertyValue("uid") === uid);
      return dates(new ICAL.Event(series, { exceptions, strictExceptions: true }));
    })
    .filter(({ startDate }) => day(startDate) >= first && day(startDate) <= last)
    .map(({ startDate, endDate }) => [told(startDate), told(endDate)]);
}

function dates(event) {
  if (!event.isRecurring()) return [event];
  const found = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next && next.compare(limit) < 0; next = iterator.next()) {
    found.push(event.getOccurrenceDetails(next));
  }
  return found;
}

function day(time) {
  return time.toString().slice(0, 10);
}

function told(time) {
  return time.isDate ? time.toString() : time.toUnixTime();
}

console.log(JSON.stringify(files.map(read)));
