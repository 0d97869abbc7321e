/** Loops that may run in parallel, and loops that only look like it. */

export function scale(xs: Float64Array, factor: number): Float64Array {
  const out = new Float64Array(xs.length);
  for (let i = 0; i < xs.length; i++) out[i] = xs[i] * factor;
  return out;
}

/** In place: every element depends on itself alone. */
export function inPlace(xs: Float64Array): Float64Array {
  for (let i = 0; i < xs.length; i++) xs[i] = xs[i] * xs[i] + 1;
  return xs;
}

export function twoOutputs(xs: Float64Array): { squares: Float64Array; bytes: Uint8Array } {
  const n = xs.length;
  const squares = new Float64Array(n);
  const bytes = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    squares[i] = xs[i] * xs[i];
    bytes[i] = squares[i];
  }
  return { squares, bytes };
}

export function rowStencil(grid: Float64Array, width: number, height: number): Float64Array {
  const out = new Float64Array(width * height);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      out[at] = 0.25 * (grid[at - 1] + grid[at + 1] + grid[at - width] + grid[at + width]);
    }
  }
  return out;
}

/** The same in place: each row reads the row above, which has changed already. */
export function seidel(grid: Float64Array, width: number, height: number): Float64Array {
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      grid[at] = 0.25 * (grid[at - 1] + grid[at + 1] + grid[at - width] + grid[at + width]);
    }
  }
  return grid;
}

/** What a round stores the next one reads. */
export function recurrence(xs: Float64Array, factor: number): Float64Array {
  const out = new Float64Array(xs.length);
  for (let i = 1; i < xs.length; i++) out[i] = out[i - 1] * factor + xs[i];
  return out;
}

export function recurrenceDown(xs: Float64Array): Float64Array {
  for (let i = xs.length - 3; i >= 0; i -= 2) xs[i] = xs[i + 2] / 3 - xs[i] + xs[i + 2];
  return xs;
}

export function twoBack(xs: Float64Array): Float64Array {
  for (let i = 2; i < xs.length; i++) {
    const before = xs[i - 1];
    xs[i] = before + xs[i - 2] * xs[i];
  }
  return xs;
}

/** Two arrays, each carried along its rows. */
export function carriedInRows(grid: Float64Array, width: number, height: number): { p: Float64Array; q: Float64Array } {
  const p = new Float64Array(width * height);
  const q = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 1; x < width; x++) {
      p[y * width + x] = 1 / (p[y * width + x - 1] + grid[y * width + x]);
      q[y * width + x] = q[y * width + x - 1] - p[y * width + x - 1];
    }
  }
  return { p, q };
}

/** Another store may hit the element on its way to the next round. */
export function sometimesOverwritten(xs: Float64Array): Float64Array {
  for (let i = 1; i < xs.length; i++) {
    xs[i] = xs[i - 1] + 1;
    xs[(i * 3) % xs.length] = -i;
  }
  return xs;
}

export function overwrittenBehind(xs: Float64Array): Float64Array {
  for (let i = 1; i < xs.length - 1; i++) {
    xs[i] = xs[i - 1] + 1;
    if (xs[i + 1] > 0) xs[i] = 7;
    xs[i + 1] = 2;
  }
  return xs;
}

/** The first round must not look for an element before the array. */
export function firstHasNoneBefore(xs: Float64Array): Float64Array {
  for (let i = 0; i < xs.length; i++) xs[i] = (i > 0 ? xs[i - 1] : 5) + xs[i];
  return xs;
}

export function carriedByTwoNames(n: number): Float64Array {
  const xs = new Float64Array(n + 2);
  chain(xs, xs);
  return xs;
}

function chain(xs: Float64Array, ys: Float64Array): void {
  for (let i = 1; i < xs.length; i++) {
    xs[i] = xs[i - 1] + i;
    ys[i] = 2 * ys[i] + 1;
  }
}

export function carriedInList(n: number): number[] {
  const list = [1];
  for (let i = 1; i < n; i++) list.push(i);
  for (let i = 1; i < list.length; i++) list[i] = list[i - 1] * list[i] + 0.5;
  return list;
}

export function sum(xs: Float64Array): number {
  let total = 0;
  for (let i = 0; i < xs.length; i++) total += xs[i];
  return total;
}

