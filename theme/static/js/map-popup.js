// What is said of a mark: a small window beside it, filled as text, closed by Escape, the focus given back.
import { Changed, approximate, sign } from "./map-data.js";
import { members } from "./map-cells.js";

const MOST = 40;
const MARGINS = 90; // of a popup's text to the sides of the map, in pixels

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
    const popup = this.#show(box, at, { offset: [0, -8] });
    this.#frame(popup, this.words.loading, () => this.back(at));
    await this.#fill(box, popup, group);
  }

  /** A window with one button, for what can be done at a place. */
  ask(text, at, act) {
    const button = element("button", text, "button small");
    button.type = "button";
    const popup = this.#show(button, at, {});
    button.addEventListener("click", () => {
      popup.close();
      act();
    });
    this.#frame(popup, text, () => this.map.getContainer().focus({ preventScroll: true }));
    button.focus({ preventScroll: true });
  }

  #show(content, at, more) {
    const maxWidth = Math.min(280, this.map.getSize().x - MARGINS);
    const popup = L.popup({ maxWidth, minWidth: Math.min(200, maxWidth), maxHeight: 280, autoPanPadding: [12, 12], ...more });
    return (this.#popup = popup.setLatLng(at).setContent(content).openOn(this.map));
  }

  #frame(popup, title, back) {
    const frame = popup.getElement();
    const close = frame.querySelector(".leaflet-popup-close-button");
    close.setAttribute("aria-label", this.words.close);
    frame.setAttribute("role", "dialog");
    frame.setAttribute("aria-label", title);
    frame.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      popup.close();
    });
    close.focus({ preventScroll: true });
    popup.on("remove", () => {
      const active = document.activeElement;
      if (active === document.body || frame.contains(active)) back();
    });
  }

  async #fill(box, popup, group) {
    try {
      const { found, total } = members(this.points, this.chosen(), group, MOST);
      const entries = await Promise.all(found.map(async (position) => ({ position, ...(await this.texts.of(position)) })));
      const title = total === 1 ? entries[0].name : this.words.here.replace("{n}", total);
      box.replaceChildren(...(total === 1 ? this.#one(entries[0]) : this.#several(entries, total, title)));
      popup.getElement()?.setAttribute("aria-label", title);
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

  #several(entries, total, title) {
    const list = element("ul", "", "popup-list");
    for (const { id, name, position } of entries) {
      const item = element("li", "");
      item.append(this.#link(id, name), element("span", ` ${this.signs[sign(this.points.marks[position])].label}`, "quiet"));
      list.append(item);
    }
    const rest = total - entries.length;
    const more = rest > 0 ? [element("p", this.words.more.replace("{n}", rest), "quiet")] : [];
    return [element("p", title, "popup-name"), list, ...more];
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
