/** Array methods with callbacks, alone and in chains. */

export function mapped(xs: number[]): number[] {
  return xs.map((x) => Math.sin(x) * 2 + 1);
}

export function mappedTyped(xs: Float64Array): Float64Array {
  return xs.map((x, i) => Math.sin(x) * i);
}

export function filtered(xs: number[]): number[] {
  return xs.filter((x) => x > 0.5);
}

export function total(xs: number[]): number {
  return xs.reduce((sum, x) => sum + x, 0);
}

export function chain(xs: number[]): number {
  return xs
    .filter((x) => x > 0.5)
    .map((x) => Math.sin(x) * 2)
    .reduce((a, b) => a + b, 0);
}

export function dotProduct(xs: Float64Array, ys: Float64Array): number {
  return xs.map((x, i) => x * ys[i]).reduce((a, b) => a + b, -0);
}

export function greatestOf(xs: number[], factor: number): number {
  const scaled = xs.map((x) => x * factor).filter((x, i) => x === x && i !== 3);
  return scaled.map((x) => Math.cos(x)).reduce((best, x) => Math.max(best, x), -Infinity);
}

/** The parameter that stands for the running value is changed. */
export function changedParameter(xs: number[]): number {
  return xs.reduce((sum, x) => {
    sum *= 0.5;
    sum += x;
    return sum;
  }, 1);
}

function half(x: number): number {
  if (x < -1e300) throw new Error('too small');
  return x / 2;
}

export function called(xs: number[]): number[] {
  return xs.filter((x) => x !== 0).map((x) => half(x));
}

export function any(xs: number[]): boolean {
  return xs.map((x) => x + 1).reduce((found: boolean, x, i) => found || x > i, false);
}

/** One callback changes what another one reads. */
export function captured(xs: number[]): number[] {
  let count = 0;
  const out = xs.map((x) => {
    count += 2;
    return x + count;
  });
  return out.filter((x) => x > count / 2);
}
