// Marks on the map: made for the view alone, one stop of the Tab key for all of them, arrows lead from one to the next.
import { approximate, sign } from "./map-data.js";
import { gather } from "./map-cells.js";

const UNIT = 65536; // world units per pixel at zoom 0
const CELL = 80;
const CLOSE = 58; // a group of thousands is that wide
const AROUND = 0.25; // how much is drawn beyond the view, so that a short drag finds it ready
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 120;

/** Where a point in world units is. */
export function place(map, x, y) {
  return map.unproject(L.point(x / UNIT, y / UNIT), 0);
}

/** Latitudes and longitudes that hold a group or a view in world units. */
export function corners(map, { west, north, east, south }) {
  return L.latLngBounds(place(map, west, south), place(map, east, north));
}

export class Marks {
  #shown = new Map();
  #drawn = null;
  #current = null;

  /** `signs[rank]` is `{sign, letter}`; `label.short(group)` names a mark at once, `label.long(group)` promises its full
   *  name; `open(group, at, byKey)` is called when one is pressed. */
  constructor(map, points, { chosen, signs, label, number, open }) {
    Object.assign(this, { map, points, chosen, signs, label, number, open });
    map.on("moveend", () => this.draw());
    map.on("move", () => this.#follow());
  }

  choose(positions) {
    this.chosen = positions;
    this.draw();
  }

  #follow() {
    const { zoom, view } = this.#drawn ?? {};
    if (zoom === this.map.getZoom() && !view.contains(this.map.getPixelBounds())) this.draw();
  }

  draw() {
    const zoom = this.map.getZoom();
    const view = this.map.getPixelBounds().pad(AROUND);
    const box = { left: view.min.x, top: view.min.y, right: view.max.x, bottom: view.max.y };
    const groups = gather(this.points, this.chosen, box, 2 ** zoom / UNIT, CELL, CLOSE);
    const old = this.#shown;
    const focused = old.get(document.activeElement?.dataset.mark);
    this.#shown = new Map();
    for (const group of groups) {
      const key = `${group.first}-${group.count}-${Math.round(group.x)}`;
      this.#shown.set(key, old.get(key) ?? this.#make(key, group));
      old.delete(key);
    }
    for (const { marker } of old.values()) marker.remove();
    this.#drawn = { zoom, view };
    this.#settle(focused && !this.#shown.has(focused.key) ? focused.at : null);
  }

  #make(key, group) {
    const single = group.count === 1;
    const mark = this.points.marks[group.first];
    const element = document.createElement("span");
    element.textContent = single ? this.signs[sign(mark)].letter : this.number(group.count);
    const look = single ? `pin pin-${this.signs[sign(mark)].sign}${approximate(mark) ? " pin-approximate" : ""}` : "group";
    element.className = look;
    const icon = L.divIcon({ className: "mark", html: element, iconSize: null });
    const at = place(this.map, group.x, group.y);
    const marker = L.marker(at, { icon, keyboard: false, interactive: true, bubblingMouseEvents: false }).addTo(this.map);
    const made = { key, group, at, marker, element: marker.getElement() };
    this.#prepare(made);
    return made;
  }

  #prepare(made) {
    const { element, group, key } = made;
    element.dataset.mark = key;
    element.tabIndex = -1;
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", this.label.short(group));
    made.marker.on("click", () => this.#press(made, false));
    made.marker.on("mouseover", () => this.#name(made));
    element.addEventListener("focus", () => this.#name(made));
    element.addEventListener("keydown", (event) => this.#key(made, event));
  }

  /** Say who this is, once it is known; a mark keeps its short name where the words cannot be had. */
  async #name({ element, group }) {
    const label = await this.label.long(group).catch(() => null);
    if (!label) return;
    element.setAttribute("aria-label", label);
    element.title = label;
  }

  #press(made, byKey) {
    this.#choose(made);
    this.open(made.group, made.at, byKey);
  }

  #key(made, event) {
    const arrow = ARROWS[event.key];
    if (event.key === "Enter" || event.key === " ") this.#press(made, true);
    else if (arrow) this.#walk(made, arrow);
    else if (event.key === "+" || event.key === "=") this.map.zoomIn();
    else if (event.key === "-") this.map.zoomOut();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The nearest mark in a direction: what is aside counts twice. Where there is none the map moves on. */
  #walk(from, [right, down]) {
    const here = this.map.latLngToContainerPoint(from.at);
    let [best, least] = [null, Infinity];
    for (const made of this.#shown.values()) {
      const there = this.map.latLngToContainerPoint(made.at).subtract(here);
      const along = there.x * right + there.y * down;
      const cost = along + 2 * Math.abs(there.x * down + there.y * right);
      if (made !== from && along > 1 && cost < least) [best, least] = [made, cost];
    }
    if (best) this.focus(best);
    else this.map.panBy([right * STEP, down * STEP]);
  }

  async focus(made) {
    this.#choose(made);
    await this.#name(made);
    made.element.focus({ preventScroll: true });
    this.map.panInside(made.at, { padding: [60, 60] });
  }

  #choose(made) {
    const old = this.#shown.get(this.#current);
    if (old) old.element.tabIndex = -1;
    this.#current = made.key;
    made.element.tabIndex = 0;
  }

  /** Keep one mark as the stop of the Tab key; give the focus back where the mark that had it went into another. */
  #settle(lost) {
    const kept = this.#shown.get(this.#current);
    const made = lost || !kept ? this.nearest(lost ?? this.map.getCenter()) : kept;
    if (!made) return lost && this.map.getContainer().focus({ preventScroll: true });
    this.#choose(made);
    if (lost) this.focus(made);
    else this.#name(made);
  }

  /** The mark closest to a place; undefined where there is none. */
  nearest(at) {
    const here = this.map.latLngToContainerPoint(at);
    const far = (made) => this.map.latLngToContainerPoint(made.at).distanceTo(here);
    return [...this.#shown.values()].reduce((best, one) => (!best || far(one) < far(best) ? one : best), undefined);
  }
}
