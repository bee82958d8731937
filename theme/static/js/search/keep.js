// Keeping results: the list on paper with what one needs to go there, and as files.
import { cards, details } from "./cards.js";
import { element } from "./dom.js";
import { calendar, csv, vcards } from "./exports.js";

const MOST = 500;

function stampOf(moment) {
  return `${moment.toISOString().replace(/[-:]/g, "").slice(0, 15)}Z`;
}

function download(name, type, text) {
  const link = element("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

async function rowsOf(search) {
  const positions = search.groups.flatMap((group) => group.positions).slice(0, MOST);
  const [shown, known] = await Promise.all([cards(search.index.read, positions), details(search.index.read, positions)]);
  return positions.map((position) => ({ card: shown.get(position), detail: known.get(position) }));
}

function reachable({ detail }) {
  return detail.town || detail.phones || detail.emails;
}

/** Add to each result that is shown what a person needs on paper: address, hours, phone, how to get in. */
async function complete(search) {
  const items = [...search.resultsPart.querySelectorAll("[data-position]")];
  const known = await details(search.index.read, items.map((item) => Number(item.dataset.position)));
  for (const item of items) {
    item.querySelector(".on-paper")?.remove();
    const found = known.get(Number(item.dataset.position));
    const parts = [[found.street, found.extra, [found.postcode, found.town].filter(Boolean).join(" ")].filter(Boolean).join(", "),
      (found.hours ?? []).join(" ; "), (found.phones ?? []).join(", "), (found.access ?? []).join(", "), (found.emails ?? []).join(", ")];
    const said = parts.filter(Boolean).join(" · ");
    if (said) item.append(element("span", { class: "on-paper" }, said));
  }
}

/** Give the buttons of the page their work. */
export function keep(search) {
  const box = search.keepPart;
  const address = (card) => new URL(`${search.root}${card.path}`, location.href).href;
  const save = async (name, type, make) => {
    const text = make(await rowsOf(search));
    if (text) download(name, `${type};charset=utf-8`, text);
    else search.notePart.textContent = search.words.empty;
  };
  const work = {
    print: async () => {
      await complete(search);
      window.print();
    },
    csv: () => save("resultats.csv", "text/csv", (rows) => csv(rows, search.words.columns, address)),
    vcard: () => save("resultats.vcf", "text/vcard", (rows) => vcards(rows.filter(reachable), address)),
    ics: () => save("resultats.ics", "text/calendar", (rows) => calendar(rows, address, stampOf(new Date()))),
  };
  for (const button of box.querySelectorAll("button")) {
    button.addEventListener("click", () => work[button.value]().catch(() => { search.notePart.textContent = search.words.failed; }));
  }
}
