// Results as files a person keeps: a table, address cards, dates. Made here, from what the page already has.

const FORMULA = /^[\s\u200b\ufeff\0]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20|%]/u;
const NUMBER = /^-?[0-9]+([.,][0-9]+)?$/;
const LINE = 75;

/** One cell, quoted, and never taken for a formula by a spreadsheet (as plugins/maillage/exchange/spreadsheet.py does). */
export function cell(value) {
  const text = FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}

/** Rows of (card, details) as CSV: semicolons and a byte order mark, so that a double click opens it in columns. */
export function csv(rows, headings, address) {
  const lines = rows.map(({ card, detail }) => [
    card.title, card.meta, detail.street ?? "", detail.postcode ?? "", detail.town ?? card.place, (detail.hours ?? []).join(" ; "),
    (detail.phones ?? []).join(" ; "), (detail.emails ?? []).join(" ; "), detail.site ?? "", (detail.access ?? []).join(" ; "),
    (detail.cost ?? []).join(" ; "), card.summary, address(card)]);
  return `\ufeff${[headings, ...lines].map((line) => line.map(cell).join(";")).join("\r\n")}\r\n`;
}

function escaped(text) {
  return text.replace(/[\\,;]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, "\\n");
}

/** A content line cut every 75 octets, never inside a character. */
function folded(line) {
  const pieces = [];
  let [piece, size] = ["", 0];
  for (const character of line) {
    const octets = new TextEncoder().encode(character).length;
    if (size + octets > LINE) {
      pieces.push(piece);
      [piece, size] = ["", 1];
    }
    piece += character;
    size += octets;
  }
  return [...pieces, piece].join("\r\n ");
}

function lines(all) {
  return all.filter(Boolean).map((line) => `${folded(line)}\r\n`).join("");
}

/** Address cards (vCard 4.0, RFC 6350). */
export function vcards(rows, address) {
  return rows.map(({ card, detail }) => lines([
    "BEGIN:VCARD", "VERSION:4.0", `KIND:${detail.person ? "individual" : "org"}`, `FN:${escaped(card.title)}`,
    ...(detail.phones ?? []).map((phone) => `TEL:${escaped(phone)}`), ...(detail.emails ?? []).map((email) => `EMAIL:${escaped(email)}`),
    detail.site ? `URL:${detail.site}` : "",
    detail.town ? `ADR:${["", detail.extra, detail.street, detail.town, "", detail.postcode, ""].map((part) => escaped(part ?? "")).join(";")}` : "",
    detail.point ? `GEO:geo:${detail.point.join(",")}` : "",
    card.summary ? `NOTE:${escaped(card.summary)}` : "", `SOURCE:${address(card)}`, "END:VCARD"])).join("");
}

function when(name, stamp) {
  return stamp.includes("T") ? `${name}:${stamp}` : `${name};VALUE=DATE:${stamp}`;
}

/** The dates of the events among the results (iCalendar, RFC 5545). */
export function calendar(rows, address, stamp) {
  const events = rows.flatMap(({ card, detail }) => (detail.dates ?? []).map(([start, end]) => [
    "BEGIN:VEVENT", `UID:${start}-${address(card)}`, `DTSTAMP:${stamp}`, when("DTSTART", start), end === start ? "" : when("DTEND", end),
    `SUMMARY:${escaped(card.title)}`, detail.where ? `LOCATION:${escaped(detail.where)}` : "", `URL:${address(card)}`, "END:VEVENT"]));
  return events.length ? lines(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Maillage//Recherche//FR", ...events.flat(), "END:VCALENDAR"]) : "";
}
