/** Constant arrays that are written, by whatever name. */

const TABLE = [1, 2, 3];
const GRID = [[1, 2], [3, 4]];
const ZEROS = new Float64Array(4);

export function writes(i: number): number {
  TABLE[i] = 5;
//^ SHOAL1022 This changes a module-level constant array.
  return TABLE[0];
}

export function writesThroughName(i: number): number {
  const t = TABLE;
  t[i]++;
//^ SHOAL1022 This changes a module-level constant array.
  return TABLE[0];
}

export function writesThroughCall(i: number): number {
  change(ZEROS, i);
  return ZEROS[0];
}

function change(xs: Float64Array, i: number): void {
  xs[i] = 1;
//^ SHOAL1022 This changes a module-level constant array.
}

export function writesInside(i: number): number {
  for (const row of GRID) row[i] = 0;
  //                      ^ SHOAL1022 This changes a module-level constant array.
  return GRID[0][0];
}

export function pushes(i: number): number {
  return TABLE.push(i);
  //     ^ SHOAL1022 This changes a module-level constant array.
}

export function keeps(rows: number[][]): number[][] {
  rows.push(TABLE);
//^ SHOAL1022 This puts a module-level constant array into another array.
  return rows;
}
