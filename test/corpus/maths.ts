/** Every function of Math on a table of numbers. */

export function rounding(xs: Float64Array): number[] {
  const out: number[] = [];
  for (const x of xs) {
    out.push(Math.abs(x));
    out.push(Math.ceil(x));
    out.push(Math.floor(x));
    out.push(Math.round(x));
    out.push(Math.trunc(x));
    out.push(Math.sign(x));
    out.push(Math.sqrt(x));
    out.push(Math.cbrt(x));
    out.push(Math.fround(x));
    out.push(Math.clz32(x));
  }
  return out;
}

export function trigonometry(xs: Float64Array): Float64Array {
  const out = new Float64Array(xs.length * 12);
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    const at = i * 12;
    out[at] = Math.sin(x);
    out[at + 1] = Math.cos(x);
    out[at + 2] = Math.tan(x);
    out[at + 3] = Math.asin(x);
    out[at + 4] = Math.acos(x);
    out[at + 5] = Math.atan(x);
    out[at + 6] = Math.sinh(x);
    out[at + 7] = Math.cosh(x);
    out[at + 8] = Math.tanh(x);
    out[at + 9] = Math.asinh(x);
    out[at + 10] = Math.acosh(x);
    out[at + 11] = Math.atanh(x);
  }
  return out;
}

export function exponentials(xs: Float64Array): Float64Array {
  const out = new Float64Array(xs.length * 6);
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    const at = i * 6;
    out[at] = Math.exp(x);
    out[at + 1] = Math.expm1(x);
    out[at + 2] = Math.log(x);
    out[at + 3] = Math.log2(x);
    out[at + 4] = Math.log10(x);
    out[at + 5] = Math.log1p(x);
  }
  return out;
}

export function pairs(xs: Float64Array): number[] {
  const out: number[] = [];
  for (const x of xs) {
    for (const y of xs) {
      out.push(Math.atan2(x, y));
      out.push(Math.min(x, y));
      out.push(Math.max(x, y));
      out.push(Math.hypot(x, y));
      out.push(Math.imul(x, y));
    }
  }
  return out;
}

export function manyArguments(a: number, b: number, c: number): number[] {
  return [
    Math.max(a, b, c), Math.min(a, b, c), Math.max(), Math.min(), Math.max(a), Math.min(b), Math.hypot(), Math.hypot(a), Math.hypot(a, b, c),
    Math.hypot(c, b, a, 1),
  ];
}

export function predicates(xs: Float64Array): boolean[] {
  const out: boolean[] = [];
  for (const x of xs) {
    out.push(Number.isInteger(x));
    out.push(Number.isSafeInteger(x));
    out.push(Number.isFinite(x));
    out.push(Number.isNaN(x));
    out.push(isNaN(x));
    out.push(isFinite(x));
    out.push(Boolean(x));
  }
  return out;
}

export function roundHalves(): number[] {
  const out: number[] = [];
  for (let i = -10; i <= 10; i++) out.push(Math.round(i / 2));
  out.push(Math.round(0.49999999999999994));
  out.push(Math.round(-0.49999999999999994));
  out.push(Math.round(4503599627370495.5));
  out.push(Math.round(-4503599627370495.5));
  out.push(Math.round(9007199254740991));
  return out;
}
