/** Small functions that between them use everything that lowering knows. */
export interface Program {
  readonly title: string;
  /** Declares `export function f`. */
  readonly source: string;
  /** Argument lists to try. */
  readonly calls: readonly (readonly unknown[])[];
}

const numbers = Float64Array.of(
  0,
  -0,
  1,
  -1,
  1.5,
  -1.5,
  2.5,
  254.5,
  255.5,
  256,
  -129,
  300.7,
  1e10,
  -1e10,
  2 ** 31,
  2 ** 32 + 5,
  1e300,
  NaN,
  Infinity,
  -Infinity,
  0.1,
);
const KINDS = ['Int8', 'Uint8', 'Uint8Clamped', 'Int16', 'Uint16', 'Int32', 'Uint32', 'Float32', 'Float64'];

export const PROGRAMS: readonly Program[] = [
  ...KINDS.map((kind) => ({
    title: `${kind}Array keeps what it is given`,
    source: `export function f(x: Float64Array, n: Int32Array): ${kind}Array {
      const r = new ${kind}Array(2 * x.length + n.length);
      for (let i = 0; i < x.length; i++) { r[i] = x[i]; r[i + x.length] = r[i] * 3 + x[i]; }
      for (let i = 0; i < n.length; i++) { r[2 * x.length + i] = n[i]; r[2 * x.length + i] += 7; }
      return r;
    }`,
    calls: [[numbers, Int32Array.of(0, -1, 255, 256, 65536, 2147483647, -2147483648)]],
  })),
  {
    title: 'set between all kinds of arrays',
    source: `export function f(x: Float64Array, u: Uint32Array): Float64Array {
      const r = new Float64Array(200);
      const c = new Uint8ClampedArray(x.length); c.set(x);
      const b = new Uint8Array(x.length); b.set(x);
      const s = new Int8Array(x.length); s.set(c);
      const h = new Int16Array(x.length + 2); h.set(u, 1);
      const g = new Float32Array(x.length); g.set(x);
      const w = new Int32Array(x.length); w.set(u);
      const cc = new Uint8ClampedArray(x.length); cc.set(s);
      for (let i = 0; i < x.length; i++) r[i] = c[i] + 1000 * b[i] + 7 * s[i] + h[i] + cc[i];
      for (let i = 0; i < u.length; i++) r[100 + i] = w[i] + g[i];
      return r;
    }`,
    calls: [[Float64Array.of(1.5, -3, 300, 0.5, 77), Uint32Array.of(4294967295, 70000, 3)]],
  },
  {
    title: 'fill and slice with all kinds of bounds',
    source: `export function f(a: number, b: number, v: number): number[] {
      const x = new Float64Array(6).fill(1); x.fill(v, a, b);
      const y = new Uint8Array(6).fill(200); y.fill(v, a);
      const z = new Int16Array(6); z.fill(v); z.fill(-1, b);
      const w = new Float32Array(6).fill(v, a, b);
      const o = new Array<number>(6).fill(v); o.fill(2, a, b);
      const r: number[] = [];
      for (const e of x.slice(a, b)) r.push(e);
      for (const e of y.slice(b)) r.push(e);
      for (const e of z.slice()) r.push(e);
      for (const e of w) r.push(e);
      for (const e of o.slice(a)) r.push(e);
      return r;
    }`,
    calls: [
      [1, 4, 3.75],
      [-3, -1, 300],
      [0, 100, NaN],
      [2.9, 4.1, -1],
      [NaN, Infinity, 1e20],
      [-Infinity, 3, 0.1],
      [5, 2, 7],
    ],
  },
  {
    title: 'push and pop',
    source: `export function f(n: number): { stack: number[]; flags: boolean[]; rows: number[][]; sum: number } {
      const stack: number[] = []; const flags: boolean[] = []; const rows: number[][] = []; let sum = 0;
      for (let i = 0; i < n; i++) {
        const length = stack.push(i * 1.5); flags.push(i % 3 === 0);
        if (i % 4 === 0) rows.push([i, i + 1]);
        if (length % 5 === 0) { sum += stack.pop()!; sum += flags.pop()! ? 1 : 0; }
        if (rows.length > 3) sum += rows.pop()![1];
      }
      return { stack, flags, rows, sum };
    }`,
    calls: [[0], [1], [100]],
  },
  {
    title: 'an array that grows while it is stored to',
    source: `function grow(a: number[]): number { for (let i = 0; i < 100; i++) a.push(i); return a.length; }
    export function f(): number[] { const a = [1, 2]; a[0] = grow(a); a[1] = a.push(5); a[a.length - 1] += grow(a) * 0.5; return a; }`,
    calls: [[]],
  },
  {
    title: 'a matrix of arrays',
    source: `export function f(n: number): number[][] {
      const m: number[][] = [];
      for (let i = 0; i < n; i++) { const row = new Array<number>(n).fill(0); row[i] = 1; m.push(row); }
      for (let k = 0; k < n; k++) for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) m[i][j] += m[(i + 1) % n][k] * 0.5 - m[k][j] / 3;
      return m;
    }`,
    calls: [[1], [7]],
  },
  {
    title: 'texts',
    source: `export function f(a: string, b: string): number[] {
      const r: number[] = [];
      r.push(a < b ? 1 : 0); r.push(a === b ? 1 : 0); r.push(a >= b ? 1 : 0); r.push(a !== b ? 1 : 0);
      for (let i = -1; i <= a.length; i++) r.push(a.charCodeAt(i));
      r.push(a.charCodeAt(0.9)); r.push(a.charCodeAt(NaN)); r.push(b.charCodeAt(1e20));
      const pick = a > 'm' ? 'yes' : 'n\\u00f6';
      r.push(pick.charCodeAt(1)); r.push(pick.length);
      return r;
    }`,
    calls: [
      ['', ''],
      ['abc', 'abd'],
      ['zebra', 'zeb'],
      ['\u{1F600}x', 'é'],
    ],
  },
  {
    title: 'jumps out of and on with outer loops',
    source: `export function f(n: number): number[] {
      const r: number[] = [];
      outer: for (let i = 0; i < n; i++) {
        let k = 0;
        while (true) {
          k++;
          for (let j = 0; j < 10; j++) {
            if (j === 3 && i % 3 === 0) continue outer;
            if (k > 5) break;
            if (i * j === 42) break outer;
            if (j === i) { r.push(100 * i + j); }
          }
          if (k > 7) break;
          if (k % 2 === 0) continue;
          r.push(k);
        }
      }
      return r;
    }`,
    calls: [[0], [5], [50]],
  },
  {
    title: 'do, while, ternaries and logic',
    source: `export function f(n: number, flag: boolean): number {
      let i = 0; let sum = 0;
      do { i++; if (i === 3) continue; sum += i % 2 === 0 || flag ? i : -i; } while (i < n && sum < 1000);
      while (i > 0) { i -= 2; if (!(flag && i > 4) === (i < 2)) { sum *= 1.5; } }
      return (n && sum) || (flag ? 1 : 0);
    }`,
    calls: [
      [0, true],
      [10, false],
      [NaN, true],
      [1e4, true],
    ],
  },
  {
    title: 'integers that wrap, and zeros with signs',
    source: `export function f(x: number, y: number): number[] {
      const a = x | 0; const b = y | 0;
      const r = [a + b, a - b, a * b, (a + b) | 0, (a * b) | 0, Math.imul(a, b), a & b, a | b, a ^ b, ~a, a << b, a >> b, a >>> b, (a / b) | 0, a % b, -a, a % -7, (a % 3) * 0, -(a & 0)];
      r.push(Math.trunc(a / 7)); r.push(Math.floor(a / 7)); r.push(Math.floor((a & 1023) / 3)); r.push((a + 0.5) | 0); r.push((x * y) | 0); r.push(x >>> 0); r.push((x >>> 0) % 10); r.push(Math.clz32(x)); r.push(Math.abs(a)); r.push(-x); r.push(x % y); r.push(Math.sign(a)); r.push(1 / (a * 0)); r.push(a === b ? 1 : 0);
      return r;
    }`,
    calls: [
      [0, 0],
      [5, -3],
      [-7, 2],
      [2147483647, 2147483647],
      [-2147483648, -1],
      [4294967295, 31],
      [1e20, 33],
      [-0, -0],
      [NaN, Infinity],
      [0.5, -0.5],
    ],
  },
  {
    title: 'functions of Math',
    source: `export function f(x: number, y: number, z: number): number[] {
      return [Math.abs(x), Math.acos(x), Math.acosh(x), Math.asin(x), Math.asinh(x), Math.atan(x), Math.atanh(x), Math.cbrt(x), Math.ceil(x), Math.cos(x), Math.cosh(x), Math.exp(x), Math.expm1(x), Math.floor(x), Math.fround(x), Math.log(x), Math.log10(x), Math.log1p(x), Math.log2(x), Math.round(x), Math.sign(x), Math.sin(x), Math.sinh(x), Math.sqrt(x), Math.tan(x), Math.tanh(x), Math.trunc(x), Math.atan2(x, y), Math.pow(x, y), x ** y, Math.min(x, y, z), Math.max(x, y, z), Math.hypot(x, y), Math.hypot(x, y, z), Math.hypot(x, y, z, x), Math.hypot(x, y, z, x, y), Math.hypot(x, y, z, x, y, z, 1), Math.hypot(x), Math.hypot(), Math.min(), Number.isInteger(x) ? 1 : 0, Number.isFinite(y) ? 1 : 0, Number.isNaN(z) ? 1 : 0, Number.isSafeInteger(x) ? 1 : 0];
    }`,
    calls: [
      [0.5, 2, -3],
      [-0, 0, -0],
      [1, NaN, Infinity],
      [-1e10, 0.1, 1e-300],
      [1e300, -1e300, 7],
    ],
  },
  {
    title: 'recursion',
    source: `function even(n: number): boolean { return n === 0 ? true : odd(n - 1); }
    function odd(n: number): boolean { return n === 0 ? false : even(n - 1); }
    function fib(n: number): number { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
    function fill(a: Int32Array, lo: number, hi: number): void { if (hi - lo < 1) return; const m = (lo + hi) >> 1; a[m] += hi - lo; fill(a, lo, m); fill(a, m + 1, hi); }
    export function f(n: number): { e: boolean; x: number; a: Int32Array } { const a = new Int32Array(n * 3); fill(a, 0, n * 3); return { e: even(n), x: fib(n), a }; }`,
    calls: [[0], [7], [22]],
  },
  {
    title: 'tuples and objects',
    source: `interface Point { x: number; y: number; on: boolean }
    function turn(p: Point, angle: number): Point { return { x: p.x * Math.cos(angle) - p.y * Math.sin(angle), y: p.x * Math.sin(angle) + p.y * Math.cos(angle), on: !p.on }; }
    function swap(a: number, b: number): [number, number] { return [b, a]; }
    function both(a: number, b: number): [number, number] { const t = swap(a, b); return t; }
    function again(a: number, b: number): [number, number] { return both(b, a + 1); }
    function nested(a: number): { pair: [number, number]; list: number[] } { return { pair: [a, -a], list: [a, a, a] }; }
    export function f(n: number): { p: Point; q: [number, number]; all: Point[]; s: number } {
      let p: Point = { x: 1, y: 0, on: true }; let q: [number, number] = [0, 1]; const all: Point[] = []; let s = 0;
      for (let i = 0; i < n; i++) {
        p = turn(p, 0.1 * i);
        const [a, b] = swap(q[0], i); q = again(a, b);
        const c = nested(i); s += c.pair[0] * c.list[2] + c.pair[1];
        if (i % 5 === 0) all.push(p);
      }
      const last = { x: p.y, y: p.x, on: p.on };
      return { p: last, q, all, s };
    }`,
    calls: [[0], [3], [30]],
  },
  {
    title: 'constants of the module',
    source: `const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]; const GRID = [[1, 2], [3, 4, 5], []]; const BYTES = new Uint8Array([1, 2, 300]); const HALVES = [0.5, -0, 1e300, 2, 3, 4, 5, 6, 7];
    const SCALE = 2.5; const WORDS = ['one', 'two'];
    export function f(i: number): number[] {
      const own = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]; own[i] = PRIMES[i] * SCALE; own.push(GRID[1][2]);
      let n = 0; for (const row of GRID) for (const x of row) n += x;
      own.push(n); own.push(BYTES[2]); own.push(1 / HALVES[1]); own.push(WORDS[1].charCodeAt(0)); own.push(WORDS.length);
      return own;
    }`,
    calls: [[0], [9], [3]],
  },
  {
    title: 'more constants than fit into the static data',
    source: `const TABLE = [${Array.from({ length: 8000 }, (_, k) => (k % 3 === 0 ? k * 0.25 : k)).join(', ')}]; const NAMES = ['a', 'bc'];
    export function f(n: number): number { let s = 0; for (let i = 0; i < TABLE.length; i++) s += TABLE[i] * ((i % n) + 1); return s + NAMES[1].length; }`,
    calls: [[1], [7]],
  },
  {
    title: 'indices of three dimensions, forwards and backwards',
    source: `export function f(w: number, h: number, d: number): Float64Array {
      const v = new Float64Array(w * h * d);
      for (let z = 0; z < d; z++) for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) v[(z * h + y) * w + x] = x + 10 * y + 100 * z;
      for (let z = d - 1; z >= 1; z--) for (let y = h - 2; y > 0; y -= 1) for (let x = w - 1; x > 0; x -= 2) v[(z * h + y) * w + x - 1] += v[((z - 1) * h + (y + 1)) * w + x] * 0.5;
      const row = w * h; const q = row * (d - 1);
      for (let i = 0; i < row; i++) v[q + i] -= v[row - i - 1];
      return v;
    }`,
    calls: [
      [3, 4, 5],
      [1, 1, 1],
      [0, 3, 2],
    ],
  },
  {
    title: 'loops whose counter is a double',
    source: `export function f(a: Float64Array, from: number, to: number, step: number): number[] {
      const r: number[] = [];
      for (let x = from; x <= to; x += step) { if (x > 3 && x < 3.2) break; r.push(a[Math.floor(x)] + x); }
      for (let k = -2; k <= from + 2; k++) r.push(k * 2);
      return r;
    }`,
    calls: [
      [Float64Array.of(1, 2, 3, 4, 5, 6), 0, 5, 0.25],
      [Float64Array.of(1, 2, 3, 4, 5, 6), 1.5, 4, 1],
    ],
  },
  {
    title: 'a long loop that nothing bounds',
    source: `export function f(limit: number): number[] {
      let n = 27; let steps = 0; let most = 0; const seen: number[] = [];
      while (steps < limit) {
        n = n % 2 === 0 ? n / 2 : 3 * n + 1; steps++;
        if (n > most) { most = n; seen.push(n); }
        if (n === 1) { n = steps + 7; }
      }
      return seen;
    }`,
    calls: [[100], [200_000]],
  },
  {
    title: 'nested loops around safepoints, with returns inside',
    source: `function search(a: Int32Array, n: number, wanted: number): number {
      for (let i = 0; i < n; i++) { for (let j = 0; j < n; j++) { let k = 0; while (a[(i + j + k) % n] !== wanted) { k++; if (k > n) return -(i * n + j); } if (i * j > 5000) return k; } }
      return -1;
    }
    export function f(n: number): number[] {
      const a = new Int32Array(n); for (let i = 0; i < n; i++) a[i] = (i * 7919) % 1000;
      const r: number[] = [];
      for (let round = 0; round < 20; round++) { const found = search(a, n, round * 7); r.push(found); if (found > 900) return r; }
      return r;
    }`,
    calls: [[50], [400]],
  },
  {
    title: 'booleans in arrays and parameters',
    source: `export function f(a: boolean[], n: number): boolean[] {
      const r = new Array<boolean>(n).fill(false);
      for (let i = 0; i < n; i++) { r[i] = a[i % a.length] !== (i % 2 === 0); if (r[i] && i > 0) r[i - 1] = !r[i - 1]; }
      return r;
    }`,
    calls: [[[true, false, true], 10]],
  },
  {
    title: 'large arrays copied and filled as a whole',
    source: `export function f(n: number): number {
      const a = new Float64Array(n).fill(1.5); const b = new Array<number>(n).fill(2); const c = new Uint16Array(n).fill(70000); const d = new Uint8Array(n);
      d.set(c); const e = a.slice(3); e.set(b.slice(3)); e.set(e.slice(1), 0); const g = new Float32Array(n).fill(0.1, 2, -2); const h = new Int32Array(n); h.set(a); h.fill(-7, n / 2);
      const q = new Array<boolean>(n).fill(true); let s = 0;
      for (let i = 0; i < n - 3; i++) s += a[i] + b[i] * 3 + c[i] * 5 + d[i] * 7 + e[i] + g[i] + h[i] + (q[i] ? 1 : 0);
      return s;
    }`,
    calls: [[4], [200_001]],
  },
  {
    title: 'nothing to give back',
    source: 'export function f(n: number): void { let x = 0; for (let i = 0; i < n; i++) x += i; }',
    calls: [[10]],
  },
];