export function product(xs: Float64Array): number {
  let total = 1;
  for (let i = 0; i < xs.length; i++) total *= xs[i];
  return total;
}

export function least(xs: Float64Array): number {
  let value = Infinity;
  for (let i = 0; i < xs.length; i++) value = Math.min(value, xs[i]);
  return value;
}

export function greatest(xs: Float64Array, floor: number): number {
  let value = floor;
  for (let i = 0; i < xs.length; i++) value = Math.max(value, xs[i] * 2);
  return value;
}

/** The sum starts from a value that the order of the additions lets show. */
export function sumFrom(xs: Float64Array, start: number): number {
  let total = start;
  for (let i = 0; i < xs.length; i++) total += xs[i] * xs[i];
  return total / 3;
}

export function differences(xs: Float64Array): number {
  let total = 100;
  for (let i = 1; i < xs.length; i++) total -= xs[i] - xs[i - 1];
  return total;
}

export function countMatches(xs: Float64Array, limit: number): number {
  let count = 0;
  for (let i = 0; i < xs.length; i++) {
    if (xs[i] > limit) count++;
  }
  return count;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total;
}

export function histogram(bytes: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256);
  for (let i = 0; i < bytes.length; i++) counts[bytes[i]]++;
  return counts;
}

export function prefixSum(xs: Float64Array): Float64Array {
  const out = new Float64Array(xs.length);
  let running = 0;
  for (let i = 0; i < xs.length; i++) {
    running += xs[i];
    out[i] = running;
  }
  return out;
}

export function prefixInPlace(xs: Float64Array): Float64Array {
  for (let i = 1; i < xs.length; i++) xs[i] += xs[i - 1];
  return xs;
}

/** Reads ahead: later rounds must see the old values of what they read, earlier ones never the new. */
export function shiftLeft(xs: Float64Array): Float64Array {
  for (let i = 0; i < xs.length - 1; i++) xs[i] = xs[i + 1];
  return xs;
}

export function shiftRight(xs: Float64Array): Float64Array {
  for (let i = xs.length - 1; i > 0; i--) xs[i] = xs[i - 1];
  return xs;
}

export function reverseInto(xs: Float64Array): Float64Array {
  const n = xs.length;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) out[n - 1 - i] = xs[i];
  return out;
}

export function reverseInPlace(xs: Float64Array): Float64Array {
  const n = xs.length;
  for (let i = 0; i < n; i++) xs[n - 1 - i] = xs[i];
  return xs;
}

export function transposeFlat(a: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = a[i * columns + j];
  }
  return out;
}

export function gather(xs: Float64Array, indices: Int32Array): Float64Array {
  const out = new Float64Array(indices.length);
  for (let i = 0; i < indices.length; i++) out[i] = xs[indices[i]];
  return out;
}

/** Two rounds may write the same element: the last one counts. */
export function scatter(xs: Float64Array, indices: Int32Array, n: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < xs.length; i++) out[indices[i]] = xs[i];
  return out;
}

export function triangle(n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) out[i * n + j] = i - j / 2;
  }
  return out;
}

export function strided(n: number): Int32Array {
  const out = new Int32Array(3 * n);
  for (let i = 0; i < n; i++) {
    out[3 * i] = i;
    out[3 * i + 2] = -i;
  }
  return out;
}

/** Strides that meet: 2i and 3i are the same element for some i. */
export function meetingStrides(n: number): Int32Array {
  const out = new Int32Array(3 * n + 1);
  for (let i = 0; i < n; i++) {
    out[2 * i] = i;
    out[3 * i] = 100 + i;
  }
  return out;
}

export function evenAndOdd(n: number): Int32Array {
  const out = new Int32Array(2 * n);
  for (let i = 0; i < n; i++) {
    out[2 * i] = i;
    out[2 * i + 1] = out[2 * i] + 1;
  }
  return out;
}

/** Rounds overlap in the elements at their border. */
export function overlappingWindows(n: number): Float64Array {
  const out = new Float64Array(4 * n + 1);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k <= 4; k++) out[4 * i + k] += i + k * 0.5;
  }
  return out;
}

export function stepTwo(xs: Float64Array): Float64Array {
  const out = xs.slice();
  for (let i = 0; i < xs.length; i += 2) out[i] = -xs[i];
  return out;
}

