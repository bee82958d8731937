// What a schema refuses, as findings: the codes and params of `maillage check` (plugins/maillage/explain.py), said of a record
// that is still in a form. Suggestions of near words are left to the lists that one chooses from.
import { repaired } from "./repair.js";
import { resolve } from "./yaml.js";

const MEANT = ["type"];
const RARE = ["exclusiveMinimum", "exclusiveMaximum", "multipleOf", "const", "not"];

/** Findings `{code, road, params}` for the errors of @cfworker/json-schema on a record. */
export function explain(errors, data, root) {
  const found = [];
  let rest = errors.map((error) => ({ ...error, road: roadOf(error), schema: schemaAt(error.keywordLocation, root) }));
  while (rest.length) {
    const [error, ...others] = rest;
    const under = (one) => one.keywordLocation.startsWith(`${error.keywordLocation}/`);
    rest = others;
    if (["oneOf", "anyOf", "not"].includes(error.keyword)) rest = others.filter((one) => !under(one));
    if (["oneOf", "anyOf"].includes(error.keyword)) {
      found.push(...branches(error, others.filter(under), data, root));
    } else {
      found.push(...explained(error, data, root));
    }
  }
  return once(found);
}

function once(found) {
  const misshapen = new Set(found.filter((one) => one.code === "bad-format").map((one) => one.road));
  const seen = new Set();
  return found.filter((one) => {
    const key = [one.code, one.road, one.params.field].join("\n");
    const known = seen.has(key) || (one.code === "no-such-date" && misshapen.has(one.road));
    seen.add(key);
    return !known;
  });
}

function explained(error, data, root) {
  const { schema, road } = error;
  const value = ofName(error) ? decode(error.instanceLocation.split("/").pop()) : at(data, road);
  if (schema["x-problem"] && error.keyword === "not") return [{ code: schema["x-problem"], road, params: { field: fieldOf(road) } }];
  const way = WAYS[error.keyword];
  if (way) return way({ schema, road, value, field: fieldOf(road), root });
  return RARE.includes(error.keyword) ? [{ code: "invalid-value", road, params: { field: fieldOf(road), reason: clip(error.error) } }] : [];
}

/** The keywords that only say that something inside was refused are left out: what is inside says it. */
const WAYS = {
  required: ({ schema, road, value, root }) => schema.required.filter((key) => !Object.hasOwn(value, key)).map((key) => ({
    code: "missing-field", road, params: { field: key, example: example(key, resolve(schema.properties?.[key], root)) },
  })),
  dependentRequired: ({ schema, road, value }) => Object.entries(schema.dependentRequired).flatMap(([present, needed]) => (
    Object.hasOwn(value, present) ? needed.filter((key) => !Object.hasOwn(value, key)) : []
  ).map((key) => ({ code: "missing-field", road: join(road, present), params: { field: key, example: `${key}: …` } }))),
  additionalProperties: ({ schema, road, value }) => (schema.additionalProperties === false ? Object.keys(value) : []).filter((key) => !Object.hasOwn(schema.properties ?? {}, key)).map((key) => ({
    code: "unknown-field", road: join(road, key), params: { field: clip(key), suggestion: "", fields: Object.keys(schema.properties ?? {}).join(", ") },
  })),
  type: wrongType,
  enum: ({ schema, road, value, field }) => [{
    code: "unknown-value", road,
    params: { field, value: clip(value), suggestion: "", values: schema.enum.slice(0, 20).join(", ") + (schema.enum.length > 20 ? "…" : "") },
  }],
  pattern: ({ schema, road, value, field }) => [{
    code: "bad-format", road,
    params: { field, value: clip(value), description: schema.description ?? "", example: example(field, schema), suggestion: repaired(schema["x-repair"] ?? "", String(value)) },
  }],
  format: ({ schema, road, value, field }) => [{ code: "no-such-date", road, params: { field, value: clip(value), example: String((schema.examples ?? [""])[0]) } }],
  minLength: ({ schema, road, value, field }) => [{ code: "empty-text", road, params: { field, length: size(value), limit: schema.minLength } }],
  maxLength: ({ schema, road, value, field }) => [{ code: "too-long", road, params: { field, length: size(value), limit: schema.maxLength } }],
  minimum: outOfRange,
  maximum: outOfRange,
  minItems: wrongCount,
  maxItems: wrongCount,
  minProperties: wrongCount,
  maxProperties: wrongCount,
  uniqueItems: ({ road, value, field }) => {
    const texts = value.map((one) => JSON.stringify(one));
    return value.flatMap((one, position) => (texts.indexOf(texts[position]) < position
      ? [{ code: "repeated-item", road: join(road, position), params: { field, value: clip(one) } }] : []));
  },
};

