// The end of a form: the ways of sending, each with its steps, what changes, and a receipt.
import { searched, ways } from "./ways.js";
import { word } from "./words.js";

/** Show a proposal. `changes` are `[label, before, after]` where a record is corrected. */
export function show(section, made, known, changes, say) {
  const texts = new Map([...section.querySelectorAll("[data-text]")].map((one) => [one.dataset.text, one.textContent]));
  const found = ways(made, known);
  section.querySelector("[data-ways]").replaceChildren(...found.map((way, number) => shown(section, way, made, texts, number === 0, say)));
  table(section.querySelector("[data-changes]"), changes);
  receipt(section, made, known);
  section.hidden = false;
  section.focus();
  section.scrollIntoView({ block: "start" });
}

function shown(section, way, made, texts, first, say) {
  const item = section.querySelector("[data-way]").content.firstElementChild.cloneNode(true);
  const [about, steps, actions, area] = ["p", ".steps", ".actions", "textarea"].map((one) => item.querySelector(one));
  item.dataset.name = way.name;
  item.querySelector("h3").textContent = texts.get(`${way.name}-title`);
  about.textContent = texts.get(way.page && way.name === "direct" ? "steps-about" : `${way.name}-about`);
  if (way.page && way.name !== "direct") about.append(` ${word("too_long")}`);
  const address = way.address ?? way.page;
  const go = address && link(address, texts.get(way.address ? `${way.name}-go` : way.name === "mail" ? "mail-go" : "open"), first);
  if (way.text) {
    area.value = way.text;
    area.setAttribute("aria-label", texts.get("copy"));
    area.hidden = way.name === "mail" && Boolean(way.address);
    actions.append(copy(area, texts.get("copy"), say));
  }
  if (go) actions[way.page ? "append" : "prepend"](go);
  const told = stepsOf(way, made).map((name) => texts.get(name));
  steps.replaceChildren(...told.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  if (!told.length) steps.remove();
  if (way.name === "mail" && way.address) actions.after(Object.assign(document.createElement("p"), { className: "quiet", textContent: texts.get("mail-copy") }));
  return item;
}

function stepsOf(way, { exists }) {
  if (way.name !== "direct" || !way.page) return [];
  return ["step-copy", exists ? "step-open-edit" : "step-open-new", exists ? "step-paste-edit" : "step-paste-new", "step-send"];
}

function link(address, text, first) {
  const made = document.createElement("a");
  made.href = address;
  made.className = first ? "button signal" : "button small";
  made.textContent = text;
  if (!address.startsWith("mailto:")) {
    made.target = "_blank";
    made.rel = "noopener";
    const aside = document.createElement("span");
    aside.className = "visually-hidden";
    aside.textContent = ` ${word("new_tab")}`;
    made.append(aside);
  }
  return made;
}

function copy(area, text, say) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small plain";
  button.textContent = text;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(area.value);
      say(word("copied"));
      button.textContent = word("copied");
    } catch {
      area.hidden = false;
      area.select();
      say(word("copy_failed"));
    }
  });
  return button;
}

function table(box, changes) {
  box.hidden = changes.length === 0;
  box.tBodies[0].replaceChildren(...changes.map((row) => {
    const made = document.createElement("tr");
    made.append(...row.map((text, number) => Object.assign(document.createElement(number === 0 ? "th" : "td"), { textContent: text })));
    made.firstElementChild.scope = "row";
    return made;
  }));
}

function receipt(section, made, { forge, language }) {
  const put = (name, text) => { section.querySelector(`[data-receipt=${name}]`).textContent = text; };
  put("title", made.title);
  put("id", made.id.split("/")[1]);
  put("path", made.path);
  put("day", new Date().toLocaleDateString(language, { dateStyle: "long" }));
  const search = section.querySelector("[data-receipt=search]");
  search.hidden = !forge;
  if (forge) search.href = searched(made, forge);
}
