// Distances as people say them.
import { fill } from "./dom.js";

/** « à 800 m », « à 3,2 km », « à environ 12 km » where only the commune is known. */
export function distanceWords([far, rough], words, language) {
  const metres = far < 1;
  const value = metres ? Math.max(50, Math.round(far * 20) * 50) : far;
  const short = metres && value < 1000;
  const format = new Intl.NumberFormat(language, {
    style: "unit", unit: short ? "meter" : "kilometer", maximumFractionDigits: far < 10 && !short ? 1 : 0 });
  const said = format.format(short ? value : metres ? value / 1000 : value);
  return fill(rough ? words.about : words.away, { distance: said });
}
