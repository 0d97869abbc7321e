/** Growable arrays: push and pop, arrays of arrays, names that mean the same array. */

export function pushPop(n: number): number[] {
  const stack: number[] = [];
  const out: number[] = [];
  for (let i = 0; i < n; i++) {
    const length = stack.push(i * i);
    out.push(length);
    if (i % 3 === 2) out.push(stack.pop()!);
  }
  stack.pop();
  while (stack.length > 0) out.push(stack.pop()!);
  stack.pop();
  out.push(stack.length);
  return out;
}

export function growWhileLooping(limit: number): number[] {
  const queue: number[] = [1];
  for (const x of queue) {
    if (queue.length < limit) queue.push(x * 2);
    if (queue.length < limit) queue.push(x * 3);
  }
  return queue;
}

export function shrinkWhileLooping(xs: number[]): number[] {
  const seen: number[] = [];
  for (const x of xs) {
    seen.push(x);
    if (x < 0) xs.pop();
  }
  seen.push(xs.length);
  return seen;
}

/** The loop goes on with the array it began with. */
export function replaceWhileLooping(xs: number[]): number[] {
  const seen: number[] = [];
  let current = xs;
  for (const x of current) {
    seen.push(x);
    current = [100, 200];
    current.push(x);
  }
  for (const x of current) seen.push(x);
  return seen;
}

export function transpose(a: number[][]): number[][] {
  const out: number[][] = [];
  if (a.length === 0) return out;
  for (let j = 0; j < a[0].length; j++) {
    const row: number[] = [];
    for (let i = 0; i < a.length; i++) row.push(a[i][j]);
    out.push(row);
  }
  return out;
}

export function pascal(n: number): number[][] {
  const rows: number[][] = [];
  for (let i = 0; i < n; i++) {
    const row = new Array<number>(i + 1).fill(1);
    for (let j = 1; j < i; j++) row[j] = rows[i - 1][j - 1] + rows[i - 1][j];
    rows.push(row);
  }
  return rows;
}

/** Two rows that are one and the same array. */
export function sharedRows(n: number): number[][] {
  const row: number[] = [];
  const rows = [row, row, [7]];
  for (let i = 0; i < n; i++) rows[i % 3].push(i);
  rows[2] = rows[0];
  rows[2].push(-1);
  return rows;
}

export function aliases(a: Float64Array): number[] {
  const b = a;
  let c: Float64Array = a.slice();
  b[0] = 10;
  c[0] = 20;
  const first = a[0] + c[0];
  c = b;
  c[1] = 30;
  return [first, a[0], a[1], b[1]];
}

function addInto(target: number[], source: number[]): void {
  for (let i = 0; i < target.length; i++) target[i] += source[target.length - 1 - i];
}

/** Called with the same array twice, the order of reads and writes shows. */
export function sameTwice(xs: number[]): number[] {
  addInto(xs, xs);
  return xs;
}

function shiftInto(target: Float64Array, source: Float64Array, n: number): void {
  for (let i = 1; i < n; i++) target[i] = source[i - 1] + 1;
}

export function overlapping(n: number): Float64Array[] {
  const a = new Float64Array(n);
  const b = new Float64Array(n);
  shiftInto(a, b, n);
  shiftInto(b, b, n);
  return [a, b];
}

export function flags(n: number): boolean[] {
  const out: boolean[] = new Array<boolean>(n).fill(false);
  for (let i = 0; i < n; i += 2) out[i] = true;
  if (n > 3) out[3] = out[0] && !out[1];
  out.push(n > 2);
  return out;
}

export function fromCallback(n: number): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: i }, (_, j) => i * 10 + j));
}

export function fromBlock(n: number): number[] {
  const squares = Array.from({ length: n }, (_, i) => {
    let s = 0;
    for (let k = 0; k <= i; k++) {
      if (k % 2) continue;
      s += k;
    }
    return s;
  });
  const copy = Array.from(squares);
  copy.push(-1);
  return copy;
}

