// What is said of a mark: a small window beside it, filled as text, closed by Escape, the focus given back.
import { Changed, approximate, sign } from "./map-data.js";
import { members } from "./map-cells.js";

const MOST = 40;

function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

export class Popups {
  #popup = null;

  /** `back(at)` gives the focus back to the mark nearest to a place. */
  constructor(map, points, texts, { words, signs, actors, outside, chosen, back }) {
    Object.assign(this, { map, points, texts, words, signs, actors, outside, chosen, back });
  }

  get isOpen() {
    return this.#popup?.isOpen() ?? false;
  }

  async open(group, at) {
    const box = element("div", this.words.loading);
    const popup = L.popup({ maxWidth: 280, minWidth: 200, maxHeight: 280, autoPanPadding: [12, 12], offset: [0, -8] });
    this.#popup = popup.setLatLng(at).setContent(box).openOn(this.map);
    this.#frame(popup, at);
    await this.#fill(box, popup, group);
  }

  #frame(popup, at) {
    const frame = popup.getElement();
    const close = frame.querySelector(".leaflet-popup-close-button");
    close.setAttribute("aria-label", this.words.close);
    frame.setAttribute("role", "dialog");
    frame.setAttribute("aria-label", this.words.loading);
    frame.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      popup.close();
    });
    close.focus({ preventScroll: true });
    popup.on("remove", () => {
      const active = document.activeElement;
      if (active === document.body || frame.contains(active)) this.back(at);
    });
  }

  async #fill(box, popup, group) {
    try {
      const found = group.count === 1 ? [group.first] : [...members(this.points, this.chosen(), group)];
      const shown = found.slice(0, MOST);
      const entries = await Promise.all(shown.map(async (position) => ({ position, ...(await this.texts.of(position)) })));
      box.replaceChildren(...(entries.length === 1 ? this.#one(entries[0]) : this.#several(entries, found.length)));
      popup.getElement()?.setAttribute("aria-label", entries.length === 1 ? entries[0].name : this.words.spot.replace("{n}", found.length));
    } catch (error) {
      box.replaceChildren(...this.#failed(error, () => this.#fill(box, popup, group)));
    }
    if (!popup.isOpen()) return;
    popup.update();
    box.querySelector("a, button")?.focus({ preventScroll: true });
  }

  #one({ position, id, name, address }) {
    const mark = this.points.marks[position];
    const lines = [element("p", name, "popup-name"), element("p", this.signs[sign(mark)].label, "quiet")];
    if (address) lines.push(element("p", address));
    if (approximate(mark)) lines.push(element("p", this.words.approximate, "quiet"));
    const link = element("p", "");
    link.append(this.#link(id, this.words.open));
    return [...lines, link];
  }

  #several(entries, total) {
    const list = element("ul", "", "popup-list");
    for (const { id, name, position } of entries) {
      const item = element("li", "");
      item.append(this.#link(id, name), element("span", ` ${this.signs[sign(this.points.marks[position])].label}`, "quiet"));
      list.append(item);
    }
    const rest = total - entries.length;
    return rest > 0 ? [list, element("p", this.words.more.replace("{n}", rest), "quiet")] : [list];
  }

  #link(id, text) {
    const link = element("a", text);
    link.href = `${this.actors}${encodeURIComponent(id)}/`;
    if (this.outside) {
      link.target = "_blank";
      link.rel = "noopener";
      link.append(element("span", ` (${this.words.new_tab})`, "visually-hidden"));
    }
    return link;
  }

  #failed(error, again) {
    if (error instanceof Changed) return [element("p", this.words.changed)];
    const button = element("button", this.words.again, "button small plain");
    button.type = "button";
    button.addEventListener("click", again);
    return [element("p", this.words.tile_failed), button];
  }
}
