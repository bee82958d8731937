// « Near me »: a commune or a postcode that is typed, the device's position when it is asked for, a click on the map.
// Nothing of it leaves the page: distances are worked out here.
import { element } from "./dom.js";
import { towns } from "./towns.js";

const WAIT = 150;

function named({ label, postcode }) {
  return `${label} (${postcode})`;
}

export class Place {
  /** `change({near, place})` is called when a person says where. */
  constructor(form, index, words, change) {
    Object.assign(this, { index, words, change, known: new Map() });
    this.box = form.querySelector("[data-near]");
    this.input = this.box.querySelector("input");
    this.within = this.box.querySelector("select");
    this.note = this.box.querySelector("[data-near-note]");
    this.options = this.box.querySelector("datalist");
    this.box.hidden = false;
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("change", () => this.settle());
    this.within.addEventListener("change", () => change({ within: Number(this.within.value) }));
    this.box.querySelector("[data-locate]").addEventListener("click", () => this.locate());
    document.addEventListener("maillage:near", ({ detail }) => change({
      near: { lat: detail.lat, lon: detail.lon }, place: detail.words ?? this.words.clicked }));
  }

  typed() {
    clearTimeout(this.waiting);
    if (this.known.has(this.input.value)) return this.settle();
    this.waiting = setTimeout(() => this.suggest(), WAIT);
    return undefined;
  }

  lookUp(text) {
    return towns(this.index.read, text);
  }

  async suggest() {
    const { value } = this.input;
    const found = await this.lookUp(value).catch(() => null);
    if (!found) return this.say(this.words.failed);
    if (value !== this.input.value) return undefined;
    const rows = found.map((town) => [named(town), town]);
    this.known = new Map(rows);
    return this.options.replaceChildren(...rows.map(([label]) => element("option", { value: label })));
  }

  /** Take what was typed: the town of that very name, the first that begins so, or nowhere when it is empty. */
  async settle() {
    const text = this.input.value.trim();
    if (text === (this.shown ?? "")) return undefined;
    if (!text) return this.change({ near: null, place: "", within: 0 });
    this.settling = true;
    const found = this.known.has(text) ? [this.known.get(text)] : await this.lookUp(text).catch(() => null);
    this.settling = false;
    if (!found) return this.say(this.words.failed);
    if (!found.length) return this.say(this.words.nowhere);
    return this.change({ near: { lat: found[0].lat, lon: found[0].lon }, place: named(found[0]) });
  }

  locate() {
    if (!navigator.geolocation) return this.say(this.words.unlocated);
    this.say(this.words.locating);
    return navigator.geolocation.getCurrentPosition(
      ({ coords }) => this.change({ near: { lat: coords.latitude, lon: coords.longitude }, place: this.words.here }),
      () => this.say(this.words.unlocated), { maximumAge: 300000, timeout: 20000 });
  }

  say(text) {
    this.note.textContent = text;
  }

  /** Show where a state is. */
  show(state) {
    this.shown = state.near ? state.place || this.words.clicked : "";
    if (document.activeElement !== this.input && !this.settling) this.input.value = this.shown;
    this.within.value = String(state.within || "");
    this.say("");
    const detail = state.near ? { ...state.near, words: this.shown } : null;
    document.dispatchEvent(new CustomEvent("maillage:point", { detail }));
  }
}
