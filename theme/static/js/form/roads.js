// Values at a road into a record: "location.municipality", "contact.phones.0".

const own = (value, key) => value !== null && typeof value === "object" && Object.hasOwn(value, key);

/** The value at a road, or undefined. */
export function get(data, road) {
  return road.split(".").reduce((value, key) => (own(value, key) ? value[key] : undefined), data);
}

/** Set a value; what is missing on the way is made. A text that stands on the way is left alone. */
export function set(data, road, value) {
  const keys = road.split(".");
  let here = data;
  for (const [position, key] of keys.slice(0, -1).entries()) {
    if (!own(here, key)) define(here, key, /^\d+$/.test(keys[position + 1]) ? [] : {});
    here = here[key];
    if (here === null || typeof here !== "object") return;
  }
  define(here, keys[keys.length - 1], value);
}

/** Take a value out. */
export function drop(data, road) {
  const keys = road.split(".");
  const parent = keys.length > 1 ? get(data, keys.slice(0, -1).join(".")) : data;
  if (own(parent, keys[keys.length - 1])) delete parent[keys[keys.length - 1]];
}

function define(target, key, value) {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Without empty texts, lists and groups. */
export function pruned(value) {
  if (Array.isArray(value)) {
    const kept = value.map(pruned).filter((one) => one !== undefined);
    return kept.length ? kept : undefined;
  }
  if (value !== null && typeof value === "object") {
    const kept = Object.entries(value).map(([key, one]) => [key, pruned(one)]).filter(([, one]) => one !== undefined);
    return kept.length ? Object.fromEntries(kept) : undefined;
  }
  return value === "" || value === undefined ? undefined : value;
}

/** Whether two values say the same. */
export function same(one, other) {
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((value, at) => same(value, other[at]));
  if (one && other && typeof one === "object" && typeof other === "object" && !Array.isArray(one) && !Array.isArray(other)) {
    const keys = Object.keys(one);
    return keys.length === Object.keys(other).length && keys.every((key) => own(other, key) && same(one[key], other[key]));
  }
  return one === other;
}
