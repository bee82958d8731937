// The words of the forms and of `maillage check`, loaded once.

let said = { words: {}, codes: {}, types: {}, reasons: {} };

/** Load what the forms say and know. Throws where the file cannot be had. */
export async function load(address) {
  said = await json(address);
  return said;
}

/** A JSON file of the site; throws where there is none. */
export async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/** A text of the forms with its holes filled. */
export function word(name, holes = {}) {
  return filled(said.words[name] ?? name, holes);
}

/** What is wrong and how to repair it. `people` says a field's name and a value in the words that the form shows. */
export function told({ code, road, params, severity: given }, people = { label: () => "", value: (_, text) => text }) {
  const [message, repair, severity] = said.codes[code] ?? [code, "", "error"];
  const holes = { ...params };
  const missing = code === "missing-field";
  const place = missing && road ? `${road}.${params.field}` : missing ? params.field : road;
  if (params.field !== undefined) holes.field = people.label(place) || params.field;
  if (params.example?.startsWith(`${params.field}: `)) holes.example = people.value(place, params.example.slice(params.field.length + 2));
  if (code === "missing-one-of") holes.fields = params.fields.split(", ").map((field) => people.label(road ? `${road}.${field}` : field) || field).join(", ");
  for (const name of ["expected", "found"]) if (holes[name] !== undefined) holes[name] = said.types[holes[name]] ?? holes[name];
  if (holes.kind !== undefined) holes.folder ??= said.kinds[holes.kind]?.folder;
  if (holes.kind !== undefined) holes.kind = said.kinds[holes.kind]?.label ?? holes.kind;
  holes.suggestion = params.suggestion ? ` ${word("did_you_mean", { near: params.suggestion })}` : "";
  return { message: filled(message, holes), repair: filled(repair, holes), severity: given ?? severity };
}

/** Why a record looks like another, in words. */
export function reason(name) {
  return said.reasons[name] ?? name;
}

function filled(text, holes) {
  return text.replace(/\{([a-z_]+)\}/g, (hole, name) => (holes[name] === undefined ? hole : String(holes[name])));
}
