/** Arithmetic and comparison on every pair of the given numbers, so that a table of special values meets all operators. */

export function addSubtract(xs: Float64Array): Float64Array {
  const n = xs.length;
  const out = new Float64Array(2 * n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      out[2 * (i * n + j)] = xs[i] + xs[j];
      out[2 * (i * n + j) + 1] = xs[i] - xs[j];
    }
  }
  return out;
}

export function multiplyDivide(xs: Float64Array): Float64Array {
  const n = xs.length;
  const out = new Float64Array(2 * n * n);
  let next = 0;
  for (const x of xs) {
    for (const y of xs) {
      out[next++] = x * y;
      out[next++] = x / y;
    }
  }
  return out;
}

export function remainders(xs: Float64Array): number[] {
  const out: number[] = [];
  for (const x of xs) for (const y of xs) out.push(x % y);
  return out;
}

export function powers(xs: Float64Array): number[] {
  const out: number[] = [];
  for (const x of xs) {
    for (const y of xs) {
      out.push(x ** y);
      out.push(Math.pow(x, y));
    }
  }
  return out;
}

export function comparisons(xs: Float64Array): Int32Array {
  const n = xs.length;
  const out = new Int32Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const x = xs[i];
      const y = xs[j];
      let bits = 0;
      if (x < y) bits |= 1;
      if (x <= y) bits |= 2;
      if (x > y) bits |= 4;
      if (x >= y) bits |= 8;
      if (x === y) bits |= 16;
      if (x !== y) bits |= 32;
      if (!(x < y)) bits |= 64;
      if (!(x >= y)) bits |= 128;
      out[i * n + j] = bits;
    }
  }
  return out;
}

export function signs(xs: Float64Array): Float64Array {
  const out = new Float64Array(4 * xs.length);
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    out[4 * i] = -x;
    out[4 * i + 1] = +x;
    out[4 * i + 2] = 0 - x;
    out[4 * i + 3] = x * 0;
  }
  return out;
}

/** Two zeros are told apart by dividing by them. */
export function zeros(a: number, b: number): number[] {
  const product = a * b;
  const quotient = a / -Infinity;
  const remainder = -a % (b === 0 ? 1 : b);
  const rounded = Math.round(-0.4 * a);
  const truncated = Math.trunc(-a / 3);
  const negated = -(a - a);
  return [1 / product, 1 / quotient, 1 / remainder, 1 / rounded, 1 / truncated, 1 / negated, 1 / (-0 + -0), 1 / (0 + -0)];
}

export function polynomial(x: number): number {
  return ((((1.5 * x - 2.25) * x + 0.1) * x - 3) * x + 7) / (x * x + 1);
}

export function truthOf(x: number, y: number): number[] {
  const either = x || y;
  const both = x && y;
  const negated = !x ? 1 : 0;
  const chosen = x ? 10 : 20;
  let counted = 0;
  if (x) counted++;
  if (!y) counted += 2;
  while (counted && counted < 100) counted *= 7;
  return [either, both, negated, chosen, counted];
}

export function literals(): number[] {
  return [
    0xff, 0b1011, 0o777, 1_000_000, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 1e400, -1e400, .5, 5., 0xffffffff, 2147483648,
    -2147483648, 9007199254740993, 123456789012345680000, 0.1 + 0.2, -0, 0x1fffffffffffff, Number.MAX_SAFE_INTEGER, Number.EPSILON,
    Number.MIN_VALUE, Math.PI, Math.E, Math.LN2, Math.LN10, Math.LOG2E, Math.LOG10E, Math.SQRT2, Math.SQRT1_2, NaN, Infinity,
  ];
}

export function integerDivision(a: number, b: number): number[] {
  return [a / b, Math.floor(a / b), Math.trunc(a / b), (a / b) | 0, (a / b) >>> 0, a % b, ((a % b) + b) % b, ~~(a / b)];
}

/** The associativity of every operator shows in its result. */
export function associativity(a: number, b: number, c: number): number[] {
  return [a - b - c, a / b / c, a * b % c, a % b * c, a ** b ** c, a + b * c, (a + b) * c, a - (b - c), a << b >> c, a >>> b << c, a & b | c ^ a, -a * -b, - -a];
}

export function compound(a: number, b: number): number[] {
  let x = a;
  const steps: number[] = [];
  x += b; steps.push(x);
  x -= b * 2; steps.push(x);
  x *= b + 1; steps.push(x);
  x /= b; steps.push(x);
  x %= 7; steps.push(x);
  x **= 2; steps.push(x);
  x <<= 3; steps.push(x);
  x >>= 1; steps.push(x);
  x |= 5; steps.push(x);
  x &= 0xfff; steps.push(x);
  x ^= 0xaa; steps.push(x);
  x = -x;
  x >>>= 2; steps.push(x);
  return steps;
}
