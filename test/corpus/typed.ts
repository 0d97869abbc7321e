/** What each typed array makes of the numbers stored in it. */

export function storeAll(xs: Float64Array): number[] {
  const n = xs.length;
  const i8 = new Int8Array(n);
  const u8 = new Uint8Array(n);
  const clamped = new Uint8ClampedArray(n);
  const i16 = new Int16Array(n);
  const u16 = new Uint16Array(n);
  const i32 = new Int32Array(n);
  const u32 = new Uint32Array(n);
  const f32 = new Float32Array(n);
  const f64 = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    i8[i] = xs[i];
    u8[i] = xs[i];
    clamped[i] = xs[i];
    i16[i] = xs[i];
    u16[i] = xs[i];
    i32[i] = xs[i];
    u32[i] = xs[i];
    f32[i] = xs[i];
    f64[i] = xs[i];
  }
  const out: number[] = [];
  for (let i = 0; i < n; i++) {
    out.push(i8[i]);
    out.push(u8[i]);
    out.push(clamped[i]);
    out.push(i16[i]);
    out.push(u16[i]);
    out.push(i32[i]);
    out.push(u32[i]);
    out.push(f32[i]);
    out.push(f64[i]);
  }
  return out;
}

/** The value of an assignment is what was assigned, not what was stored. */
export function valueOfStore(xs: Float64Array): number[] {
  const bytes = new Uint8Array(1);
  const singles = new Float32Array(1);
  const out: number[] = [];
  for (const x of xs) {
    const a = (bytes[0] = x);
    out.push(a);
    out.push(bytes[0]);
    out.push((bytes[0] += 200));
    out.push(bytes[0]++);
    out.push(++bytes[0]);
    out.push(bytes[0]);
    out.push((singles[0] = x));
    out.push(singles[0]);
    out.push((singles[0] *= 1.1));
    out.push(singles[0]);
  }
  return out;
}

export function clampRounding(): Uint8ClampedArray {
  const out = new Uint8ClampedArray(14);
  out[0] = 0.5;
  out[1] = 1.5;
  out[2] = 2.5;
  out[3] = 254.5;
  out[4] = 255.5;
  out[5] = -0.5;
  out[6] = 0.49999999999999994;
  out[7] = 300;
  out[8] = -300;
  out[9] = NaN;
  out[10] = Infinity;
  out[11] = -Infinity;
  out[12] = 127.50000000000001;
  out[13] = 253.5;
  return out;
}

export function singles(n: number): Float32Array {
  const out = new Float32Array(n);
  for (let i = 0; i < n; i++) out[i] = 1 / (i + 1) + Math.fround(0.1) * i;
  for (let i = 1; i < n; i++) out[i] = out[i] * out[i - 1] + 0.1;
  return out;
}

export function convert(xs: number[]): number[] {
  const bytes = new Uint8Array(xs);
  const shorts = new Int16Array(xs);
  const reals = new Float32Array(xs);
  const again = new Float64Array(reals);
  const copy = new Uint8Array(bytes);
  const from = Int32Array.from(xs);
  copy[0] = 99;
  const out: number[] = [];
  for (let i = 0; i < xs.length; i++) {
    out.push(bytes[i]);
    out.push(shorts[i]);
    out.push(again[i]);
    out.push(copy[i]);
    out.push(from[i]);
  }
  return out;
}

export function literalArrays(x: number): Float64Array[] {
  const a = new Float64Array([1, 2.5, x]);
  const b = Float64Array.of(x, x * 2);
  const c = new Float64Array(new Uint8Array([x, 256 + x, -1]));
  const d = Float64Array.from({ length: 4 }, (_, i) => i * x);
  return [a, b, c, d, new Float64Array(0), new Float64Array()];
}

/** Bounds that are negative, missing, fractional or beyond the end. */
export function slices(xs: Int16Array, a: number, b: number): Int16Array[] {
  return [xs.slice(), xs.slice(a), xs.slice(a, b), xs.slice(-a), xs.slice(a, -b), xs.slice(0, 1e9)];
}

export function fills(n: number, v: number, a: number, b: number): Uint8Array[] {
  const w = new Uint8Array(n).fill(1);
  const x = new Uint8Array(n).fill(v, a);
  const y = new Uint8Array(n).fill(v, a, b);
  const z = new Uint8Array(n).fill(v, -a);
  return [w, x, y, z.fill(7, 1, 2)];
}

/** `set` of a part of the same array works as if the source were copied first. */
export function sets(xs: Float64Array, at: number): Float64Array {
  const out = new Float64Array(xs.length + 8);
  out.set(xs);
  out.set(xs, at);
  out.set([1.5, -0, NaN], 2);
  out.set(new Uint8Array([9, 8]), xs.length + 6);
  out.set(out.slice(0, 4), 3);
  return out;
}

export function lengths(n: number): number[] {
  const a = new Uint8Array(n);
  const b = new Float64Array(n / 2);
  return [a.length, b.length, new Int32Array(3.9).length, Float64Array.BYTES_PER_ELEMENT, Int16Array.BYTES_PER_ELEMENT];
}

export function unsignedMix(a: Uint32Array): number[] {
  const out: number[] = [];
  for (let i = 0; i < a.length; i++) {
    out.push(a[i] + 1);
    out.push(a[i] * 2);
    out.push(a[i] - 4294967295);
    out.push(a[i] | 0);
    out.push(a[i] / 2);
    out.push(a[i] > 2147483647 ? 1 : 0);
    out.push(a[i] % 10);
    out.push(-a[i]);
  }
  return out;
}

export function byteMix(a: Uint8Array, b: Int8Array): number[] {
  const out: number[] = [];
  for (let i = 0; i < a.length; i++) {
    out.push(a[i] * b[i]);
    out.push(a[i] - b[i]);
    out.push((a[i] << 24) + b[i]);
    out.push(a[i] % 7);
    out.push(b[i] % 5);
    out.push(1 / (b[i] * 0));
    out.push(Math.floor(a[i] / 3) + (b[i] >> 1));
  }
  return out;
}