export function downwards(xs: Float64Array): Float64Array {
  const out = new Float64Array(xs.length);
  for (let i = xs.length - 1; i >= 0; i--) out[i] = xs[i] + i;
  return out;
}

export function inclusive(n: number): Float64Array {
  const out = new Float64Array(n + 1);
  for (let i = 0; i <= n; i++) out[i] = i / 2;
  return out;
}

export function offsets(xs: Float64Array): Float64Array {
  const n = xs.length;
  const out = new Float64Array(n + 2);
  for (let i = 1; i < n - 1; i++) out[i + 2] = xs[i - 1] + xs[i + 1];
  return out;
}

/** Only some elements are written: the others keep what they were. */
export function conditional(xs: Float64Array): Float64Array {
  const out = new Float64Array(xs.length).fill(-1);
  for (let i = 0; i < xs.length; i++) {
    if (xs[i] > 0) out[i] = Math.sqrt(xs[i]);
  }
  return out;
}

export function keepLast(xs: Float64Array): number {
  let last = -1;
  for (let i = 0; i < xs.length; i++) {
    if (xs[i] > 0) last = i;
  }
  return last;
}

export function argMax(xs: Float64Array): number {
  let best = 0;
  for (let i = 1; i < xs.length; i++) {
    if (xs[i] > xs[best]) best = i;
  }
  return best;
}

export function firstAbove(xs: Float64Array, limit: number): number {
  let i = 0;
  for (; i < xs.length; i++) {
    if (xs[i] > limit) break;
  }
  return i;
}

/** The counter is used behind its loop. */
export function counterAfter(n: number): number {
  const out = new Float64Array(n);
  let i = 0;
  for (i = 0; i < n; i++) out[i] = i;
  return i + (n > 0 ? out[n - 1] : 0);
}

export function fixedElement(xs: Float64Array): Float64Array {
  for (let i = 0; i < xs.length; i++) xs[0] += i;
  return xs;
}

export function readsFixed(xs: Float64Array): Float64Array {
  const out = new Float64Array(xs.length);
  for (let i = 0; i < xs.length; i++) out[i] = xs[i] / xs[0];
  return out;
}

/** Element 0 is changed in the first round and read by all. */
export function readsFixedInPlace(xs: Float64Array): Float64Array {
  for (let i = 0; i < xs.length; i++) xs[i] = xs[i] + xs[0];
  return xs;
}

export function matrixVector(a: Float64Array, x: Float64Array, rows: number, columns: number): Float64Array {
  const y = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let total = 0;
    for (let j = 0; j < columns; j++) total += a[i * columns + j] * x[j];
    y[i] = total;
  }
  return y;
}

export function accumulateRows(a: Float64Array, rows: number, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) sums[j] += a[i * columns + j];
  }
  return sums;
}

export function scaleRows(rows: number[][], factor: number): number[][] {
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0; j < rows[i].length; j++) rows[i][j] *= factor;
  }
  return rows;
}

export function rowSums(rows: number[][]): number[] {
  const out = new Array<number>(rows.length).fill(0);
  for (let i = 0; i < rows.length; i++) {
    let total = 0;
    for (const x of rows[i]) total += x;
    out[i] = total;
  }
  return out;
}

export function pipeline(xs: Float64Array): Float64Array {
  const n = xs.length;
  const a = new Float64Array(n);
  for (let i = 0; i < n; i++) a[i] = xs[i] * 2;
  let total = 0;
  for (let i = 0; i < n; i++) total += a[i];
  const mean = total / n;
  const b = new Float64Array(n);
  for (let i = 0; i < n; i++) b[i] = a[i] - mean;
  let spread = 0;
  for (let i = 0; i < n; i++) spread += b[i] * b[i];
  for (let i = 0; i < n; i++) b[i] /= Math.sqrt(spread);
  return b;
}

/** Blocks with a loop around them: the inner loops are parallel, their order is not. */
export function jacobi(a: Float64Array, rounds: number): Float64Array {
  const n = a.length;
  let now = a;
  let next: Float64Array = new Float64Array(n);
  for (let r = 0; r < rounds; r++) {
    for (let i = 1; i < n - 1; i++) next[i] = (now[i - 1] + now[i] + now[i + 1]) / 3;
    const held = now;
    now = next;
    next = held;
  }
  return now;
}

/** Two parameters that a caller may make the same array. */
export function axpy(a: number, x: Float64Array, y: Float64Array): Float64Array {
  for (let i = 0; i < x.length; i++) y[i] = a * x[i] + y[i];
  return y;
}

