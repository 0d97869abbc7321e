/** 32-bit integers as JavaScript has them: operators that wrap, and sums that must not. */

export function bitwise(xs: Float64Array): Float64Array {
  const n = xs.length;
  const out = new Float64Array(n * n * 6);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const at = (i * n + j) * 6;
      out[at] = xs[i] & xs[j];
      out[at + 1] = xs[i] | xs[j];
      out[at + 2] = xs[i] ^ xs[j];
      out[at + 3] = xs[i] << xs[j];
      out[at + 4] = xs[i] >> xs[j];
      out[at + 5] = xs[i] >>> xs[j];
    }
  }
  return out;
}

export function toInteger(xs: Float64Array): Float64Array {
  const out = new Float64Array(xs.length * 5);
  for (let i = 0; i < xs.length; i++) {
    out[5 * i] = xs[i] | 0;
    out[5 * i + 1] = xs[i] >>> 0;
    out[5 * i + 2] = ~xs[i];
    out[5 * i + 3] = ~~xs[i];
    out[5 * i + 4] = Math.imul(xs[i], 3);
  }
  return out;
}

/** Leaves the range of 32 bits in the middle. */
export function sumOfProducts(n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += i * i * 1000;
  return sum;
}

export function wrappingSum(n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + i * 100000) | 0;
  return sum;
}

export function factorial(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i++) product *= i;
  return product;
}

export function fnv1a(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) {
    hash ^= byte;
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

export function xorshift32(seed: number, rounds: number): Uint32Array {
  const out = new Uint32Array(rounds);
  let x = seed | 0;
  for (let i = 0; i < rounds; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    out[i] = x;
  }
  return out;
}

/** The product leaves 53 bits unless it is taken apart; this one rounds, and must round alike. */
export function linearCongruential(seed: number, rounds: number): number[] {
  const out: number[] = [];
  let x = seed;
  for (let i = 0; i < rounds; i++) {
    x = (x * 1103515245 + 12345) % 2147483648;
    out.push(x);
  }
  return out;
}

export function murmurMix(h: number): number {
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

export function gcd(a: number, b: number): number {
  while (b !== 0) {
    const rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

export function collatz(n: number): number {
  let steps = 0;
  while (n !== 1) {
    n = n % 2 === 0 ? n / 2 : 3 * n + 1;
    steps++;
  }
  return steps;
}

export function sieve(limit: number): number {
  const composite = new Uint8Array(limit + 1);
  let primes = 0;
  for (let i = 2; i <= limit; i++) {
    if (composite[i]) continue;
    primes++;
    for (let j = i * i; j <= limit; j += i) composite[j] = 1;
  }
  return primes;
}

export function popcount(x: number): number {
  let v = x | 0;
  let bits = 0;
  while (v !== 0) {
    v &= v - 1;
    bits++;
  }
  return bits;
}

export function reverseBits(x: number): number {
  let v = x >>> 0;
  let r = 0;
  for (let k = 0; k < 32; k++) {
    r = (r << 1) | (v & 1);
    v >>>= 1;
  }
  return r >>> 0;
}

export function leadingZeros(xs: Float64Array): number[] {
  const out: number[] = [];
  for (const x of xs) out.push(Math.clz32(x));
  return out;
}

/** Counts past 2^31 in steps that skip most of it. */
export function countPast(step: number): number {
  let i = 2147483640;
  let rounds = 0;
  for (; i < 2147483700; i += step) rounds++;
  return rounds * 1e10 + i;
}

export function countDown(n: number): number[] {
  const out: number[] = [];
  for (let i = n; i >= 0; i--) out.push(i);
  for (let i = n; i--; ) out.push(i);
  for (let i = n; i > -3; i -= 2) out.push(i);
  return out;
}

/** -0 comes out of integers only: 0 * -1, -4 % 2, -0 from a negation. */
export function negativeZeros(n: number): number[] {
  const out: number[] = [];
  for (let i = -n; i <= n; i++) {
    out.push(1 / (i * 0));
    out.push(1 / (i % 2));
    out.push(1 / -i);
    out.push(1 / Math.min(i, 0));
    out.push(1 / Math.max(-i, -0));
    out.push(1 / Math.abs(i));
  }
  return out;
}

export function powersModulo(base: number, exponent: number, modulus: number): number {
  let result = 1;
  let b = base % modulus;
  let e = exponent;
  while (e > 0) {
    if (e & 1) result = (result * b) % modulus;
    b = (b * b) % modulus;
    e >>= 1;
  }
  return result;
}

export function shiftAmounts(x: number): number[] {
  const out: number[] = [];
  for (let k = -35; k <= 70; k += 7) {
    out.push(x << k);
    out.push(x >> k);
    out.push(x >>> k);
  }
  return out;
}

export function crc32(bytes: Uint8Array): number {
  const table = new Uint32Array(256);
  for (let i = 0; i < 256; i++) {
    let c = i;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    table[i] = c;
  }
  let crc = -1;
  for (let i = 0; i < bytes.length; i++) crc = table[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
  return (crc ^ -1) >>> 0;
}

/** A counter that is an integer at first and then is not. */
export function drift(n: number): number {
  let x = 0;
  for (let i = 0; i < n; i++) x = i % 10 === 9 ? x + 0.1 : x + 1;
  return x;
}

/** A parameter that may be any number is used as an index, a bound and a value. */
export function anyNumber(n: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < n; i++) out.push(i + n);
  out.push(n * 2);
  out.push(n - 1);
  out.push(n | 0);
  return out;
}

/** 32-bit operators in the middle of arithmetic on doubles. */
export function shiftsInDoubles(x: number, n: number): number[] {
  return [
    0.5 * (1 << n), 0.5 * (255 << n), x * (~5 << n), x + (-7 >>> n), x - (-7 >> n), (3 << n) / x, (1 << n) % 7, -(1 << n), Math.abs(1 << n) + x,
    (5 & n) * x, (-5 | n) / x, (0 - n) * (2 << n), ((1 << n) & 12) !== 0 ? 1 : 0, (1 << n) > x ? 1 : 0,
  ];
}

/** The counter leaves the range of 32 bits with its last step. */
export function upToTheLast(n: number): number {
  let rounds = 0;
  let sum = 0;
  for (let i = n - 3; i <= n; i++) {
    rounds++;
    sum += i;
  }
  for (let i = 2147483645; i <= 2147483647; i++) rounds++;
  for (let i = -2147483646; i >= -2147483648; i--) rounds++;
  return sum + rounds;
}

export function wideCounters(n: number): number[] {
  const out: number[] = [];
  for (let i = n * n; i < n * n + 3; i++) out.push(i);
  for (let i = 0; i < 3; i++) out.push(i * n * n * n);
  for (let i = n; i < n + 2; i++) out.push((i * i) % 1000);
  return out;
}
