// The card as the site will show it, while one writes.
const KIND_CLASS = { actor: "actor", event: "event" };

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

/** Draw the card of a record. `label(road)` gives the words of a choice, `language` writes days. */
export function draw(box, kind, adds, data, label, language) {
  const made = adds ? added(adds, data, label) : whole(kind, data, label, language);
  box.replaceChildren(made);
  return made;
}

function added(adds, data, label) {
  const last = (data[adds] ?? []).length - 1;
  const one = (data[adds] ?? [])[last] ?? {};
  const card = element("div", "card need", "");
  card.append(element("p", "card-title", one.title ?? one.text ?? label(`${adds}.${last}.skill`) ?? ""));
  card.append(element("p", "card-meta", [data.name, place(data)].filter(Boolean).join(" · ")));
  if (one.note) card.append(element("p", "card-text", one.note));
  const skill = one.title && label(`${adds}.${last}.skill`);
  if (skill) card.append(element("p", "card-text chip", skill));
  return card;
}

function whole(kind, data, label, language) {
  const card = element("div", `card ${KIND_CLASS[kind] ?? ""}`, "");
  if (data.start) card.append(element("p", "card-date", when(data, language)));
  card.append(element("p", "card-title", data.name ?? data.title ?? data.what ?? data.signed ?? label("by.0")));
  card.append(element("p", "card-meta", [label("kind") || data.category || label("family"), place(data) || label("place") || label("owner")].filter(Boolean).join(" · ")));
  const text = data.summary ?? (kind === "answer" ? data.description : "");
  if (text) card.append(element("p", "card-text", text));
  return card;
}

function place(data) {
  const where = data.location ?? (typeof data.place === "object" ? data.place : undefined);
  if (!where?.municipality) return where?.postcode ?? "";
  const department = where.insee?.slice(0, where.insee.startsWith("97") ? 3 : 2);
  return department ? `${where.municipality} (${department})` : where.municipality;
}

function when({ start, end }, language) {
  const day = new Date(`${start.slice(0, 10)}T12:00`).toLocaleDateString(language, { dateStyle: "full" });
  const hours = [start, end].filter((one) => one?.includes("T")).map((one) => one.slice(11));
  return hours.length ? `${day} ${hours.join(" – ")}` : day;
}
