// What the opening_hours library, the reference reader of OpenStreetMap's notation, says: true, false, null (not said) or "error".
import { readFileSync } from "node:fs";
import OpeningHours from "opening_hours";

const { notations, moments } = JSON.parse(readFileSync(0, "utf8"));
const france = { lat: 48.67, lon: 5.89, address: { country_code: "fr", state: "" } };

function states(notation) {
  try {
    const read = new OpeningHours(notation, france);
    return moments.map(([{ year, month, day }, time]) => {
      const when = new Date(year, month - 1, day, ...time.split(":").map(Number));
      return read.getUnknown(when) ? null : read.getState(when);
    });
  } catch {
    return "error";
  }
}

process.stdout.write(JSON.stringify(notations.map(states)));
