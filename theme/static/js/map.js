// Brings the points to the map that Folium drew, and keeps it to what the search of the page selects.
import { Texts, placed, points as load, sign } from "./map-data.js";
import { Marks, corners } from "./map-marks.js";
import { follow } from "./map-outlines.js";
import { Popups } from "./map-popup.js";

const APART = 17.5; // closer than this a group is not taken apart but told
const frame = document.querySelector("[data-map]");
const written = new Intl.NumberFormat(document.documentElement.lang);
const number = (count) => written.format(count);
const oneSpot = ({ west, east, north, south }) => west === east && north === south;
let selected;
let select = (positions) => (selected = positions);
document.addEventListener("maillage:selection", ({ detail }) => select(detail.positions));

function tell(words, shown, total, all) {
  const said = [shown === 1 ? words.one : words.many.replace("{n}", number(shown))];
  if (total > shown) said.push(words.nowhere.replace("{n}", number(total - shown)));
  document.querySelector("[data-map-status]").textContent = total === all ? "" : said.join(" · ");
}

function labels(words, signs, points, texts) {
  const short = (group) =>
    group.count === 1
      ? signs[sign(points.marks[group.first])].label
      : (oneSpot(group) ? words.spot : words.group).replace("{n}", number(group.count));
  const long = async (group) => {
    if (group.count > 1) return short(group);
    const { name, address } = await texts.of(group.first);
    return [name, short(group), address].filter(Boolean).join(", ");
  };
  return { short, long };
}

function extent({ xs, ys }, positions) {
  const box = { west: Infinity, north: Infinity, east: 0, south: 0 };
  for (const position of positions) {
    box.west = Math.min(box.west, xs[position]);
    box.east = Math.max(box.east, xs[position]);
    box.north = Math.min(box.north, ys[position]);
    box.south = Math.max(box.south, ys[position]);
  }
  return box;
}

function followSelection(map, points, marks, words, whole) {
  let narrowed = false;
  select = (positions) => {
    const shown = placed(points, positions ?? undefined);
    frame.dataset.shown = String(shown.length);
    if (!positions && !narrowed) return;
    narrowed = positions !== null;
    tell(words, shown.length, positions?.length ?? points.count, points.count);
    marks.choose(shown);
    if (!positions) map.fitBounds(whole);
    else if (shown.length) map.fitBounds(corners(map, extent(points, shown)), { maxZoom: 13, padding: [30, 30] });
  };
  if (selected !== undefined) select(selected);
}

function closer(map, group, then) {
  const box = corners(map, group);
  const zoom = Math.max(map.getBoundsZoom(box, false, L.point(80, 80)), map.getZoom() + 1);
  map.once("moveend", then);
  map.setView(box.getCenter(), Math.min(zoom, map.getMaxZoom()));
}

/** A click on the map, or Enter on it, offers to search around that place; the place people search around is drawn. */
function startNear(map, popups, words) {
  if (frame.dataset.around === undefined) return;
  let wasOpen = false;
  const ask = (at) =>
    popups.ask(words.near, at, () => {
      const detail = { lat: at.lat, lon: at.lng, words: words.near_place };
      document.dispatchEvent(new CustomEvent("maillage:near", { detail }));
    });
  map.on("preclick", () => (wasOpen = popups.isOpen));
  map.on("click", (event) => wasOpen || ask(event.latlng));
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== map.getContainer()) return;
    event.preventDefault(); // else the button that takes the focus would be pressed by the same key
    ask(map.getCenter());
  });
  let drawn = null;
  document.addEventListener("maillage:point", ({ detail }) => {
    drawn?.remove();
    const icon = L.divIcon({ className: "around", iconSize: [24, 24] });
    drawn = detail && L.marker([detail.lat, detail.lon], { icon, interactive: false, keyboard: false }).addTo(map);
  });
}

function startTiles(map) {
  const box = document.querySelector("[data-tiles]");
  if (!box) return;
  box.hidden = false;
  box.querySelector("button").addEventListener("click", () => {
    const credit = document.createElement("span");
    credit.textContent = box.dataset.attribution;
    L.tileLayer(box.dataset.tiles, { maxZoom: 18, attribution: credit.innerHTML }).addTo(map);
    frame.classList.add("tiled");
    box.hidden = true;
    map.getContainer().focus();
  });
}

function name(map, words) {
  const box = map.getContainer();
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", words.map);
  box.setAttribute("aria-describedby", "map-keys");
  map.attributionControl.setPrefix(false);
  L.control.scale({ imperial: false }).addTo(map);
}

async function start() {
  const { map: id, section, actors, outside } = frame.dataset;
  const words = JSON.parse(frame.dataset.words);
  const signs = JSON.parse(frame.dataset.signs);
  const areas = JSON.parse(frame.dataset.areas);
  const map = window[id];
  const whole = areas.length ? L.latLngBounds(areas.flatMap(([, w, s, e, n]) => [[s, w], [n, e]])) : map.getBounds();
  new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(frame);
  name(map, words);
  const points = await load(`${section}points.bin`);
  const texts = new Texts(section, points.version);
  const popups = new Popups(map, points, texts, {
    words, signs, actors, outside: outside !== undefined,
    chosen: () => marks.chosen,
    back: (at) => marks.focus(marks.nearest(at)),
  });
  const marks = new Marks(map, points, {
    signs,
    number,
    chosen: placed(points),
    label: labels(words, signs, points, texts),
    open(group, at, byKey) {
      if (group.count === 1 || oneSpot(group) || map.getZoom() > APART) popups.open(group, at);
      else closer(map, group, () => byKey && marks.focus(marks.nearest(at)));
    },
  });
  marks.draw();
  followSelection(map, points, marks, words, whole);
  startTiles(map);
  startNear(map, popups, words);
  follow(map, section, areas);
  frame.dataset.ready = String(points.count);
}

function fail(error) {
  console.warn(error);
  const note = document.createElement("p");
  note.className = "notice";
  note.textContent = JSON.parse(frame.dataset.words).failed;
  frame.replaceChildren(note);
  frame.classList.add("map-failed");
}

if (frame) start().catch(fail);
