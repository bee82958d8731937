// The places that the observatory tells of, on the map when a person asks for them; the observatory's page lists the same.
const box = document.querySelector("[data-practices]");
const frame = document.querySelector("[data-map]");

const made = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });

/** What is told of one place: its name, and a link to each article. */
function told([, , place, articles], root) {
  const list = made("ul", "");
  list.className = "popup-list";
  for (const [title, path] of articles) {
    const item = made("li", "");
    item.append(Object.assign(made("a", title), { href: `${root}${path}` }));
    list.append(item);
  }
  const name = made("p", place);
  name.className = "popup-name";
  const whole = document.createElement("div");
  whole.append(name, list);
  return whole;
}

function marker(row, root) {
  const [lat, lon, place] = row;
  const icon = L.divIcon({ className: "mark", iconSize: [0, 0], html: Object.assign(made("span", "✎"), { className: "pin pin-practice" }) });
  const one = L.marker([lat, lon], { icon, title: place, alt: place, riseOnHover: true });
  one.bindPopup(told(row, root));
  one.on("popupopen", ({ popup }) => popup.getElement().querySelector("a[href]")?.focus());
  one.on("popupclose", () => one.getElement()?.focus({ preventScroll: true }));
  one.on("add", () => one.getElement().setAttribute("aria-label", place));
  return one;
}

/** Asked for once, kept afterwards. */
async function layer() {
  const answer = await fetch(box.dataset.practices);
  if (!answer.ok) throw new Error(`${answer.status} ${box.dataset.practices}`);
  const rows = await answer.json();
  return L.layerGroup(rows.map((row) => marker(row, box.dataset.root)));
}

function remember(shown) {
  const address = new URL(location.href);
  if (shown) address.searchParams.set("observatoire", "1");
  else address.searchParams.delete("observatoire");
  history.replaceState(history.state, "", address);
}

function start() {
  const input = box.querySelector("input");
  let waiting = null;
  const show = async () => {
    waiting ??= layer();
    try {
      const marks = await waiting;
      const map = window[frame.dataset.map];
      if (input.checked) marks.addTo(map);
      else marks.remove();
    } catch (error) {
      console.warn(error);
      waiting = null;
      input.checked = false;
      box.querySelector("[role=status]").textContent = box.dataset.failed;
    }
  };
  input.addEventListener("change", () => {
    remember(input.checked);
    show();
  });
  box.hidden = false;
  if (new URLSearchParams(location.search).get("observatoire") === "1") {
    input.checked = true;
    show();
  }
}

if (box && frame && typeof L !== "undefined") start();
