// The list of results: groups by kind, the words that were looked for marked, more on demand.
import { cards } from "./cards.js";
import { distanceWords } from "./distance.js";
import { element, fill, highlighted } from "./dom.js";

const FIRST = { actor: 8 };
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

async function items(group, from, to, found, context) {
  const positions = group.positions.slice(from, to);
  const shown = await cards(context.read, positions);
  const made = positions.map((position) => item(shown.get(position), position, found, context));
  const turn = group.sure - from;
  if (turn >= 0 && turn < made.length && group.sure) made.splice(turn, 0, element("li", { class: "less-sure" }, context.words.lessSure));
  return made;
}

async function section(group, found, context) {
  let shown = shownOf(group, found.state);
  const heading = `group-${group.kind}`;
  const list = element("ul", { class: "cards results" }, ...(await items(group, 0, shown, found, context)));
  const total = element("span", { class: "count" }, context.number.format(group.positions.length));
  const made = element("section", { "aria-labelledby": heading, "data-group": group.kind },
    element("h2", { id: heading }, group.label, " ", total), list);
  if (group.positions.length > shown) made.append(moreOf(group, list, shown, found, context));
  return made;
}

/** A button that brings the next ones; the first of them is then where the keyboard is. */
function moreOf(group, list, first, found, context) {
  let shown = first;
  const button = element("button", { class: "button plain small", type: "button" });
  const label = () => { button.textContent = fill(context.words.more, { n: Math.min(MORE, group.positions.length - shown), group: group.label }); };
  button.addEventListener("click", async () => {
    const added = await items(group, shown, shown + MORE, found, context).catch(() => null);
    if (!added) return context.fail();
    shown += MORE;
    list.append(...added);
    added.find((one) => one.dataset.position).querySelector("a").focus();
    if (shown >= group.positions.length) return button.remove();
    return label();
  });
  label();
  return element("p", { class: "more" }, button);
}

/** The groups of what was found as elements. */
export function sections(groups, found, context) {
  return Promise.all(groups.map((group) => section(group, found, context)));
}
