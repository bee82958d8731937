// A commune while one types its name or its postcode; what is chosen also gives its code, which lifts any doubt.
import { complete } from "./complete.js";
import { folded } from "./repair.js";

const MOST = 6;

/** Give every field of a commune in `part` its propositions. */
export function startCommunes(form, part, find, say) {
  for (const input of part.querySelectorAll("input[data-at$='.municipality']")) {
    const beside = (name) => besideOf(form, input, name);
    const take = ({ value: [code, name, postcodes] }) => {
      const typed = input.value.trim();
      const known = postcodes.split(" ");
      input.value = name;
      beside("insee").value = code;
      if (known.includes(typed)) beside("postcode").value = typed;
      else if (!known.includes(beside("postcode").value)) beside("postcode").value = known.length === 1 ? known[0] : "";
      input.dataset.taken = name;
    };
    complete(input, async (text) => (await find.search("commune", text)).map((row) => ({ label: row[1], more: row[2], value: row })), take, say);
    input.addEventListener("input", () => {
      if (input.dataset.taken && input.dataset.taken !== input.value) {
        beside("insee").value = "";
        beside("postcode").value = "";
        delete input.dataset.taken;
      }
    });
    input.addEventListener("settle", (event) => event.detail.push(settle(input, beside, find, take)));
  }
}

/** What was typed and not chosen, when it can mean one commune only. */
async function settle(input, beside, find, take) {
  const text = input.value.trim();
  if (!text || beside("insee").value) return;
  const rows = (await find.search("commune", text)).filter((row) => folded(row[1]) === folded(text) || row[2].split(" ").includes(text));
  const postcode = beside("postcode").value;
  const fitting = postcode ? rows.filter((row) => row[2].split(" ").includes(postcode)) : rows;
  if (fitting.length === 1) take({ value: fitting[0] });
}

/** Findings for communes whose name means several, or none that the site knows; neither forbids to send. */
export async function doubts(form, find, placed) {
  const found = [];
  for (const input of form.querySelectorAll("input[data-at$='.municipality']")) {
    const name = input.value.trim();
    if (!name || input.closest("[data-off]") || besideOf(form, input, "insee").value || besideOf(form, input, "postcode").value) continue;
    const rows = (await find.search("commune", name)).filter((row) => folded(row[1]) === folded(name));
    const candidates = rows.slice(0, MOST).map((row) => `${row[1]} (${row[0]})`).join(", ");
    const code = rows.length ? "ambiguous-commune" : "unknown-commune";
    found.push({ code, road: placed(input.dataset.at), params: { name, candidates, where: "" }, severity: "warning" });
  }
  return found;
}

function besideOf(form, input, name) {
  const road = input.dataset.at.replace(/municipality$/, name);
  const known = [...form.querySelectorAll("[data-at]")].find((one) => one.dataset.at === road);
  if (known) return known;
  const made = document.createElement("input");
  made.type = "hidden";
  made.dataset.at = road;
  input.after(made);
  return made;
}