function wrongType({ schema, road, value, field }) {
  const wanted = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  const container = value !== null && typeof value === "object";
  let code = "wrong-type";
  if (value === null) code = "empty-value";
  else if (wanted === "string" && !container) code = "text-expected";
  else if (wanted === "array") code = "list-expected";
  const params = { field, value: clip(value), found: typeOf(value), expected: wanted, example: example(field, schema) };
  return [{ code, road, params }];
}

function outOfRange({ schema, road, value, field }) {
  return [{ code: "out-of-range", road, params: { field, value: clip(value), minimum: schema.minimum ?? "…", maximum: schema.maximum ?? "…" } }];
}

function wrongCount({ schema, road, value, field }) {
  const params = {
    field, length: Array.isArray(value) ? value.length : Object.keys(value).length,
    minimum: schema.minItems ?? schema.minProperties ?? 0, maximum: schema.maxItems ?? schema.maxProperties ?? "…",
  };
  return [{ code: "wrong-count", road, params }];
}

/** Of several allowed forms, the one that was meant: the one whose type fits. */
function branches(error, inside, data, root) {
  const allowed = error.schema[error.keyword];
  const { road } = error;
  if (allowed.every((branch) => Object.keys(branch).join() === "required")) {
    return [{ code: "missing-one-of", road, params: { fields: allowed.flatMap((branch) => branch.required).join(", ") } }];
  }
  const groups = allowed.map((_, number) => inside.filter((one) => one.keywordLocation.startsWith(`${error.keywordLocation}/${number}/`)));
  const meant = groups.find((group) => group.length && !group.some((one) => MEANT.includes(one.keyword) && one.road === road));
  if (meant) return meant.flatMap((one) => explained(one, data, root));
  const field = fieldOf(road);
  return [{ code: "wrong-type", road, params: { field, found: typeOf(at(data, road)), expected: "string", example: example(field, error.schema) } }];
}

/** The road to what is wrong; a key that is wrong by itself is told of the group that has it. */
function roadOf(error) {
  const parts = error.instanceLocation.split("/").slice(1).map(decode);
  return (ofName(error) ? parts.slice(0, -1) : parts).join(".");
}

function ofName({ keywordLocation }) {
  return keywordLocation.includes("/propertyNames/");
}

function decode(part) {
  return part.replace(/~1/g, "/").replace(/~0/g, "~");
}

/** The schema that holds the keyword at `location`: `#/properties/start/$ref/pattern`. */
function schemaAt(location, root) {
  return location.split("/").slice(1, -1).map(decode).reduce((schema, part) => {
    if (part === "$ref") return root.$defs[schema.$ref.slice("#/$defs/".length)];
    return schema?.[part] ?? {};
  }, root);
}

function at(data, road) {
  return road === "" ? data : road.split(".").reduce((value, key) => value?.[key], data);
}

const join = (road, key) => (road === "" ? String(key) : `${road}.${key}`);
const size = (text) => [...text].length;
const fieldOf = (road) => road.split(".").reverse().find((part) => part && !/^\d+$/.test(part)) ?? "";

function typeOf(value) {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function clip(value) {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return size(text) <= 80 ? text : `${[...text].slice(0, 79).join("")}…`;
}

function example(key, schema) {
  const value = (schema.examples ?? [])[0];
  if (value === undefined || value === "") return `${key}: …`;
  return `${key}: ${Array.isArray(value) ? `[${value.join(", ")}]` : value}`;
}
