// What a result shows, and what a person takes along of it.
const CARDS = 8;
const DETAILS = 16;

async function rows(read, folder, size, positions) {
  const names = [...new Set(positions.map((position) => Math.floor(position / size)))];
  const files = new Map(await Promise.all(names.map(async (name) => [name, await read(`${folder}/${name}.json`)])));
  return new Map(positions.map((position) => [position, files.get(Math.floor(position / size))[position % size]]));
}

/** Position → title, path, meta, place, summary. */
export async function cards(read, positions) {
  const found = await rows(read, "cards", CARDS, positions);
  return new Map([...found].map(([position, [title, path, meta, place, summary]]) => [position, { title, path, meta, place, summary }]));
}

/** Position → address, hours, phones, dates…, as far as they are known. */
export function details(read, positions) {
  return rows(read, "details", DETAILS, positions);
}
