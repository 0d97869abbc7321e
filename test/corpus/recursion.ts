/** Functions that call themselves and each other. */

export function fibonacci(n: number): number {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

export function ackermann(m: number, n: number): number {
  if (m === 0) return n + 1;
  if (n === 0) return ackermann(m - 1, 1);
  return ackermann(m - 1, ackermann(m, n - 1));
}

export function hanoi(n: number): number[] {
  const moves: number[] = [];
  move(n, 1, 3, 2, moves);
  return moves;
}

function move(n: number, from: number, to: number, over: number, moves: number[]): void {
  if (n === 0) return;
  move(n - 1, from, over, to, moves);
  moves.push(from * 10 + to);
  move(n - 1, over, to, from, moves);
}

export function quicksort(xs: Float64Array): Float64Array {
  sortBetween(xs, 0, xs.length - 1);
  return xs;
}

function sortBetween(xs: Float64Array, lo: number, hi: number): void {
  if (lo >= hi) return;
  const pivot = xs[(lo + hi) >> 1];
  let i = lo;
  let j = hi;
  while (i <= j) {
    while (xs[i] < pivot) i++;
    while (xs[j] > pivot) j--;
    if (i <= j) {
      const held = xs[i];
      xs[i++] = xs[j];
      xs[j--] = held;
    }
  }
  sortBetween(xs, lo, j);
  sortBetween(xs, i, hi);
}

export function mergeSort(xs: number[]): number[] {
  if (xs.length < 2) return xs;
  const middle = xs.length >> 1;
  const left = mergeSort(xs.slice(0, middle));
  const right = mergeSort(xs.slice(middle));
  const out: number[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) out.push(left[i] <= right[j] ? left[i++] : right[j++]);
  while (i < left.length) out.push(left[i++]);
  while (j < right.length) out.push(right[j++]);
  return out;
}

export function isEven(n: number): boolean {
  return n === 0 ? true : isOdd(n - 1);
}

function isOdd(n: number): boolean {
  return n === 0 ? false : isEven(n - 1);
}

export function queens(n: number): number {
  return place(n, 0, 0, 0, 0);
}

function place(n: number, row: number, columns: number, down: number, up: number): number {
  if (row === n) return 1;
  let found = 0;
  for (let c = 0; c < n; c++) {
    const bit = 1 << c;
    if (columns & bit || down & (1 << (row + c)) || up & (1 << (row - c + n))) continue;
    found += place(n, row + 1, columns | bit, down | (1 << (row + c)), up | (1 << (row - c + n)));
  }
  return found;
}

export function permutations(xs: number[]): number[][] {
  const out: number[][] = [];
  permute(xs, 0, out);
  return out;
}

function permute(xs: number[], at: number, out: number[][]): void {
  if (at === xs.length) {
    out.push(xs.slice());
    return;
  }
  for (let i = at; i < xs.length; i++) {
    [xs[at], xs[i]] = [xs[i], xs[at]];
    permute(xs, at + 1, out);
    [xs[at], xs[i]] = [xs[i], xs[at]];
  }
}

export function power(x: number, n: number): number {
  if (n === 0) return 1;
  const half = power(x, n >> 1);
  return n & 1 ? half * half * x : half * half;
}

export function treeSum(depth: number, x: number): { sum: number; leaves: number } {
  if (depth === 0) return { sum: x, leaves: 1 };
  const left = treeSum(depth - 1, x * 2);
  const right = treeSum(depth - 1, x * 2 + 1);
  return { sum: left.sum + right.sum, leaves: left.leaves + right.leaves };
}

export function integrate(a: number, b: number, depth: number): number {
  const middle = (a + b) / 2;
  const coarse = (b - a) * f(middle);
  const fine = ((b - a) / 2) * (f((a + middle) / 2) + f((middle + b) / 2));
  if (depth === 0 || Math.abs(coarse - fine) < 1e-6) return fine;
  return integrate(a, middle, depth - 1) + integrate(middle, b, depth - 1);
}

function f(x: number): number {
  return Math.sin(x * x) / (1 + x);
}

export function floodFill(cells: Uint8Array, width: number, start: number): number {
  const height = cells.length / width;
  return fillFrom(cells, width, height, start % width, Math.floor(start / width));
}

function fillFrom(cells: Uint8Array, width: number, height: number, x: number, y: number): number {
  if (x < 0 || y < 0 || x >= width || y >= height || cells[y * width + x] !== 0) return 0;
  cells[y * width + x] = 2;
  return (
    1 +
    fillFrom(cells, width, height, x + 1, y) +
    fillFrom(cells, width, height, x - 1, y) +
    fillFrom(cells, width, height, x, y + 1) +
    fillFrom(cells, width, height, x, y - 1)
  );
}

function weighted(x: number, weight = 2, negate = false): number {
  return negate ? -x * weight : x * weight;
}

export function defaults(x: number): number {
  return weighted(x) + weighted(x, 3) * 100 + weighted(x, 4, true) * 10000;
}

const twice = (x: number) => x * 2;
const thrice = function (x: number): number {
  return x + twice(x);
};

export const arrows = (x: number): number => twice(thrice(x)) - later(x);

const later = (x: number) => {
  if (x > 5) return x;
  return -x;
};
