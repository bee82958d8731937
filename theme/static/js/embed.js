// A map in the frame of another site: what its address asks for, in the words of the search, chooses the actors shown.
const here = new URL(location.href);
const asked = here.searchParams;
const page = document.querySelector("[data-search]");

/** `territoire` is the code of a department or, with nine digits, of an EPCI. */
function territories() {
  for (const code of asked.getAll("territoire").flatMap((codes) => codes.split(",")).map((one) => one.trim()))
    asked.append(/^[0-9]{9}$/.test(code) ? "epci" : "dept", code.toUpperCase());
  asked.delete("territoire");
}

/** The page of another language, where this one is not the one asked for. */
function language() {
  const wanted = (asked.get("langue") ?? "").toLowerCase().split("-")[0];
  asked.delete("langue");
  const other = [...document.querySelectorAll("link[rel=alternate][hreflang]")].find((link) => link.hreflang === wanted);
  return other && wanted !== document.documentElement.lang ? other.href : null;
}

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}

async function choose() {
  const { search, stemmers } = page.dataset;
  const [{ find }, { Index }, { read }] = await Promise.all(
    ["find", "index", "state"].map((name) => import(`./search/${name}.js`)),
  );
  const stems = asked.get("q") ? await Promise.all(stemmers.split(" ").map(async (name) => (await import(name)).stemmer)) : [];
  const index = await Index.open((name) => fetched(`${search}${name}`), stems);
  const state = read(here.search, index.facets, index.kinds.map(({ kind }) => kind));
  const found = await find(index, state, { moment: new Date() });
  if (state.unknown.length) tell(page.dataset.unknown.replace("{values}", state.unknown.join(", ")));
  document.dispatchEvent(new CustomEvent("maillage:selection", { detail: { positions: found.selection } }));
}

function tell(text) {
  const note = document.querySelector("[data-note]");
  note.textContent = text;
  note.hidden = false;
}

function start() {
  const other = language();
  territories();
  if (other) return location.replace(`${other}${here.search}`);
  history.replaceState(null, "", here);
  for (const link of document.querySelectorAll("a[data-list]")) link.search = here.search;
  if (here.search) choose().catch(() => tell(page.dataset.failed));
}

start();
