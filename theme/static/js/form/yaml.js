// Records written as YAML: the same text that `maillage` itself writes (plugins/maillage/yaml_writer.py), plus the form that
// mail programs cannot spoil. Strings are plain where nothing could mistake them, else in JSON's quotes.

const PLAIN = /^[A-Za-zÀ-ÖØ-öø-ÿŒœ][A-Za-z0-9À-ÖØ-öø-ÿŒœ’'() _./-]*$/u;
const WORDS = new Set(["true", "false", "null", "yes", "no", "on", "off", "y", "n"]);
const ESCAPED = /[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff\ufffe\uffff]/g;
const PLAIN_LONGEST = { file: 110, mail: 40 };

const isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const escape = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
const length = (text) => [...text].length;

/** Follow `$ref` inside `root`; keys beside the reference win. */
export function resolve(schema, root) {
  let found = schema ?? {};
  while (found.$ref) {
    const { $ref, ...beside } = found;
    found = { ...root.$defs[$ref.slice("#/$defs/".length)], ...beside };
  }
  return found;
}

/** A whole file: keys in the schema's order. `form` is "file", or "mail" where every value stays on a line of its own. */
export function write(data, schema, form = "file") {
  return `${mapping(data, schema, schema, "", form).join("\n")}\n`;
}

function mapping(data, schema, root, margin, form) {
  const properties = schema.properties ?? {};
  const order = Object.keys(properties);
  const place = (key) => (order.includes(key) ? order.indexOf(key) : order.length);
  const keys = Object.keys(data).sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  return keys.flatMap((key) => entry(`${margin}${scalar(key, form)}:`, data[key], resolve(properties[key], root), root, margin, form));
}

function entry(head, value, schema, root, margin, form) {
  if (isMap(value) && Object.keys(value).length) return [head, ...mapping(value, schema, root, `${margin}  `, form)];
  if (Array.isArray(value) && value.length) {
    const items = resolve(schema.items, root);
    return [head, ...value.flatMap((one) => item(one, items, root, `${margin}  `, form))];
  }
  if (form === "file" && typeof value === "string" && isBlock(value)) {
    return [`${head} |-`, ...value.split("\n").map((line) => (line ? `${margin}  ${line}` : ""))];
  }
  return [`${head} ${scalar(value, form)}`];
}

function item(value, schema, root, margin, form) {
  if (!isMap(value) || !Object.keys(value).length) return [`${margin}- ${scalar(value, form)}`];
  const branch = (schema.oneOf ?? []).map((one) => resolve(one, root)).find((one) => one.type === "object") ?? schema;
  const lines = mapping(value, branch, root, `${margin}  `, form);
  return [`${margin}- ${lines[0].trimStart()}`, ...lines.slice(1)];
}

/** One value on one line. */
export function scalar(value, form = "file") {
  if (typeof value !== "string") return JSON.stringify(value);
  const plain = PLAIN.test(value) && !value.endsWith(" ") && !WORDS.has(value.toLowerCase()) && length(value) <= PLAIN_LONGEST[form];
  if (plain && !(form === "mail" && value.includes("  "))) return value;
  const quoted = JSON.stringify(value).replace(ESCAPED, escape);
  return form === "mail" ? spared(quoted) : quoted;
}

/** Without what mail programs change: no-break spaces, soft hyphens, spaces in a row or at an end. */
function spared(quoted) {
  return quoted
    .replace(/[\u00a0\u00ad]/g, escape)
    .replace(/ {2,}/g, (found) => ` ${escape(" ").repeat(found.length - 1)}`)
    .replace(/^" /, `"${escape(" ")}`)
    .replace(/ "$/, `${escape(" ")}"`);
}

function isBlock(text) {
  const lines = text.split("\n");
  return lines.length > 1 && lines[0] !== "" && lines[lines.length - 1] !== ""
    && !lines.some((line) => line !== line.trim() || line.search(ESCAPED) >= 0 || /[\x00-\x1f\\]/.test(line));
}
