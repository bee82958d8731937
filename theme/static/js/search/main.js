// The search of the site: one form, one list, the same facets on every page that shows them. Without it the server-made
// lists below say everything.
import { Facets } from "./facets.js";
import { fetching } from "./fetching.js";
import { find } from "./find.js";
import { Index } from "./index.js";
import { keep } from "./keep.js";
import { Place } from "./place.js";
import { sections } from "./results.js";
import { fill } from "./dom.js";
import { read as readState, write } from "./state.js";

const WAIT = 160;
const form = document.querySelector("form[data-search]");

async function stemmers(addresses) {
  const found = await Promise.allSettled(addresses.map((address) => import(address)));
  return found.filter(({ status }) => status === "fulfilled").map(({ value }) => value.stemmer);
}

class Search {
  constructor(data, words) {
    Object.assign(this, { words, base: data.search, root: data.root, turn: 0, language: document.documentElement.lang });
    this.input = document.querySelector("#q");
    for (const name of ["status", "note", "results", "browse", "asked", "keep", "clear"]) this[`${name}Part`] = document.querySelector(`[data-${name}]`);
    this.number = new Intl.NumberFormat(this.language);
    this.stems = data.stemmers.split(" ");
  }

  async start() {
    this.index ??= await Index.open(fetching(this.base), await stemmers(this.stems));
    this.kinds = this.index.kinds.map(({ kind }) => kind);
    this.facets = new Facets(document.querySelector("[data-facets]"), this.index, this.words, (key, ids) => this.change({ chosen: [key, ids] }));
    this.place = new Place(form, this.index, this.words, (part) => this.change(part));
    const filters = document.querySelector("[data-filters]");
    filters.open = matchMedia("(min-width: 56rem)").matches && !filters.closest("[data-narrow]");
    document.querySelector("[data-tools]").hidden = false;
    this.wake = document.querySelector("[data-dormant]");
    this.wake.hidden = !this.index.dormant;
    const box = this.wake.querySelector("input");
    box.addEventListener("change", () => this.change({ dormant: box.checked ? "1" : "" }));
  }

  /** Go to a new state: `part` of it changes. Typing replaces the address, a choice adds one to go back from. */
  change({ chosen, ...part }, { typing = false } = {}) {
    const state = { ...this.state, ...part };
    if (chosen) {
      state.chosen = new Map(state.chosen);
      state.chosen.delete(chosen[0]);
      if (chosen[1].length) state.chosen.set(...chosen);
    }
    this.entry = this.entry === "pushState" || !typing ? "pushState" : "replaceState";
    return this.show(write(state, location.search, this.index.facets));
  }

  /** Put in the address what is shown, once it is: a browser takes its time for it. */
  record(search) {
    const entry = this.entry;
    this.entry = "";
    if (entry) history[entry](null, "", `${location.pathname}${search}${location.hash}`);
  }

  /** Start again from nothing. */
  clear() {
    this.input.value = "";
    this.state.chosen = new Map();
    this.input.focus();
    return this.change({ q: "", near: null, place: "", within: 0, in: "", dormant: "" });
  }

  /** Show what the address says, or `search` in its place. */
  async show(search = location.search) {
    const turn = (this.turn += 1);
    try {
      if (!this.facets) await this.start();
      this.state = readState(search, this.index.facets, this.kinds);
      if (document.activeElement !== this.input || !this.input.value) this.input.value = this.state.q;
      const found = await find(this.index, this.state, { moment: new Date() });
      const groups = found.groups();
      const idle = !found.answer && !this.state.chosen.size && !this.state.near && !this.state.in;
      const context = { ...this, read: this.index.read, fail: () => this.fail() };
      const made = idle ? [] : await sections(groups, found, context);
      if (turn !== this.turn) return;
      Object.assign(this, { found, groups });
      this.resultsPart.replaceChildren(...made);
      this.browsePart.hidden = made.length > 0;
      this.say(idle, groups, found);
      this.place.show(this.state);
      this.wake.querySelector("input").checked = this.state.dormant === "1";
      document.dispatchEvent(new CustomEvent("maillage:selection", { detail: { positions: found.selection } }));
      setTimeout(() => turn === this.turn && this.record(search));
      await this.facets.show(found);
    } catch (error) {
      if (turn !== this.turn) return;
      this.record(search);
      this.fail(error);
    }
  }

  say(idle, groups, found) {
    const total = groups.reduce((sum, { positions }) => sum + positions.length, 0);
    const { words } = this;
    const each = groups.map(({ label, positions }) => `${label} ${positions.length}`).join(", ");
    const counted = total === 1 ? words.one : fill(words.many, { n: this.number.format(total) });
    this.statusPart.textContent = idle ? "" : total ? `${counted} (${each})` : words.none;
    const notes = [found.answer?.partial && total ? words.partial : "",
      this.state.unknown.length ? fill(words.unknown, { values: this.state.unknown.map((one) => one.slice(0, 40)).join(", ") }) : ""];
    this.notePart.textContent = notes.filter(Boolean).join(" ");
    this.askedPart.textContent = this.asked();
    this.keepPart.hidden = idle || !total;
    this.clearPart.hidden = idle;
  }

  /** The question in words, for paper. */
  asked() {
    const { q, near, place, chosen, dormant } = this.state;
    const labels = [...chosen].flatMap(([key, ids]) => ids.map((id) => this.index.facets.get(key).values.find((value) => value.id === id)?.label ?? this.words.now));
    return [q, near ? place : "", ...labels, dormant ? this.words.dormant : ""].filter(Boolean).join(" · ");
  }

  fail() {
    this.statusPart.textContent = this.words.failed;
    this.resultsPart.replaceChildren();
    this.browsePart.hidden = false;
  }
}

function start() {
  const search = new Search(form.dataset, JSON.parse(form.dataset.words));
  let waiting;
  search.input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => search.facets && search.change({ q: search.input.value.trim() }, { typing: true }), WAIT);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    if (!search.facets) return; // the address it leads to is read when the page is there
    event.preventDefault();
    search.change({ q: search.input.value.trim() });
  });
  document.querySelector("[data-clear]").addEventListener("click", () => search.clear());
  addEventListener("popstate", () => {
    search.entry = "";
    search.input.value = new URLSearchParams(location.search).get("q") ?? "";
    search.show();
  });
  keep(search);
  search.show();
}

if (form) start();