function square(x: number): number {
  return x * x;
}

export function callsInside(xs: Float64Array): Float64Array {
  const out = new Float64Array(xs.length);
  for (let i = 0; i < xs.length; i++) out[i] = square(xs[i]) + square(i);
  return out;
}

/** A scalar array of the round's own: each round has a fresh one. */
export function privateArray(n: number): Float64Array {
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const own = new Float64Array(4);
    for (let k = 0; k < 4; k++) own[k] = i * k;
    own[0] = own[3] - own[1];
    out[i] = own[0] + own[2];
  }
  return out;
}

/** A scratch array that all rounds share: written before it is read in each. */
export function sharedScratch(n: number): Float64Array {
  const out = new Float64Array(n);
  const scratch = new Float64Array(4);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < 4; k++) scratch[k] += i * k;
    out[i] = scratch[3] - scratch[1];
  }
  return out;
}

export function boundsFromData(counts: Int32Array): Float64Array {
  let total = 0;
  for (const c of counts) total += c;
  const out = new Float64Array(total);
  let at = 0;
  for (let i = 0; i < counts.length; i++) {
    for (let k = 0; k < counts[i]; k++) out[at++] = i + k / 10;
  }
  return out;
}

export function throwsInLoop(xs: Float64Array): Float64Array {
  const out = new Float64Array(xs.length);
  for (let i = 0; i < xs.length; i++) {
    if (xs[i] < 0) throw new Error('negative');
    out[i] = Math.sqrt(xs[i]);
  }
  return out;
}

export function returnsInLoop(xs: Float64Array): Float64Array {
  const out = new Float64Array(xs.length);
  for (let i = 0; i < xs.length; i++) {
    if (xs[i] < 0) return out;
    out[i] = Math.sqrt(xs[i]);
  }
  return out;
}

export function fractionalBound(limit: number): Float64Array {
  const out = new Float64Array(20);
  for (let i = 0; i < limit; i++) out[i] = i;
  return out;
}

export function fractionalStep(n: number): number {
  let total = 0;
  for (let x = 0; x < n; x += 0.1) total += x;
  return total;
}

export function forOfSum(xs: Float64Array): number {
  let total = 0;
  for (const x of xs) total += x * x;
  return total;
}

export function whileMap(xs: Float64Array): Float64Array {
  const out = new Float64Array(xs.length);
  let i = 0;
  while (i < xs.length) {
    out[i] = xs[i] + 1;
    i++;
  }
  return out;
}

/** Two reductions in one loop, one of which the other reads. */
export function twoTotals(xs: Float64Array): [number, number] {
  let a = 0;
  let b = 0;
  for (let i = 0; i < xs.length; i++) {
    a += xs[i];
    b += a;
  }
  return [a, b];
}

export function readsBeforeLoop(xs: Float64Array): Float64Array {
  const before = xs[0];
  for (let i = 0; i < xs.length; i++) xs[i] = i;
  xs[1] = before;
  return xs;
}

export function modularWrites(n: number): Int32Array {
  const out = new Int32Array(5);
  for (let i = 0; i < n; i++) out[i % 5] += i;
  return out;
}

export function hugeStride(n: number): number {
  const out = new Float64Array(10);
  let hits = 0;
  for (let i = 0; i < n; i++) {
    const at = i * 65536 * 65536;
    if (at < 10) {
      out[at] += 1;
      hits++;
    }
  }
  return hits + out[0];
}

export function clampedNeighbours(xs: Float64Array): Float64Array {
  const n = xs.length;
  const out = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const left = Math.max(i - 1, 0);
    const right = Math.min(i + 1, n - 1);
    out[i] = xs[left] + xs[right];
  }
  return out;
}

export function wavefront(n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i] = 1;
  for (let i = 1; i < n; i++) {
    out[i * n] = 1;
    for (let j = 1; j < n; j++) out[i * n + j] = out[(i - 1) * n + j] + out[i * n + j - 1];
  }
  return out;
}

/** The width is an argument: rows overlap when it is smaller than what a row writes. */
export function narrowRows(n: number, width: number): Float64Array {
  const out = new Float64Array(n * width + 8);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < 4; k++) out[i * width + k] += i + 1;
  }
  return out;
}
