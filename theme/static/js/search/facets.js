// The facets: each a disclosure with its choices and how many results each would leave. Counted when it is opened.
import { element, fill } from "./dom.js";
import { NOW } from "./state.js";

const OPEN_AT_FIRST = ["kind", "dept"];
const MANY = 12;

export class Facets {
  /** `change(key, ids)` is called when a person chooses. */
  constructor(root, index, words, change) {
    Object.assign(this, { index, words, change, found: null });
    this.parts = [...index.facets.values()].map((facet) => this.part(facet));
    root.replaceChildren(...this.parts.map(({ box }) => box));
  }

  part(facet) {
    const list = element("ul", { class: "choices" });
    const values = facet.key === "open" ? [{ id: NOW, label: this.words.now }, ...facet.values] : facet.values;
    const choices = values.map(({ id, label }) => {
      const input = element("input", { type: "checkbox", name: facet.key, value: id });
      const count = element("span", { class: "count" });
      const row = element("li", {}, element("label", {}, input, " ", element("span", {}, label), " ", count));
      input.addEventListener("change", () => this.change(facet.key, this.chosen(facet.key)));
      return { id, input, count, row, label };
    });
    list.append(...choices.map(({ row }) => row));
    const chosen = element("span", { class: "count" });
    const box = element("details", { class: "facet-box", "data-facet": facet.key },
      element("summary", {}, facet.label, " ", chosen), choices.length > MANY ? this.finder(facet, choices) : "", list);
    if (OPEN_AT_FIRST.includes(facet.key) && matchMedia("(min-width: 56rem)").matches) box.open = true;
    box.addEventListener("toggle", () => this.fill(part));
    const part = { key: facet.key, box, choices, chosen };
    return part;
  }

  /** A field that shortens a long list of choices. */
  finder(facet, choices) {
    const input = element("input", { type: "search", "aria-label": fill(this.words.choose, { facet: facet.label }), placeholder: this.words.shorten });
    input.addEventListener("input", () => {
      const typed = input.value.toLowerCase();
      for (const { row, label } of choices) row.hidden = !label.toLowerCase().includes(typed);
    });
    return input;
  }

  chosen(key) {
    return this.parts.find((part) => part.key === key).choices.filter(({ input }) => input.checked).map(({ id }) => id);
  }

  /** Show what is chosen in a new state, and count anew in the facets that are open. */
  async show(found) {
    this.found = found;
    for (const { key, choices, chosen, box } of this.parts) {
      const ids = found.state.chosen.get(key) ?? [];
      for (const { id, input } of choices) input.checked = ids.includes(id);
      chosen.textContent = ids.length ? `(${ids.length})` : "";
      if (ids.length) box.open = true;
    }
    await Promise.all(this.parts.map((part) => this.fill(part)));
  }

  async fill({ key, box, choices }) {
    const { found } = this;
    if (!box.open || !found) return;
    const counts = await found.counts(key).catch(() => null);
    const now = key === "open" && counts ? await found.countOpen(new Date()).catch(() => null) : null;
    if (found !== this.found) return;
    let index = 0;
    for (const { id, input, count, row } of choices) {
      const value = id === NOW ? now : counts?.[index++];
      count.textContent = value ?? "";
      row.classList.toggle("is-empty", value === 0 && !input.checked);
    }
  }
}
