/** What crosses the borders of blocks: scalars, strings, records and arrays, and arrays that several names mean. */

export function aliasAcrossLoops(n: number): Float64Array[] {
  const a = new Float64Array(n);
  const b = a;
  for (let i = 0; i < n; i++) a[i] = i;
  for (let i = 0; i < n; i++) b[i] *= 2;
  for (let i = 0; i < n; i++) a[i] += 1;
  return [a, b];
}

export function chosenArray(xs: Float64Array, ys: Float64Array, first: boolean): number {
  const t = first ? xs : ys;
  for (let i = 0; i < t.length; i++) t[i] = i * 10;
  let sum = 0;
  for (let i = 0; i < xs.length; i++) sum += xs[i];
  let product = 1;
  for (let i = 0; i < ys.length; i++) product *= 1 + ys[i];
  return sum + product;
}

export function rowsOfOne(n: number): Float64Array[] {
  const a = new Float64Array(n);
  const b = new Float64Array(n);
  const rows = [a, b, a];
  for (let i = 0; i < n; i++) a[i] = i + 1;
  for (const row of rows) for (let i = 0; i < row.length; i++) row[i] += 10;
  for (let i = 0; i < n; i++) b[i] += a[i];
  return rows;
}

export function exchanged(n: number, rounds: number): Float64Array[] {
  let a = new Float64Array(n);
  let b = new Float64Array(n);
  for (let i = 0; i < n; i++) a[i] = i;
  for (let r = 0; r < rounds; r++) {
    for (let i = 0; i < n; i++) b[i] = a[i] * 2 + r;
    [a, b] = [b, a];
  }
  for (let i = 0; i < n; i++) b[i] -= 1;
  return [a, b];
}

export function throughRecord(n: number): number {
  const xs = new Float64Array(n);
  const holder = { xs, scale: 3 };
  for (let i = 0; i < n; i++) holder.xs[i] = i * holder.scale;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += xs[i];
  return sum;
}

export function rowByName(n: number): number[][] {
  const m: number[][] = [];
  for (let r = 0; r < 3; r++) m.push(new Array<number>(n).fill(r));
  const row = m[1];
  for (let i = 0; i < n; i++) row[i] = i * i;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += m[1][i];
  m[2] = row;
  for (let i = 0; i < n; i++) m[2][i] += sum;
  return m;
}

function combine(target: Float64Array, source: Float64Array, shift: number): void {
  const n = target.length;
  for (let i = 0; i < n - shift; i++) target[i] += source[i + shift];
}

export function sameTwiceInLoop(n: number): Float64Array[] {
  const a = new Float64Array(n);
  const b = new Float64Array(n);
  for (let i = 0; i < n; i++) a[i] = i;
  combine(b, a, 0);
  combine(a, a, 1);
  combine(b, b, 0);
  return [a, b];
}

export function scalarsAcross(xs: Float64Array, name: string): [string, boolean, number, number] {
  let any = false;
  let last = -1;
  for (let i = 0; i < xs.length; i++) {
    if (xs[i] > 2) {
      any = true;
      last = i;
    }
  }
  const label = any ? name : 'none';
  let sum = any ? 0.5 : -0;
  for (let i = 0; i < xs.length; i++) sum += xs[i];
  const doubled = new Float64Array(xs.length);
  for (let i = 0; i < xs.length; i++) doubled[i] = any ? xs[i] * 2 : label.length;
  return [label, any, sum, last + (xs.length > 0 ? doubled[0] : 0)];
}

export function recordAcross(points: { x: number; y: number }[]): Float64Array {
  let centre = { x: 0, y: 0 };
  for (const p of points) centre = { x: centre.x + p.x, y: centre.y + p.y };
  const out = new Float64Array(points.length);
  for (let i = 0; i < points.length; i++) {
    const p = points[i];
    out[i] = Math.hypot(p.x - centre.x, p.y - centre.y);
  }
  return out;
}

export function textsAcross(words: string[]): Int32Array {
  const lengths = new Int32Array(words.length);
  for (let i = 0; i < words.length; i++) lengths[i] = words[i].length * 100 + (words[i] < 'm' ? 1 : 0);
  let total = 0;
  for (let i = 0; i < lengths.length; i++) total += lengths[i];
  for (let i = 0; i < lengths.length; i++) lengths[i] -= total;
  return lengths;
}

/** The loop behind the return must not run, though it would fail. */
export function returnsBefore(xs: Float64Array, limit: number): number {
  let sum = 0;
  for (let i = 0; i < xs.length; i++) sum += xs[i];
  if (sum > limit) return sum;
  const out = new Float64Array(2);
  for (let i = 0; i < xs.length; i++) out[i] = xs[i];
  return out[0];
}

/** Two loops that may fail and do not depend on each other. */
export function firstError(xs: Float64Array, indices: Int32Array): Float64Array {
  const a = new Float64Array(xs.length);
  for (let i = 0; i < xs.length; i++) {
    if (xs[i] > 100) throw new Error('too large');
    a[i] = xs[i];
  }
  const b = new Float64Array(indices.length);
  for (let i = 0; i < indices.length; i++) b[i] = xs[indices[i]];
  for (let i = 0; i < a.length; i++) a[i] += b.length;
  return a;
}

