// Narrows the list of actors while one types. The list itself is in the page; without this module nothing is missing.
const form = document.querySelector("form[data-filter]");
const MOST = 60;

/** Text as it is compared: lower case, without accents, apostrophes and hyphens as spaces. */
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** Rows that hold every word of the query somewhere; those with the words in their name come first. */
export function search(rows, query) {
  const words = folded(query).split(" ").filter(Boolean);
  const found = rows.filter((row) => words.every((word) => row.text.includes(word)));
  const named = (row) => words.every((word) => row.name.includes(word));
  return [...found.filter(named), ...found.filter((row) => !named(row))];
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function card(row) {
  const [id, name, kind, place, summary] = row.cells;
  const item = element("li", "card actor", "");
  const link = element("a", "card-title", name);
  link.href = `${form.dataset.base}${encodeURIComponent(id)}/`;
  item.append(link, element("span", "card-meta", place ? `${kind} · ${place}` : kind));
  if (summary) item.append(element("span", "card-text", summary));
  return item;
}

async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  const { rows } = await answer.json();
  return rows.map((cells) => ({ cells, name: folded(cells[1]), text: folded(cells.slice(1).join(" ")) }));
}

function start() {
  const input = form.querySelector("input[type=search]");
  const status = form.querySelector("[role=status]");
  const results = document.querySelector("[data-results]");
  const browse = document.querySelector("[data-browse]");
  const words = form.dataset;
  let rows;

  async function show() {
    const query = input.value.slice(0, 200);
    const address = new URL(location.href);
    query ? address.searchParams.set("q", query) : address.searchParams.delete("q");
    history.replaceState(null, "", address);
    results.hidden = !query.trim();
    browse.hidden = !results.hidden;
    status.textContent = "";
    if (results.hidden) return;
    try {
      rows ??= load(words.filter);
      const found = search(await rows, query);
      results.replaceChildren(...found.slice(0, MOST).map(card));
      const count = found.length === 1 ? words.one : words.many.replace("{n}", found.length);
      status.textContent = found.length ? (found.length > MOST ? `${count}. ${words.more}` : count) : words.none;
      browse.hidden = found.length > 0;
    } catch {
      rows = undefined;
      results.hidden = true;
      browse.hidden = false;
      status.textContent = words.failed;
    }
  }

  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  addEventListener("popstate", () => {
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    show();
  });
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  if (input.value) show();
}

if (form) start();
