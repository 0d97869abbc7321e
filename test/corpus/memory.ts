/** Memory that grows, and stacks that are deep. */

export function largeArray(n: number): number {
  const xs = new Float64Array(n);
  for (let i = 0; i < n; i++) xs[i] = i % 17;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += xs[i];
  return sum;
}

export function pushMany(n: number): number {
  const xs: number[] = [];
  for (let i = 0; i < n; i++) xs.push(i & 255);
  let hash = 0;
  for (const x of xs) hash = (hash * 31 + x) | 0;
  return hash + xs.length;
}

/** Many short-lived arrays. */
export function garbage(rounds: number): number {
  let sum = 0;
  for (let r = 0; r < rounds; r++) {
    const own = new Float64Array(64);
    for (let i = 0; i < own.length; i++) own[i] = r + i;
    const pair: [number, number] = [own[3], own[60]];
    sum += pair[0] * pair[1];
  }
  return sum;
}

export function depth(n: number, xs: Float64Array): number {
  if (n === 0) return xs[0];
  const below = depth(n - 1, xs);
  return below + (xs[n % xs.length] > 0 ? 1 : -1);
}

export function deepLists(n: number): number[][] {
  const out: number[][] = [];
  build(n, [], out);
  return out;
}

function build(n: number, path: number[], out: number[][]): void {
  if (n === 0) {
    out.push(path.slice());
    return;
  }
  for (let k = 0; k < 2; k++) {
    path.push(n * 10 + k);
    build(n - 1, path, out);
    path.pop();
  }
}

export function gaussJordan(a: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) inverse[i * n + i] = 1;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) {
      if (Math.abs(a[row * n + column]) > Math.abs(a[pivot * n + column])) pivot = row;
    }
    for (let k = 0; k < n; k++) {
      const held = a[column * n + k];
      a[column * n + k] = a[pivot * n + k];
      a[pivot * n + k] = held;
      const other = inverse[column * n + k];
      inverse[column * n + k] = inverse[pivot * n + k];
      inverse[pivot * n + k] = other;
    }
    const scale = 1 / a[column * n + column];
    for (let k = 0; k < n; k++) {
      a[column * n + k] *= scale;
      inverse[column * n + k] *= scale;
    }
    for (let row = 0; row < n; row++) {
      if (row === column) continue;
      const factor = a[row * n + column];
      for (let k = 0; k < n; k++) {
        a[row * n + k] -= factor * a[column * n + k];
        inverse[row * n + k] -= factor * inverse[column * n + k];
      }
    }
  }
  return inverse;
}

export function floydWarshall(distances: Float64Array, n: number): Float64Array {
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const through = distances[i * n + k] + distances[k * n + j];
        if (through < distances[i * n + j]) distances[i * n + j] = through;
      }
    }
  }
  return distances;
}

export function heat(n: number, steps: number): Float64Array[] {
  let now = new Float64Array(n);
  let next = new Float64Array(n);
  now[n >> 1] = 1000;
  const snapshots: Float64Array[] = [];
  for (let s = 0; s < steps; s++) {
    for (let i = 1; i < n - 1; i++) next[i] = now[i] + 0.2 * (now[i - 1] - 2 * now[i] + now[i + 1]);
    const held = now;
    now = next;
    next = held;
    if (s % 3 === 0) snapshots.push(now.slice());
  }
  return snapshots;
}
