// Small helpers to build the page. Texts are always set as text.
import { marked } from "./text.js";

/** An element with attributes and children (elements or texts). */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== "" && child !== null));
  return made;
}

/** A text with the words that were looked for marked. */
export function highlighted(text, terms) {
  return marked(text, terms).map(([part, found]) => (found ? element("mark", {}, part) : part));
}

/** A template of words with its blanks filled: `{n} résultats`. */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}
