/** Loops that run step by step around parallel ones: shards exchange what they read of each other between the phases of a step. */

/** Three-point mean, back and forth between two arrays. */
export function heatInRod(steps: number, a: Float64Array, b: Float64Array): Float64Array {
  const n = a.length;
  for (let t = 0; t < steps; t++) {
    for (let i = 1; i < n - 1; i++) b[i] = 0.33333 * (a[i - 1] + a[i] + a[i + 1]);
    for (let i = 1; i < n - 1; i++) a[i] = 0.33333 * (b[i - 1] + b[i] + b[i + 1]);
  }
  return a;
}

/** Five-point mean on a grid; neighbours two rows away, and a border that every step sets anew. */
export function heatInPlate(steps: number, rows: number, columns: number, a: Float64Array): Float64Array {
  const b = new Float64Array(rows * columns);
  for (let t = 0; t < steps; t++) {
    for (let i = 2; i < rows - 2; i++) {
      for (let j = 1; j < columns - 1; j++) {
        const at = i * columns + j;
        b[at] = 0.2 * (a[at] + a[at - 1] + a[at + 1] + a[at - 2 * columns] + a[at + 2 * columns]);
      }
    }
    for (let j = 0; j < columns; j++) b[j] = t + j / 7;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) a[i * columns + j] = b[i * columns + j] + 0.125 * t;
    }
  }
  return a;
}

/** Every step divides by the number on the diagonal; rows below lose a multiple of the row of the step. */
export function elimination(n: number, a: Float64Array): Float64Array {
  for (let k = 0; k < n; k++) {
    const pivot = a[k * n + k];
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k] / pivot;
      for (let j = k; j < n; j++) a[i * n + j] -= factor * a[k * n + j];
    }
  }
  return a;
}

/** What a step sums up every shard computes for itself. */
export function powerIteration(steps: number, n: number, a: Float64Array): { vector: Float64Array; lengths: Float64Array } {
  const vector = new Float64Array(n).fill(1);
  const product = new Float64Array(n);
  const lengths = new Float64Array(steps);
  for (let t = 0; t < steps; t++) {
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += a[i * n + j] * vector[j];
      product[i] = sum;
    }
    let square = 0;
    for (let i = 0; i < n; i++) square += product[i] * product[i];
    const length = Math.sqrt(square);
    lengths[t] = length;
    for (let i = 0; i < n; i++) vector[i] = product[i] / length;
  }
  return { vector, lengths };
}

/** Electric and magnetic fields on two grids that are shifted against each other, of numbers in plain arrays. */
export function fields(steps: number, n: number, e: number[], h: number[], source: number[]): number[] {
  for (let t = 0; t < steps; t++) {
    e[0] = source[t % source.length];
    for (let i = 1; i < n; i++) e[i] = e[i] - 0.5 * (h[i] - h[i - 1]);
    for (let i = 0; i < n - 1; i++) h[i] = h[i] - 0.7 * (e[i + 1] - e[i]);
  }
  return h;
}

/** Cells of small integers, each the parity of its neighbours; a step reads the whole ring. */
export function ring(steps: number, n: number, seed: number): Uint8Array {
  const now = new Uint8Array(n);
  const next = new Uint8Array(n);
  for (let i = 0; i < n; i++) now[i] = ((i * 2654435761 + seed) >>> 7) & 1;
  for (let t = 1; t <= steps; t++) {
    for (let i = 0; i < n; i++) next[i] = now[(i + n - 1) % n] ^ now[i] ^ now[(i + 1) % n];
    for (let i = 0; i < n; i++) now[i] = next[i];
  }
  return now;
}

/** Each step looks for its element by the numbers of the step before. */
export function scattered(steps: number, n: number): Int32Array {
  const place = new Int32Array(n);
  const value = new Int32Array(n);
  for (let i = 0; i < n; i++) place[i] = (i * 7 + 3) % n;
  for (let t = 0; t < steps; t++) {
    for (let i = 0; i < n; i++) value[i] = (place[place[i]] + t) % n;
    for (let i = 0; i < n; i++) place[i] = value[i];
  }
  return place;
}

/** The shards fail in different steps; the program fails in the first of them. */
export function outOfBounds(steps: number, n: number, a: Float64Array): Float64Array {
  const b = new Float64Array(n);
  for (let t = 0; t < steps; t++) {
    for (let i = 0; i < n; i++) b[i] = a[i + Math.max(0, t - 3) * (n - i)] + 1;
    for (let i = 0; i < n; i++) a[i] = b[i] * 0.5;
  }
  return a;
}

/** The step that leaves the least sum: a number that one step leaves to the next. */
export function leastStep(steps: number, a: Float64Array): number {
  const n = a.length;
  const b = new Float64Array(n);
  let best = -1;
  let least = Infinity;
  for (let t = 0; t < steps; t++) {
    for (let i = 1; i < n - 1; i++) b[i] = 0.5 * (a[i - 1] + a[i + 1]) + t;
    for (let i = 1; i < n - 1; i++) a[i] = b[i] * 0.75 - 1;
    const middle = Math.abs(a[n >> 1]);
    if (middle < least) {
      least = middle;
      best = t;
    }
  }
  return best;
}