export function independentLoops(n: number): { a: Float64Array; b: Int32Array; c: number } {
  const a = new Float64Array(n);
  const b = new Int32Array(n);
  let c = 1;
  for (let i = 0; i < n; i++) a[i] = Math.sin(i);
  for (let i = 0; i < n; i++) b[i] = i * i - 7;
  for (let i = 0; i < n; i++) c *= 1 + i / 10;
  return { a, b, c };
}

export function boundsComputed(xs: Float64Array): Float64Array {
  let half = 0;
  while (half * 2 < xs.length) half++;
  const out = new Float64Array(half);
  for (let i = 0; i < half; i++) out[i] = xs[i] + half;
  const from = half >> 1;
  for (let i = from; i < half; i++) out[i] = -out[i];
  return out;
}

export function loopInBranch(xs: Float64Array, mode: number): Float64Array {
  const out = new Float64Array(xs.length);
  if (mode > 0) {
    for (let i = 0; i < xs.length; i++) out[i] = xs[i] * mode;
  } else {
    for (let i = 0; i < xs.length; i++) out[xs.length - 1 - i] = xs[i];
  }
  for (let i = 0; i < xs.length; i++) out[i] += 1;
  return out;
}

export function grownThenLooped(n: number): number[] {
  const xs: number[] = [];
  for (let i = 0; i < n; i++) xs.push(i);
  for (let i = 0; i < xs.length; i++) xs[i] = xs[i] * 2 + xs.length;
  xs.push(-1);
  for (let i = 0; i < xs.length; i++) xs[i] += 0.5;
  xs.pop();
  return xs;
}

export function changedParameter(xs: Float64Array, n: number): number {
  n = n + 1;
  for (let i = 0; i < xs.length; i++) xs[i] += n;
  n *= 2;
  let sum = n;
  for (let i = 0; i < xs.length; i++) sum += xs[i] * n;
  return sum;
}

export function nothingToDo(): number[] {
  const out: number[] = [];
  for (let i = 0; i < 0; i++) out.push(i);
  return out;
}

/** Every shard has the whole of `lookup`, and its slice of the rest. */
export function lookup(keys: Uint8Array, table: Float64Array): Float64Array {
  const out = new Float64Array(keys.length);
  for (let i = 0; i < keys.length; i++) out[i] = table[keys[i] % table.length];
  return out;
}

export function largeConstants(i: number): number {
  const weights = [0.1, 0.2, 0.3, 0.4];
  let sum = 0;
  for (let k = 0; k < weights.length; k++) sum += weights[k] * (i + k);
  return sum;
}

export function minOfRows(a: Float64Array, width: number): Float64Array {
  const height = Math.floor(a.length / width);
  const out = new Float64Array(height).fill(Infinity);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (a[y * width + x] < out[y]) out[y] = a[y * width + x];
    }
  }
  let best = Infinity;
  for (let y = 0; y < height; y++) best = Math.min(best, out[y]);
  for (let y = 0; y < height; y++) out[y] -= best;
  return out;
}

/** Parallel over columns: each iteration touches one element of every row. */
export function columns(a: Float64Array, height: number, width: number): Float64Array {
  for (let x = 0; x < width; x++) {
    let running = 0;
    for (let y = 0; y < height; y++) {
      running += a[y * width + x];
      a[y * width + x] = running;
    }
  }
  return a;
}

export function spreadOut(n: number): Int32Array {
  const out = new Int32Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      out[i * n + j] = i + j;
      out[j * n + i] = i - j;
    }
  }
  return out;
}

function weighted(n: number, factor: number): number {
  let sum = 0;
  for (let i = 1; i < n; i++) sum += Math.sin(i * factor) / i;
  return sum;
}

/** Two sums that start from constants and do not need each other: neither waits for the other, nor for a block that sets it to 0. */
export function independentSums(n: number): [number, number, boolean] {
  const a = weighted(n, 1);
  const b = weighted(n, 2);
  return [a, b, a < b];
}

/** What stands between the loops is needed behind them only, or by the second one, or changes what the first one read. */
export function betweenLoops(xs: Float64Array, n: number): { mean: number; spread: number; scaled: number; product: number } {
  let size = xs.length + 0.5;
  let sum = 10;
  for (let i = 0; i < xs.length; i++) sum += Math.sqrt(Math.abs(xs[i])) * size;
  const before = sum * 2;
  size = size + 1;
  const mean = sum / n;
  let spread = -3;
  for (let i = 0; i < xs.length; i++) spread += (xs[i] - mean) * (xs[i] - mean);
  const scaled = before - spread;
  let product = 1;
  for (let i = 0; i < xs.length; i++) product *= 1 + Math.abs(Math.cos(xs[i])) / size;
  return { mean, spread, scaled, product };
}
