// A list of propositions under a field while one types: the combobox of the ARIA practices, by keyboard, mouse or screen reader.
import { word } from "./words.js";

const MOST = 20;
const WAIT = 120;
let count = 0;

/** Give `input` propositions. `search(text)` finds `[{label, more, value}]`, `take(choice)` is told what was chosen. */
export function complete(input, search, take, say) {
  if (input.getAttribute("role") === "combobox") return;
  const list = listFor(input);
  let choices = [];
  let current = -1;
  let waiting;

  const close = () => {
    list.hidden = true;
    current = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (choice) => {
    close();
    take(choice);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const show = (found) => {
    choices = found.slice(0, MOST);
    list.replaceChildren(...choices.map((choice, number) => option(choice, `${list.id}-${number}`, () => choose(choice))));
    list.hidden = choices.length === 0;
    current = -1;
    input.setAttribute("aria-expanded", String(!list.hidden));
    say(choices.length === 0 ? word("no_choice") : choices.length === 1 ? word("one_choice") : word("choices", { n: choices.length }));
  };
  const move = (to) => {
    current = (to + choices.length) % choices.length;
    for (const [number, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(number === current));
    list.children[current].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[current].id);
  };
  const look = async () => {
    const text = input.value.slice(0, 100);
    if (!text.trim()) return close();
    const found = await search(text);
    if (document.activeElement === input && input.value.slice(0, 100) === text) show(found);
    return undefined;
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) {
      if (event.key === "ArrowDown") look();
      return;
    }
    if (event.key === "ArrowDown") move(current + 1);
    else if (event.key === "ArrowUp") move(current - 1);
    else if (event.key === "Enter" && current >= 0) choose(choices[current]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
}

function listFor(input) {
  count += 1;
  const list = document.createElement("ul");
  list.id = `choices-${count}`;
  list.className = "choices-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", labelOf(input));
  list.hidden = true;
  const box = document.createElement("div");
  box.className = "combobox";
  input.replaceWith(box);
  box.append(input, list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id], ["autocomplete", "off"]]) input.setAttribute(name, value);
  return list;
}

/** What people read before a control. */
export function labelOf(input) {
  return (input.labels?.[0] && nameOf(input.labels[0])) || nameOf(input.closest("fieldset")?.querySelector("legend"));
}

/** A label or a legend without what stands beside its name. */
export function nameOf(label) {
  return label?.firstChild?.textContent.trim() ?? "";
}

function option({ label, more }, id, choose) {
  const item = document.createElement("li");
  item.id = id;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.append(label);
  if (more) {
    const quiet = document.createElement("span");
    quiet.className = "quiet";
    quiet.textContent = ` ${more}`;
    item.append(quiet);
  }
  item.addEventListener("mousedown", (event) => event.preventDefault());
  item.addEventListener("click", choose);
  return item;
}