export function literalsAndCopies(x: number): number[][] {
  const a = [x, x + 1, x * 2];
  const b = a.slice();
  const c = a.slice(1);
  const d = a.slice(-2, -1);
  const e: number[] = [];
  b[0] = 99;
  return [a, b, c, d, e, a.slice(0, 100).fill(x, 1, 2)];
}

export function cube(n: number): number[][][] {
  const out: number[][][] = [];
  for (let i = 0; i < n; i++) {
    const plane: number[][] = [];
    for (let j = 0; j < n; j++) {
      const line: number[] = [];
      for (let k = 0; k < n; k++) line.push(i * 100 + j * 10 + k);
      plane.push(line);
    }
    out.push(plane);
  }
  out[0][0][0] = -1;
  out[n - 1][0] = out[0][0];
  return out;
}

export function insertionSort(xs: number[]): number[] {
  const out = xs.slice();
  for (let i = 1; i < out.length; i++) {
    const x = out[i];
    let j = i - 1;
    while (j >= 0 && out[j] > x) {
      out[j + 1] = out[j];
      j--;
    }
    out[j + 1] = x;
  }
  return out;
}

export function swapEnds(xs: number[]): number[] {
  let i = 0;
  let j = xs.length - 1;
  while (i < j) {
    [xs[i], xs[j]] = [xs[j], xs[i]];
    i++;
    j--;
  }
  return xs;
}

export function binarySearch(xs: number[], wanted: number): number {
  let lo = 0;
  let hi = xs.length;
  while (lo < hi) {
    const middle = (lo + hi) >>> 1;
    if (xs[middle] < wanted) lo = middle + 1;
    else hi = middle;
  }
  return lo < xs.length && xs[lo] === wanted ? lo : -1;
}

export function lifeStep(grid: Uint8Array[], rounds: number): Uint8Array[] {
  let now = grid;
  const height = grid.length;
  const width = grid[0].length;
  for (let round = 0; round < rounds; round++) {
    const next: Uint8Array[] = [];
    for (let y = 0; y < height; y++) {
      const row = new Uint8Array(width);
      for (let x = 0; x < width; x++) {
        let around = 0;
        for (let dy = -1; dy <= 1; dy++) {
          for (let dx = -1; dx <= 1; dx++) {
            if (dx === 0 && dy === 0) continue;
            around += now[(y + dy + height) % height][(x + dx + width) % width];
          }
        }
        row[x] = around === 3 || (around === 2 && now[y][x] === 1) ? 1 : 0;
      }
      next.push(row);
    }
    now = next;
  }
  return now;
}

const PRIMES = [2, 3, 5, 7, 11];
const NAMES = ['zero', 'one', 'two'];
const WEIGHTS = new Float64Array([0.25, 0.5, 0.25]);
const GRID: readonly (readonly number[])[] = [[1, 2], [3, 4]];

export function constants(n: number): number[] {
  const out: number[] = [];
  for (const p of PRIMES) if (n % p === 0) out.push(p);
  out.push(NAMES[n % 3].length);
  out.push(WEIGHTS[n % 3] + GRID[n % 2][1]);
  return out;
}

/** Much larger than what fits at first. */
export function largeGrowth(n: number): number {
  const lists: number[][] = [];
  for (let i = 0; i < 7; i++) lists.push([]);
  for (let i = 0; i < n; i++) lists[i % 7].push(i);
  let sum = 0;
  for (const list of lists) for (const x of list) sum = (sum * 31 + x) % 1000003;
  return sum;
}

function double(log: number[], n: number): number {
  log.push(n);
  return n * 2;
}

/** Lengths that are no lengths: fractions are cut off, anything below 1 is 0. */
export function oddLengths(n: number): number[] {
  const log: number[] = [];
  const a = Array.from({ length: n }, (_, i) => i);
  const b = Float64Array.from({ length: n - 2 }, (_, i) => i * 0.5);
  const c = Array.from({ length: double(log, n) }, (_, i) => i + n);
  return [a.length, b.length, c.length, log.length, a.length > 0 ? a[a.length - 1] : -1, c.length > 1 ? c[1] : -1];
}
