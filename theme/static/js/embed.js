// A map in the frame of another site: its parameters become the address that the search of this page understands.
const here = new URL(location.href);
const asked = here.searchParams;

/** `territoire` is the code of a department or, with nine digits, of an EPCI. */
function territories() {
  for (const code of asked.getAll("territoire").flatMap((codes) => codes.split(",")))
    asked.append(/^[0-9]{9}$/.test(code.trim()) ? "epci" : "dept", code.trim().toUpperCase());
  asked.delete("territoire");
}

/** The page of another language, where this one is not the one asked for. */
function language() {
  const wanted = (asked.get("langue") ?? "").toLowerCase().split("-")[0];
  asked.delete("langue");
  const page = [...document.querySelectorAll("link[rel=alternate][hreflang]")].find((link) => link.hreflang === wanted);
  return page && wanted !== document.documentElement.lang ? page.href : null;
}

function start() {
  const other = language();
  territories();
  if (other) return location.replace(`${other}${here.search}`);
  history.replaceState(null, "", here);
  for (const link of document.querySelectorAll("a[data-list]")) link.search = here.search;
}

start();
