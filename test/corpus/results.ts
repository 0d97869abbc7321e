/** Loops whose iterations meet in results: best candidates, counts by class, several sums, prefix sums; and scratch arrays. */

export function argmax(xs: Float64Array): number {
  let best = -Infinity;
  let at = -1;
  for (let i = 0; i < xs.length; i++) {
    const v = Math.sin(xs[i]) * 10;
    if (v > best) {
      best = v;
      at = i;
    }
  }
  return at;
}

/** The last of equal ones, and what it is. */
export function argminLast(xs: Float64Array, first: number): number[] {
  let best = first;
  let at = -1;
  let twice = 0;
  for (let i = 0; i < xs.length; i++) {
    const v = Math.floor(xs[i] / 3) * 1.5;
    if (best >= v) {
      at = i;
      twice = v * 2;
      best = v;
    }
  }
  return [best, at, twice];
}

/** The best is told by its index alone. */
export function indexOfGreatest(xs: Float64Array): number {
  let at = 0;
  for (let i = 1; i < xs.length; i++) {
    if (xs[i] > xs[at]) at = i;
  }
  return at;
}

export function nearestPair(points: Float64Array): number[] {
  const n = points.length;
  let best = Infinity;
  let a = -1;
  let b = -1;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const d = Math.abs(points[i] - points[j]);
      if (points[i] !== points[j] && d < best) {
        best = d;
        a = i;
        b = j;
      }
    }
  }
  return [best, a, b];
}

/** What is compared is not what is kept. */
export function keepsAnother(xs: Float64Array): number {
  let best = -Infinity;
  let at = -1;
  for (let i = 0; i < xs.length; i++) {
    const v = Math.sin(xs[i]) * 10;
    if (v > best) {
      best = v / 2;
      at = i;
    }
  }
  return at;
}

export function counts(xs: Float64Array, bins: number): Int32Array {
  const found = new Int32Array(bins);
  for (let i = 0; i < xs.length; i++) {
    const at = Math.floor((Math.sin(xs[i]) + 1) * 0.5 * bins) % bins;
    found[at] += 1;
  }
  return found;
}

/** Counts in a list, and bytes that run over. */
export function twoHistograms(bytes: Uint8Array, start: Uint8Array): { list: number[]; small: Uint8Array } {
  const list: number[] = new Array(16).fill(0);
  for (let i = 0; i < bytes.length; i++) {
    list[bytes[i] & 15]++;
    start[bytes[i] >> 6] += bytes[i] * 7;
  }
  return { list, small: start };
}

/** The order of the terms counts. */
export function weights(xs: Float64Array, bins: number): Float64Array {
  const found = new Float64Array(bins);
  for (let i = 0; i < xs.length; i++) {
    const at = Math.floor((Math.sin(xs[i]) + 1) * 0.5 * bins) % bins;
    found[at] += xs[i] * 0.1;
  }
  return found;
}

export function greatestByClass(xs: Float64Array): number[] {
  const best: number[] = new Array(5).fill(-3);
  for (let i = 0; i < xs.length; i++) {
    const at = Math.floor(Math.abs(Math.cos(i)) * 5) % 5;
    best[at] = Math.max(best[at], Math.sin(xs[i]) * 2);
  }
  return best;
}

/** Half of a class is no class: JavaScript goes on where the compiled code stops. */
export function outOfClasses(xs: Float64Array): Int32Array {
  const found = new Int32Array(3);
  for (let i = 0; i < xs.length; i++) {
    const at = Math.floor(Math.abs(xs[i]) * 5 - 2);
    found[at] += 1;
  }
  return found;
}

export function twoSums(xs: Float64Array): number[] {
  let a = 0;
  let b = -0;
  for (let i = 0; i < xs.length; i++) {
    a += Math.sin(xs[i]);
    if (i % 3 === 0) continue;
    b -= Math.cos(xs[i]);
  }
  return [a, b];
}

export function summary(xs: Float64Array): number[] {
  let least = Infinity;
  let greatest = -Infinity;
  let count = 0;
  let sum = 0;
  for (let i = 0; i < xs.length; i++) {
    const v = Math.sin(xs[i]);
    least = Math.min(least, v);
    greatest = Math.max(greatest, v);
    if (v > 0) count++;
    sum += v;
  }
  return [least, greatest, count, sum];
}

