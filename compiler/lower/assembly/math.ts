// Functions of JavaScript's Math that need no host. The rest comes from the host, because their last bits are V8's own.
import { dataOf, lengthOf } from "./arrays";

/** Math.round: halves go up; keeps -0 and gives -0 for [-0.5, 0). */
export function round(x: f64): f64 {
  const up: f64 = ceil<f64>(x);
  return up - 0.5 > x ? up - 1.0 : up;
}

// @ts-ignore: decorator
@inline
export function sign(x: f64): f64 {
  return x > 0.0 ? 1.0 : x < 0.0 ? -1.0 : x;
}

// @ts-ignore: decorator
@inline
export function isFiniteNumber(x: f64): bool {
  return x - x == 0.0;
}

// @ts-ignore: decorator
@inline
export function isIntegerNumber(x: f64): bool {
  return x - x == 0.0 && trunc<f64>(x) == x;
}

// @ts-ignore: decorator
@inline
export function isSafeIntegerNumber(x: f64): bool {
  return trunc<f64>(x) == x && abs<f64>(x) <= 9007199254740991.0;
}

// Math.hypot in steps, as V8 computes it: everything is divided by the largest absolute value, the squares are added up with
// Kahan's compensation, and the root is scaled back. A NaN counts only when no argument is infinite.

// @ts-ignore: decorator
@inline
export function largest(a: f64, b: f64): f64 {
  // Not max(): a NaN must not win.
  return abs<f64>(b) > a ? abs<f64>(b) : a;
}

export function hypot2(a: f64, b: f64): f64 {
  const scale: f64 = largest(largest(0.0, a), b);
  if (scale == Infinity) return Infinity;
  if (a != a || b != b) return NaN;
  if (scale == 0.0) return 0.0;
  const na: f64 = abs<f64>(a) / scale;
  const first: f64 = na * na;
  // The first addition is exact: no compensation yet.
  const nb: f64 = abs<f64>(b) / scale;
  return sqrt<f64>(first + nb * nb) * scale;
}

export function hypot3(a: f64, b: f64, c: f64): f64 {
  const scale: f64 = largest(largest(largest(0.0, a), b), c);
  if (scale == Infinity) return Infinity;
  if (a != a || b != b || c != c) return NaN;
  if (scale == 0.0) return 0.0;
  const na: f64 = abs<f64>(a) / scale;
  const nb: f64 = abs<f64>(b) / scale;
  const nc: f64 = abs<f64>(c) / scale;
  const first: f64 = na * na;
  const second: f64 = first + nb * nb;
  const lost: f64 = second - first - nb * nb;
  return sqrt<f64>(second + (nc * nc - lost)) * scale;
}

export function hypot4(a: f64, b: f64, c: f64, d: f64): f64 {
  const scale: f64 = largest(largest(largest(largest(0.0, a), b), c), d);
  if (scale == Infinity) return Infinity;
  if (a != a || b != b || c != c || d != d) return NaN;
  if (scale == 0.0) return 0.0;
  const na: f64 = abs<f64>(a) / scale;
  const nb: f64 = abs<f64>(b) / scale;
  const nc: f64 = abs<f64>(c) / scale;
  const nd: f64 = abs<f64>(d) / scale;
  const first: f64 = na * na;
  const second: f64 = first + nb * nb;
  let lost: f64 = second - first - nb * nb;
  const summand: f64 = nc * nc - lost;
  const third: f64 = second + summand;
  lost = third - second - summand;
  return sqrt<f64>(third + (nd * nd - lost)) * scale;
}

/** For five arguments and more, in an array. */
export function hypotOf(array: u32): f64 {
  const begin: u32 = dataOf(array);
  const end: u32 = begin + (lengthOf(array) << 3);
  let scale: f64 = 0.0;
  let anyNaN: bool = false;
  for (let p: u32 = begin; p < end; p += 8) {
    const x: f64 = load<f64>(p);
    if (x != x) anyNaN = true;
    scale = largest(scale, x);
  }
  if (scale == Infinity) return Infinity;
  if (anyNaN) return NaN;
  if (scale == 0.0) return 0.0;
  let sum: f64 = 0.0;
  let lost: f64 = 0.0;
  for (let p: u32 = begin; p < end; p += 8) {
    const n: f64 = abs<f64>(load<f64>(p)) / scale;
    const summand: f64 = n * n - lost;
    const next: f64 = sum + summand;
    lost = next - sum - summand;
    sum = next;
  }
  return sqrt<f64>(sum) * scale;
}
