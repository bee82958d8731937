// Fields that name another record: one types words, chooses, and the form keeps the id.
import { complete } from "./complete.js";
import { folded } from "./repair.js";

/** Give every reference in `part` its propositions. */
export function startReferences(part, find, say) {
  for (const input of part.querySelectorAll("input[data-refers]")) {
    const kind = input.dataset.refers;
    const take = ({ value }) => {
      input.value = value[1];
      input.dataset.id = value[0];
    };
    complete(input, async (text) => (await find.search(kind, text)).map((row) => ({ label: row[1], more: row[2], value: row })), take, say);
    input.addEventListener("input", () => delete input.dataset.id);
    input.addEventListener("settle", (event) => event.detail.push(settle(input, kind, find, take)));
  }
}

/** What was typed and not chosen, when it is the name or the id of one record only. */
async function settle(input, kind, find, take) {
  const text = input.value.trim();
  if (!text || input.dataset.id) return;
  const rows = (await find.search(kind, text)).filter((row) => row[0] === text || folded(row[1]) === folded(text));
  if (rows.length === 1) take({ value: rows[0] });
}

/** The words for an id that is already in a field. */
export function named(find) {
  return async (input, id) => {
    const record = await find.record(input.dataset.refers, id);
    if (record && input.dataset.id === id) input.value = record.data.name ?? record.data.title;
  };
}

function absent(id, kind) {
  if (kind !== "need") return { code: "unknown-reference", params: { id, kind } };
  return { code: "unknown-need", params: { id, actor: id.replace(/-\d+$/, ""), count: 0, suggestion: "" } };
}

/** Findings for references to nothing that the site knows. */
export async function unknown(form, find, placed) {
  const found = [];
  for (const input of form.querySelectorAll("input[data-refers]")) {
    const text = input.value.trim();
    if (text && !input.closest("[data-off]") && !(await find.record(input.dataset.refers, input.dataset.id ?? text))) {
      found.push({ road: placed(input.dataset.at), ...absent(text, input.dataset.refers) });
    }
  }
  return found;
}
