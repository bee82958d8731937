// How far things are from a point. The point stays in this page: files are asked for by area, as a map does.
import { digit, sums } from "./packed.js";

const RANGE = 1024;
const SCALE = 100000;
const BOX = 100;
const EARTH = 6371.0088;
const AT_ONCE = 4;

const radians = (degrees) => (degrees * Math.PI) / 180;

/** Kilometres as the crow flies (haversine). */
export function kilometres(one, other) {
  const [half, across] = [radians(other.lat - one.lat) / 2, radians(other.lon - one.lon) / 2];
  const chord = Math.sin(half) ** 2 + Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * Math.sin(across) ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(chord)));
}

function toBox(point, [south, west, north, east]) {
  const lat = Math.min(Math.max(point.lat, south / BOX), north / BOX);
  const lon = Math.min(Math.max(point.lon, west / BOX), east / BOX);
  return kilometres(point, { lat, lon });
}

async function range(read, number) {
  const file = await read(`places/${number}.json`);
  file.unpacked ??= { lat: sums(file.lat), lon: sums(file.lon) };
  return file;
}

function point({ unpacked, approximate }, index) {
  if (unpacked.lat[index] === null) return null;
  const rough = ((digit(approximate, Math.floor(index / 6)) ?? 0) >> (5 - (index % 6))) & 1;
  return { lat: unpacked.lat[index] / SCALE, lon: unpacked.lon[index] / SCALE, rough: Boolean(rough) };
}

/**
 * Positions of `mask` by distance from a point, as [position, km]: all within `within` km, or else at least the `most`
 * nearest. Only the areas that can hold them are asked for.
 */
export async function nearest(read, boxes, mask, from, { within, most }) {
  const areas = new Map();
  mask.forEach((kept, position) => {
    const number = Math.floor(position / RANGE);
    if (kept && boxes[number] && !areas.has(number)) areas.set(number, toBox(from, boxes[number]));
  });
  const queue = [...areas].sort((one, other) => one[1] - other[1]).filter(([, far]) => !within || far <= within);
  const found = [];
  while (queue.length) {
    const enough = found.filter(([, far]) => far <= queue[0][1]).length >= most;
    if (!within && enough) break;
    const batch = queue.splice(0, AT_ONCE);
    for (const [index, file] of (await Promise.all(batch.map(([number]) => range(read, number)))).entries()) {
      const start = batch[index][0] * RANGE;
      for (let at = 0; at < file.lat.length; at += 1) {
        const there = mask[start + at] ? point(file, at) : null;
        const far = there ? kilometres(from, there) : Infinity;
        if (far <= (within || Infinity) && there) found.push([start + at, far, there.rough]);
      }
    }
  }
  return found.sort((one, other) => one[1] - other[1] || one[0] - other[0]);
}
