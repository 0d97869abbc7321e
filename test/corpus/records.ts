/** Tuples and objects of fixed shape. */

export function divide(a: number, b: number): [number, number] {
  return [Math.floor(a / b), a % b];
}

export function statistics(xs: number[]): { count: number; mean: number; low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  let sum = 0;
  for (const x of xs) {
    if (x < low) low = x;
    if (x > high) high = x;
    sum += x;
  }
  return { count: xs.length, mean: sum / xs.length, low, high };
}

interface Point {
  x: number;
  y: number;
}

interface Shape {
  name: string;
  closed: boolean;
  corners: Point[];
  box: [Point, Point];
}

function shifted(p: Point, dx: number, dy: number): Point {
  return { x: p.x + dx, y: p.y + dy };
}

export function hull(points: Point[], name: string): Shape {
  let least: Point = { x: Infinity, y: Infinity };
  let most: Point = { x: -Infinity, y: -Infinity };
  const corners: Point[] = [];
  for (const p of points) {
    least = { x: Math.min(least.x, p.x), y: Math.min(least.y, p.y) };
    most = { x: Math.max(most.x, p.x), y: Math.max(most.y, p.y) };
    corners.push(shifted(p, 1, -1));
  }
  return { name, closed: points.length > 2, corners, box: [least, most] };
}

export function destructured({ x, y }: Point, [a, b]: [number, number]): number {
  const { x: u, y: v } = shifted({ x, y }, a, b);
  const [p, q] = divide(u, v);
  return p * 100 + q + u - v;
}

export function fibonacciPair(n: number): [number, number] {
  let pair: [number, number] = [0, 1];
  for (let i = 0; i < n; i++) pair = [pair[1], pair[0] + pair[1]];
  return pair;
}

export function swaps(n: number): number[] {
  let [a, b] = [1, 2];
  let c = 3;
  for (let i = 0; i < n; i++) {
    [a, b, c] = [b, c, a + i];
    [b, a] = [a, b];
  }
  return [a, b, c];
}

export function nested(n: number): { inner: { deep: [number, { leaf: boolean }] }; list: [number, string][] } {
  const list: [number, string][] = [];
  for (let i = 0; i < n; i++) list.push([i, i % 2 ? 'odd' : 'even']);
  return { inner: { deep: [n, { leaf: n > 1 }] }, list };
}

/** Arrays inside of records are shared, not copied. */
export function sharedInside(n: number): { a: number[]; b: number[] } {
  const xs: number[] = [];
  const pair = { a: xs, b: xs };
  const other = pair;
  for (let i = 0; i < n; i++) other.a.push(i);
  pair.b[0] = -1;
  return pair;
}

export function bestOf(candidates: { score: number; id: number }[]): { score: number; id: number } {
  let best = { score: -Infinity, id: -1 };
  for (const candidate of candidates) if (candidate.score > best.score) best = candidate;
  return best;
}

/** Field names that are no plain words elsewhere. */
export function oddFields(n: number): { 'kebab-case': number; default: number; größe: number; $: number; new: boolean } {
  return { 'kebab-case': n, default: n + 1, größe: n + 2, $: n + 3, new: n > 0 };
}

export function noArguments(): { answer: number } {
  return { answer: 42 };
}

export function nothing(xs: number[]): void {
  if (xs.length === 0) return;
  xs[0] = 1;
}

export function emptyArrays(): { none: number[]; zero: Float64Array; rows: number[][] } {
  return { none: [], zero: new Float64Array(0), rows: [[], [1], []] };
}
