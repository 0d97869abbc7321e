/** Seeded random numbers and what is made from them. */

type Random = () => number;

export function mulberry32(seed: number): Random {
  let a = seed | 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function draws(seed: number, count: number): number[] {
  const random = mulberry32(seed);
  return Array.from({ length: count }, random);
}

export function shuffle<T>(items: T[], seed: number): T[] {
  const random = mulberry32(seed);
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j], items[i]];
  }
  return items;
}

class Xorshift128 {
  private state: Uint32Array;
  constructor(seed: number) {
    this.state = Uint32Array.of(seed, 362436069, 521288629, 88675123);
  }
  next(): number {
    const s = this.state;
    let t = s[3];
    t ^= t << 11;
    t ^= t >>> 8;
    s.copyWithin(1, 0, 3);
    s[0] = t ^ s[1] ^ (s[1] >>> 19);
    return s[0];
  }
  float = () => this.next() / 2 ** 32;
  int(low: number, high: number) {
    return low + (this.next() % (high - low + 1));
  }
}

export function dice(seed: number, throws: number, sides = 6): Record<number, number> {
  const rng = new Xorshift128(seed);
  const histogram: Record<number, number> = {};
  for (let i = 0; i < throws; i++) {
    const eyes = rng.int(1, sides);
    histogram[eyes] = (histogram[eyes] ?? 0) + 1;
  }
  return histogram;
}

export function xorshift64(seed: bigint, n: number): bigint[] {
  const mask = (1n << 64n) - 1n;
  let x = seed & mask;
  const out: bigint[] = [];
  for (let i = 0; i < n; i++) {
    x ^= (x << 13n) & mask;
    x ^= x >> 7n;
    x ^= (x << 17n) & mask;
    out.push(x);
  }
  return out;
}

export function gaussian(seed: number, n: number, mean = 0, sd = 1): Float64Array {
  const rng = new Xorshift128(seed);
  const out = new Float64Array(n);
  let spare: number | null = null;
  for (let i = 0; i < n; i++) {
    if (spare !== null) {
      out[i] = mean + sd * spare;
      spare = null;
      continue;
    }
    let u: number, v: number, s: number;
    do {
      u = rng.float() * 2 - 1;
      v = rng.float() * 2 - 1;
      s = u * u + v * v;
    } while (s >= 1 || s === 0);
    const factor = Math.sqrt((-2 * Math.log(s)) / s);
    spare = v * factor;
    out[i] = mean + sd * u * factor;
  }
  return out;
}

export function weightedPick(weights: Record<string, number>, seed: number, n: number): string[] {
  const entries = Object.entries(weights);
  const total = entries.reduce((t, [, w]) => t + w, 0);
  if (!(total > 0)) throw new Error('weights must sum to a positive number');
  const random = mulberry32(seed);
  return Array.from({ length: n }, () => {
    let r = random() * total;
    const found = entries.find(([, w]) => (r -= w) < 0);
    return found ? found[0] : entries.at(-1)![0];
  });
}

/** Value noise in two dimensions, smoothed, in octaves. */
export function noiseMap(width: number, height: number, seed: number, octaves = 3): number[][] {
  const permutation = new Uint8Array(512);
  const random = mulberry32(seed);
  const source = [...Array(256).keys()];
  for (let i = 255; i >= 0; i--) {
    const r = Math.floor(random() * (i + 1));
    permutation[i] = permutation[i + 256] = source[r];
    source[r] = source[i];
  }
  const fade = (t: number) => t * t * t * (t * (t * 6 - 15) + 10);
  const lerp = (t: number, a: number, b: number) => a + t * (b - a);
  const grad = (hash: number, x: number, y: number) => {
    switch (hash & 3) {
      case 0: return x + y;
      case 1: return -x + y;
      case 2: return x - y;
      default: return -x - y;
    }
  };
  const perlin = (x: number, y: number) => {
    const X = Math.floor(x) & 255, Y = Math.floor(y) & 255;
    x -= Math.floor(x);
    y -= Math.floor(y);
    const u = fade(x), v = fade(y);
    const A = permutation[X] + Y, B = permutation[X + 1] + Y;
    return lerp(
      v,
      lerp(u, grad(permutation[A], x, y), grad(permutation[B], x - 1, y)),
      lerp(u, grad(permutation[A + 1], x, y - 1), grad(permutation[B + 1], x - 1, y - 1)),
    );
  };
  const map: number[][] = [];
  for (let j = 0; j < height; j++) {
    const row: number[] = [];
    for (let i = 0; i < width; i++) {
      let [sum, amplitude, frequency] = [0, 1, 0.1];
      for (let o = 0; o < octaves; o++, amplitude /= 2, frequency *= 2) sum += amplitude * perlin(i * frequency, j * frequency);
      row.push(sum);
    }
    map.push(row);
  }
  return map;
}
