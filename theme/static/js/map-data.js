// The files behind the map (docs/reference/map.md): all points in one, names and addresses in shards of 128.
const SHARD = 7;
const NOWHERE = 2 ** 24 - 1;
const APPROXIMATE = 0x80;

async function get(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer;
}

/** Columns of all points: x and y in 2^-24 of the world, and marks. */
export async function points(address) {
  return decode(await (await get(address)).arrayBuffer());
}

/** See points.bin in docs/reference/map.md. */
export function decode(buffer) {
  const bytes = new Uint8Array(buffer);
  const start = 4 + new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, start)));
  const xs = new Int32Array(head.count);
  const ys = new Int32Array(head.count);
  let at = start;
  const step = () => {
    let value = 0;
    let byte;
    for (let shift = 0; ; shift += 7) {
      byte = bytes[at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (value >>> 1) ^ -(value & 1);
    }
  };
  for (let position = 0, x = 0, y = 0; position < head.count; position++) {
    xs[position] = x += step();
    ys[position] = y += step();
  }
  const marks = bytes.subarray(at, at + head.count);
  if (marks.length !== head.count) throw new Error("points.bin is cut short");
  return { version: head.version, count: head.count, xs, ys, marks };
}

/** Of these positions, or of all, the ones that have a place. */
export function placed({ count, xs, ys }, positions) {
  const kept = new Uint32Array(positions?.length ?? count);
  let length = 0;
  for (let rank = 0; rank < kept.length; rank++) {
    const position = positions ? positions[rank] : rank;
    if (position < count && (xs[position] !== NOWHERE || ys[position] !== NOWHERE)) kept[length++] = position;
  }
  return kept.subarray(0, length);
}

export const sign = (mark) => mark & ~APPROXIMATE;
export const approximate = (mark) => (mark & APPROXIMATE) !== 0;

/** What is said of an actor, asked for when somebody looks at it, then kept. */
export class Texts {
  #shards = new Map();

  constructor(section, version) {
    this.section = section;
    this.version = version;
  }

  async #load(number) {
    const { version, rows } = await (await get(`${this.section}lieux/${number}.json`)).json();
    if (version !== this.version) throw new Changed();
    return rows;
  }

  async of(position) {
    const number = position >> SHARD;
    if (!this.#shards.has(number)) {
      const loading = this.#load(number);
      loading.catch(() => this.#shards.delete(number));
      this.#shards.set(number, loading);
    }
    const [id, name, address] = (await this.#shards.get(number))[position & ((1 << SHARD) - 1)];
    return { id, name, address };
  }
}

/** The site was built anew since the page was opened: positions no longer mean the same. */
export class Changed extends Error {}
