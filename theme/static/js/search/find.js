// From a state to what is found: the words, the facets and the place together.
import { local, openNow } from "./hours.js";
import { nearest } from "./near.js";
import { NOW } from "./state.js";

const SURE = 0.5;
const FARTHEST = 40000;

/** Positions of a mask from `first` to before `end`, ascending. */
function positionsOf(mask, first, end) {
  const found = new Uint32Array(end - first);
  let count = 0;
  for (let position = first; position < end; position += 1) if (mask[position]) found[count++] = position;
  return found.subarray(0, count);
}

/** What is found, kept whole so that facets can be counted on it. */
export class Found {
  constructor(index, state, answer, without = []) {
    Object.assign(this, { index, state, answer, missing: new Map(), far: null });
    this.base = new Uint8Array(index.count);
    const kind = index.kinds.find((one) => one.kind === state.in);
    for (let position = 0; position < index.count; position += 1) {
      const asked = !answer || answer.score[position] > 0;
      this.base[position] = asked && (!kind || (position >= kind.first && position < kind.end)) ? 1 : 0;
    }
    for (const position of without) this.base[position] = 0;
  }

  /** Positions that meet the words and all facets but `except`. */
  mask(except = "") {
    const kept = this.base.slice();
    for (const [key, chosen] of this.missing) {
      if (key !== except) for (let position = 0; position < kept.length; position += 1) kept[position] &= chosen[position];
    }
    return kept;
  }

  /** How many of what is found have each value of a facet, its own choices set aside. */
  async counts(key) {
    const { sets, of } = await this.index.column(key);
    const mask = this.mask(key);
    const bySet = new Uint32Array(sets.length);
    for (let position = 0; position < mask.length; position += 1) if (mask[position]) bySet[of[position]] += 1;
    const counts = new Array(this.index.facets.get(key).values.length).fill(0);
    sets.forEach((values, set) => values.forEach((value) => { counts[value] += bySet[set]; }));
    return counts;
  }

  /** How many of what is found are open at this moment. */
  async countOpen(moment) {
    const open = await openNow(this.index.read, this.mask("open"), local(moment, this.index.manifest.timezone));
    return open.reduce((sum, one) => sum + one, 0);
  }

  /** Ascending positions of the actors found; null when nothing narrows them. */
  get selection() {
    if (!this.answer && !this.missing.size && !this.state.in && !this.state.within) return null;
    return positionsOf(this.mask(), 0, this.index.actors);
  }

  /** Of each kind, the score from which an answer is a good one. */
  get thresholds() {
    const [mask, score] = [this.mask(), this.answer?.score];
    return this.index.kinds.map(({ first, end }) => {
      let best = 0;
      for (let position = first; score && position < end; position += 1) if (mask[position] && score[position] > best) best = score[position];
      return { best, least: SURE * best };
    });
  }

  /** Keep only what lies within the distance asked for, whatever is chosen besides. */
  async confine() {
    const { near, within } = this.state;
    const rows = await nearest(this.index.read, this.index.manifest.boxes, this.base, near, { within, most: Infinity });
    this.far = new Map(rows.map(([position, far, rough]) => [position, [far, rough]]));
    this.base = this.base.map((kept, position) => kept && this.far.has(position));
  }

  /** Work out distances: first those of the good answers, then those of the others, the nearest of each. */
  async measure(most) {
    const mask = this.mask();
    const sure = mask.slice();
    this.thresholds.forEach(({ least }, at) => {
      const { first, end } = this.index.kinds[at];
      for (let position = first; position < end; position += 1) if (this.score(position) < least) sure[position] = 0;
    });
    const rest = mask.map((kept, position) => kept && !sure[position]);
    this.far = new Map();
    for (const some of [sure, rest]) {
      const rows = await nearest(this.index.read, this.index.manifest.boxes, some, this.state.near, { most });
      for (const [position, far, rough] of rows) this.far.set(position, [far, rough]);
    }
  }

  /**
   * Groups by kind, the group with the best result first: `{kind, label, positions, sure}`. Near a point the `sure` first
   * ones are good answers and the rest possible ones, both by distance.
   */
  groups() {
    const mask = this.mask();
    const made = this.thresholds.map(({ best, least }, at) => {
      const { kind, label, first, end } = this.index.kinds[at];
      const found = this.byScore(positionsOf(mask, first, end));
      if (!this.far) return { kind, label, positions: found, best, sure: found.length };
      const sure = found.filter((position) => this.score(position) >= least);
      const rest = found.filter((position) => this.score(position) < least);
      return { kind, label, positions: [...this.byDistance(sure), ...this.byDistance(rest)], best, sure: sure.length };
    });
    return made.filter(({ positions }) => positions.length).sort((one, other) => other.best - one.best);
  }

  /** Ascending positions by score, the best first. Many have the same: only the scores there are need be put in order. */
  byScore(positions) {
    if (!this.answer) return [...positions];
    const { score } = this.answer;
    const same = new Map();
    for (const position of positions) {
      const others = same.get(score[position]);
      if (others) others.push(position);
      else same.set(score[position], [position]);
    }
    return [...same.keys()].sort((one, other) => other - one).flatMap((score) => same.get(score));
  }

  /** Positions by distance; those at the same place stay as they stood. */
  byDistance(positions) {
    return positions.sort((one, other) => this.distance(one) - this.distance(other));
  }

  score(position) {
    return this.answer?.score[position] ?? 0;
  }

  distance(position) {
    return this.far.get(position)?.[0] ?? FARTHEST;
  }
}

/** Everything a state asks for. `moment` is now; `most` how many of the nearest are needed. */
export async function find(index, state, { moment, most = 200 }) {
  const [answer, asleep, ...masks] = await Promise.all([
    index.ask(state.q), state.dormant ? [] : index.sleeping(), ...[...state.chosen].map(([key, ids]) => index.choice(key, ids.filter((id) => id !== NOW)))]);
  const found = new Found(index, state, answer, asleep);
  if (state.near && state.within) await found.confine();
  [...state.chosen.keys()].forEach((key, at) => found.missing.set(key, masks[at]));
  if (state.chosen.get("open")?.includes(NOW)) {
    const open = await openNow(index.read, found.mask("open"), local(moment, index.manifest.timezone));
    const saturday = found.missing.get("open");
    open.forEach((one, position) => { if (one) saturday[position] = 1; });
  }
  if (state.near && !state.within) await found.measure(most);
  return found;
}
