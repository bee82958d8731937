// Borders in detail, brought for the departments in view when one looks closer; Folium has drawn them all from afar.
const NEAR = 8.5;
const THOUSANDTH = 1000;

function ring(steps) {
  const points = [];
  let [x, y] = [0, 0];
  for (let at = 0; at < steps.length; at += 2) {
    x += steps[at];
    y += steps[at + 1];
    points.push([y / THOUSANDTH, x / THOUSANDTH]);
  }
  return points;
}

/** `areas`: (code, west, south, east, north) of each department; its file is `<section>contours/<code>.json`. */
export function follow(map, section, areas) {
  const waiting = new Map(areas.map(([code, west, south, east, north]) => [code, L.latLngBounds([south, west], [north, east])]));
  const drawn = new Set();

  async function bring(code) {
    const answer = await fetch(`${section}contours/${code}.json`);
    if (!answer.ok) return;
    const { shapes } = await answer.json();
    for (const [shape, level, rings] of shapes) {
      if (drawn.has(shape)) continue;
      drawn.add(shape);
      const className = `outline outline-${level} outline-fine`;
      L.polygon(rings.map((steps) => [ring(steps)]), { className, interactive: false }).addTo(map);
    }
    map.eachLayer((layer) => layer.feature?.id === code && layer.remove());
  }

  function look() {
    if (map.getZoom() < NEAR) return;
    for (const [code, box] of waiting) {
      if (!box.intersects(map.getBounds())) continue;
      waiting.delete(code);
      bring(code).catch(() => {}); // the coarse border stays: nothing is missing but precision
    }
  }

  map.on("moveend", look);
  look();
}