export function squaresAndSum(xs: Float64Array): { squares: Float64Array; sum: number } {
  const squares = new Float64Array(xs.length);
  let sum = 1;
  for (let i = 0; i < xs.length; i++) {
    squares[i] = Math.sin(xs[i]) ** 2;
    sum += squares[i];
  }
  return { squares, sum };
}

export function checksums(xs: Int32Array): number[] {
  let sum = 7;
  let bits = 0;
  let all = -1;
  for (let i = 0; i < xs.length; i++) {
    const mixed = Math.imul(xs[i] ^ (xs[i] >>> 15), 0x2c1b3c6d);
    sum = (sum + mixed) | 0;
    bits ^= mixed;
    all &= mixed | 1;
  }
  return [sum, bits, all];
}

export function prefixSums(xs: Int32Array): Int32Array {
  const out = new Int32Array(xs.length);
  let total = 5;
  for (let i = 0; i < xs.length; i++) {
    total = (total + Math.imul(xs[i], xs[i])) | 0;
    out[i] = total;
  }
  return out;
}

/** Each element is told what came before it. */
export function positions(xs: Float64Array): { before: number[]; count: number } {
  const before: number[] = new Array(xs.length).fill(0);
  let count = 0;
  for (let i = 0; i < xs.length; i++) {
    before[i] = count;
    if (Math.sin(xs[i]) > 0) count++;
  }
  return { before, count };
}

export function runningGreatest(xs: Float64Array): Float64Array {
  const out = new Float64Array(xs.length);
  let greatest = -Infinity;
  for (let i = 0; i < xs.length; i++) {
    greatest = Math.max(greatest, Math.sin(xs[i]) * i);
    out[i] = greatest;
  }
  return out;
}

/** Doubles do not add up the same in another order. */
export function prefixOfDoubles(xs: Float64Array): Float64Array {
  const out = new Float64Array(xs.length);
  let total = 0;
  for (let i = 0; i < xs.length; i++) {
    total += Math.sin(xs[i]);
    out[i] = total;
  }
  return out;
}

export function scratchRow(n: number, m: number): Float64Array {
  const out = new Float64Array(n);
  const row = new Float64Array(m);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) row[j] = Math.sin(i * j);
    let sum = 0;
    for (let j = 0; j < m; j++) sum += row[j] * row[m - 1 - j];
    out[i] = sum;
  }
  return out;
}

export function scratchList(xs: Float64Array): number {
  const powers: number[] = new Array(6).fill(1);
  let total = 0;
  for (let i = 0; i < xs.length; i++) {
    powers[0] = 1;
    for (let k = 1; k < 6; k++) powers[k] = Math.sin(xs[i] * k);
    let value = 0;
    for (let k = 0; k < 6; k++) value += powers[k] / (k + 1);
    total += value;
  }
  return total;
}

/** What an iteration leaves in the scratch array, the next one finds. */
export function scratchKept(n: number): Float64Array {
  const out = new Float64Array(n);
  const row = new Float64Array(4);
  for (let i = 0; i < n; i++) {
    for (let j = 1; j < 4; j++) row[j] = Math.sin(i * j) + row[j - 1];
    row[0] = row[3];
    out[i] = row[0];
  }
  return out;
}

/** A scratch array, counts and the best candidate in one loop. */
export function everything(xs: Float64Array): { best: number; at: number; found: Int32Array; sum: number } {
  const row = new Float64Array(3);
  const found = new Int32Array(4);
  let best = Infinity;
  let at = -1;
  let sum = 0.5;
  for (let i = 0; i < xs.length; i++) {
    for (let k = 0; k < 3; k++) row[k] = Math.sin(xs[i] + k);
    const v = row[0] * row[1] - row[2];
    found[Math.floor(Math.abs(v)) & 3]++;
    if (v < best) {
      best = v;
      at = i;
    }
    sum += v;
  }
  return { best, at, found, sum };
}
