// Points that stand close together become one mark: cells of a grid over the view, then neighbours that would overlap.

/**
 * Groups of the chosen points inside a view.
 * @param points columns `xs`, `ys` in world units
 * @param chosen positions, ascending
 * @param view `{left, top, right, bottom}` in pixels of the world at this scale
 * @param scale pixels per world unit; `cell` and `close` are pixels
 * @returns groups `{count, first, x, y, west, north, east, south}`: x and y the mean, `first` the lowest position
 */
export function gather({ xs, ys }, chosen, view, scale, cell, close) {
  const unit = scale / cell;
  const left = Math.floor(view.left / cell);
  const top = Math.floor(view.top / cell);
  const columns = Math.floor(view.right / cell) - left + 1;
  const rows = Math.floor(view.bottom / cell) - top + 1;
  const [west, east] = [left / unit, (left + columns) / unit];
  const [north, south] = [top / unit, (top + rows) / unit];
  const cells = new Array(columns * rows);
  for (let rank = 0; rank < chosen.length; rank++) {
    const position = chosen[rank];
    const x = xs[position];
    const y = ys[position];
    if (x < west || x >= east || y < north || y >= south) continue;
    const place = (Math.floor(y * unit) - top) * columns + Math.floor(x * unit) - left;
    const group = cells[place];
    if (group) add(group, x, y);
    else cells[place] = { count: 1, first: position, x, y, west: x, east: x, north: y, south: y };
  }
  merge(cells, columns, close / scale);
  return cells.filter((group) => group && !group.into);
}

function add(group, x, y) {
  group.count++;
  group.x += (x - group.x) / group.count;
  group.y += (y - group.y) / group.count;
  if (x < group.west) group.west = x;
  else if (x > group.east) group.east = x;
  if (y < group.north) group.north = y;
  else if (y > group.south) group.south = y;
}

function merge(cells, columns, close) {
  for (let place = 0; place < cells.length; place++) {
    const column = place % columns;
    const below = place + columns;
    const beside = column + 1 < columns ? [place + 1, below + 1] : [];
    for (const other of [...beside, ...(column ? [below - 1] : []), below]) {
      const [one, two] = [whole(cells[place]), whole(cells[other])];
      if (one && two && one !== two && Math.hypot(one.x - two.x, one.y - two.y) < close) absorb(one, two);
    }
  }
}

function whole(group) {
  while (group?.into) group = group.into;
  return group;
}

function absorb(one, two) {
  const count = one.count + two.count;
  one.x += ((two.x - one.x) * two.count) / count;
  one.y += ((two.y - one.y) * two.count) / count;
  one.count = count;
  one.first = Math.min(one.first, two.first);
  one.west = Math.min(one.west, two.west);
  one.east = Math.max(one.east, two.east);
  one.north = Math.min(one.north, two.north);
  one.south = Math.max(one.south, two.south);
  two.into = one;
}

/** The first `most` positions that a group stands for, those of the chosen points within its corners; and how many in all. */
export function members({ xs, ys }, chosen, { west, east, north, south }, most) {
  const found = [];
  let total = 0;
  for (let rank = 0; rank < chosen.length; rank++) {
    const [x, y] = [xs[chosen[rank]], ys[chosen[rank]]];
    if (x >= west && x <= east && y >= north && y <= south && total++ < most) found.push(chosen[rank]);
  }
  return { found, total };
}
