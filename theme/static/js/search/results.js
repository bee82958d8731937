// The list of results: groups by kind, the words that were looked for marked, more on demand.
import { cards } from "./cards.js";
import { distanceWords } from "./distance.js";
import { element, fill, highlighted } from "./dom.js";

const FIRST = { actor: 10 };
const OTHERS = 3;
const MORE = 20;

/** How many of a group are shown at first; all that may be asked for when it stands alone. */
export function shownOf(group, state) {
  return state.in === group.kind ? MORE : FIRST[group.kind] ?? OTHERS;
}

function item(card, position, found, context) {
  const terms = found.answer?.terms ?? [];
  const far = found.far?.get(position);
  const meta = [card.meta, card.place].filter(Boolean).flatMap((text, index) => [index ? " · " : "", ...highlighted(text, terms)]);
  return element("li", { class: "card result", "data-position": position },
    element("a", { class: "card-title", href: `${context.root}${card.path}` }, ...highlighted(card.title, terms)),
    element("span", { class: "card-meta" }, ...meta),
    far ? element("span", { class: "card-far" }, distanceWords(far, context.words, context.language)) : "",
    card.summary ? element("span", { class: "card-text" }, ...highlighted(card.summary, terms)) : "");
}

async function items(positions, found, context) {
  const shown = await cards(context.read, positions);
  return positions.map((position) => item(shown.get(position), position, found, context));
}

async function section(group, found, context) {
  const count = shownOf(group, found.state);
  const heading = `group-${group.kind}`;
  const list = element("ul", { class: "cards results" }, ...(await items(group.positions.slice(0, count), found, context)));
  const total = element("span", { class: "count" }, String(group.positions.length));
  const made = element("section", { "aria-labelledby": heading, "data-group": group.kind },
    element("h2", { id: heading }, group.label, " ", total), list);
  let shown = count;
  if (group.positions.length > shown) {
    const button = element("button", { class: "button plain small", type: "button" });
    const label = () => { button.textContent = fill(context.words.more, { n: Math.min(MORE, group.positions.length - shown), group: group.label }); };
    label();
    button.addEventListener("click", async () => {
      const next = group.positions.slice(shown, shown + MORE);
      shown += next.length;
      const added = await items(next, found, context).catch(() => null);
      if (!added) return context.fail();
      list.append(...added);
      added[0].querySelector("a").focus();
      if (shown >= group.positions.length) return button.remove();
      return label();
    });
    made.append(element("p", { class: "more" }, button));
  }
  return made;
}

/** The groups of what was found as elements. */
export function sections(groups, found, context) {
  return Promise.all(groups.map((group) => section(group, found, context)));
}
