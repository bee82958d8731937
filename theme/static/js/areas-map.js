// Ties the map of areas to the table below it: each area looks as its line says; a touch tells an area's line, a second one (or a click) opens its page.
const frame = document.querySelector("[data-areas-map]");
const said = document.querySelector("[data-areas-said]");
const row = (code) => document.querySelector(`tr[data-code="${CSS.escape(code)}"]`);

function line(code) {
  const cells = [...row(code).cells].map((cell) => cell.querySelector("a") ?? cell);
  return cells.map((cell) => cell.textContent.trim().replace(/\s+/g, " ")).join(" · ");
}

function choose(layer, chosen) {
  chosen?.getElement()?.classList.remove("chosen");
  layer.getElement()?.classList.add("chosen");
  layer.bringToFront();
  said.textContent = line(layer.feature.id);
  return layer;
}

function start() {
  const map = window[frame.dataset.areasMap];
  const box = map.getContainer();
  box.removeAttribute("tabindex"); // the table is the way for keyboards
  map.keyboard.disable();
  map.scrollWheelZoom.disable();
  map.attributionControl.remove();
  let chosen = null;
  map.eachLayer((layer) => {
    if (layer.feature?.properties.level !== "area" || !row(layer.feature.id)) return;
    layer.getElement().classList.add(...`outline-${row(layer.feature.id).dataset.level}`.split(" "));
    layer.on("mouseover", () => (chosen = choose(layer, chosen)));
    layer.on("click", () => {
      if (chosen === layer && said.dataset.touched === layer.feature.id) row(layer.feature.id).querySelector("a").click();
      chosen = choose(layer, chosen);
      said.dataset.touched = layer.feature.id;
    });
    layer.on("dblclick", () => row(layer.feature.id).querySelector("a").click());
  });
  new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(frame);
  frame.dataset.ready = "";
}

if (frame && window.L) start();
