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

/** What is wrong and how to repair it; `labels` gives the name that people see for a field. */
export function told({ code, road, params }, labels = () => "") {
  const [message, repair, severity] = said.codes[code] ?? [code, "", "error"];
  const holes = { ...params };
  if (params.field !== undefined) holes.field = labels(code === "missing-field" && road ? `${road}.${params.field}` : road || params.field) || params.field;
  for (const name of ["expected", "found"]) if (holes[name] !== undefined) holes[name] = said.types[holes[name]] ?? holes[name];
  holes.suggestion = params.suggestion ? ` ${word("did_you_mean", { near: params.suggestion })}` : "";
  return { message: filled(message, holes), repair: filled(repair, holes), severity };
}

/** Why a record looks like another, in words. */
export function reason(name) {
  return said.reasons[name] ?? name;
}

function filled(text, holes) {
  return text.replace(/\{([a-z_]+)\}/g, (hole, name) => (holes[name] === undefined ? hole : String(holes[name])));
}
