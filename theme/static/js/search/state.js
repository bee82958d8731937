// The state of a search is its address: shareable, and the back button works. What is not ours in it is left alone.

const PLAIN = ["q", "place", "in", "dormant"];

/** Facets that a person can set besides those of the index: what only the clock of the moment decides. */
export const NOW = "now";

function point(text) {
  const [lat, lon, ...rest] = (text ?? "").split(",").map(Number);
  const there = text && !rest.length && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return there ? { lat, lon } : null;
}

/**
 * State of an address: `q`, `place`, `in`, `near` ({lat, lon} or null), `within` (km or 0), `dormant` ("1": also records that left the lists), `chosen` (Map from facet to
 * ids), and `unknown`: what it asks that this index does not know.
 */
export function read(search, facets, kinds) {
  const asked = new URLSearchParams(search);
  const state = { near: point(asked.get("near")), within: Number(asked.get("within")) || 0, chosen: new Map(), unknown: [] };
  for (const key of PLAIN) state[key] = asked.get(key) ?? "";
  if (state.in && !kinds.includes(state.in)) state.unknown.push(state.in);
  if (!kinds.includes(state.in)) state.in = "";
  if (state.dormant && state.dormant !== "1") state.unknown.push(state.dormant);
  if (state.dormant !== "1") state.dormant = "";
  if (asked.get("near") && !state.near) state.unknown.push(asked.get("near"));
  if (!(state.within > 0 && state.within <= 1000)) state.within = 0;
  for (const [key, { values }] of facets) {
    const known = new Set(values.map(({ id }) => id));
    if (key === "open") known.add(NOW);
    const ids = [...new Set(asked.getAll(key))].filter(Boolean);
    state.unknown.push(...ids.filter((id) => !known.has(id)));
    const kept = ids.filter((id) => known.has(id));
    if (kept.length) state.chosen.set(key, kept);
  }
  return state;
}

/** The address of a state, with what the old one had that is not ours. */
export function write(state, search, facets) {
  const made = new URLSearchParams(search);
  for (const key of [...PLAIN, "near", "within", ...facets.keys()]) made.delete(key);
  for (const key of PLAIN) if (state[key]) made.set(key, state[key]);
  if (state.near) made.set("near", `${state.near.lat.toFixed(4)},${state.near.lon.toFixed(4)}`);
  if (state.near && state.within) made.set("within", String(state.within));
  for (const [key, ids] of state.chosen) for (const id of ids) made.append(key, id);
  const text = made.toString();
  return text ? `?${text}` : "";
}
