// Puts the points on the map that Folium drew, and lets the two filters drive list and map together.
(() => {
  const frame = document.querySelector("[data-map]");
  if (!frame) return;
  const words = frame.dataset;
  const signs = { person: "P", collective: "C", organisation: "O", "public-service": "S", place: "L" };
  const map = window[words.map];
  const cluster = window[words.cluster];
  let shown = [];

  function popup([id, name, , , , , approximate, place]) {
    const box = document.createElement("div");
    const line = (text) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = text;
      box.append(paragraph);
      return paragraph;
    };
    const strong = document.createElement("strong");
    strong.textContent = name;
    line("").append(strong);
    if (place) line(place);
    if (approximate) line(words.approximate);
    const link = document.createElement("a");
    link.href = `${words.base}${encodeURIComponent(id)}/`;
    link.textContent = words.open;
    line("").append(link);
    box.addEventListener("keydown", (event) => event.key === "Escape" && map.closePopup());
    return box;
  }

  function marker(row) {
    const [, name, kind, latitude, longitude, , approximate] = row;
    const sign = Object.hasOwn(signs, kind) ? kind : "place";
    const icon = L.divIcon({
      className: `pin pin-${sign}${approximate ? " pin-approximate" : ""}`,
      html: signs[sign],
      iconSize: [28, 28],
    });
    const made = L.marker([latitude, longitude], { icon, title: name, alt: name, keyboard: true });
    made.bindPopup(() => popup(row));
    made.on("popupopen", (event) => event.popup.getElement()?.querySelector("p a")?.focus());
    made.on("popupclose", () => made.getElement()?.focus());
    return { row, made };
  }

  function groupIcon(group) {
    const count = group.getChildCount();
    return L.divIcon({ className: "group", html: String(count), iconSize: [40, 40] });
  }

  function filter(kind, department) {
    const fits = ({ row }) => (!kind || row[2] === kind) && (!department || row[5] === department);
    cluster.clearLayers();
    cluster.addLayers(shown.filter(fits).map(({ made }) => made));
    let count = 0;
    for (const group of document.querySelectorAll("details[data-department]")) {
      const here = !department || group.dataset.department === department;
      let inside = 0;
      for (const item of group.querySelectorAll("li")) {
        item.hidden = !here || (kind && item.dataset.kind !== kind);
        inside += item.hidden ? 0 : 1;
      }
      group.hidden = inside === 0;
      count += inside;
    }
    return count;
  }

  function startFilters() {
    const form = document.querySelector("[data-map-filter]");
    const status = form.querySelector("[role=status]");
    form.hidden = false;
    form.addEventListener("change", () => {
      const count = filter(form.kind.value, form.department.value);
      status.textContent = count === 1 ? status.dataset.one : status.dataset.many.replace("{n}", count);
    });
  }

  function startTiles() {
    const box = document.querySelector("[data-tiles]");
    if (!box) return;
    box.hidden = false;
    box.querySelector("button").addEventListener("click", () => {
      const credit = document.createElement("span");
      credit.textContent = box.dataset.attribution;
      L.tileLayer(box.dataset.tiles, { maxZoom: 18, attribution: credit.innerHTML }).addTo(map);
      frame.classList.add("tiled");
      box.hidden = true;
    });
  }

  function fail() {
    const note = document.createElement("p");
    note.textContent = words.failed;
    frame.replaceWith(note);
  }

  async function start() {
    const answer = await fetch(words.points);
    if (!answer.ok) throw new Error(answer.statusText);
    const { rows } = await answer.json();
    map.attributionControl.setPrefix(false);
    L.control.scale({ imperial: false }).addTo(map);
    cluster.options.iconCreateFunction = groupIcon;
    shown = rows.map(marker);
    cluster.addLayers(shown.map(({ made }) => made));
    startFilters();
    startTiles();
    frame.dataset.ready = String(rows.length);
  }

  if (map && cluster) start().catch(fail);
  else fail();
})();
