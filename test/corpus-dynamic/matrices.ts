/** A matrix class in the manner of numeric libraries, with decompositions on top. */

export class MatrixError extends Error {
  override name = 'MatrixError';
}

class Matrix {
  readonly data: Float64Array[];

  constructor(readonly rows: number, readonly columns: number) {
    if (!(rows > 0) || !(columns > 0)) throw new MatrixError(`invalid dimensions ${rows}x${columns}`);
    this.data = [];
    for (let i = 0; i < rows; i++) this.data.push(new Float64Array(columns));
  }

  static from(values: number[][]): Matrix {
    const m = new Matrix(values.length, values[0].length);
    values.forEach((row, i) => {
      if (row.length !== m.columns) throw new RangeError('Inconsistent array dimensions');
      m.data[i].set(row);
    });
    return m;
  }

  static identity(n: number): Matrix {
    const m = new Matrix(n, n);
    for (let i = 0; i < n; i++) m.set(i, i, 1);
    return m;
  }

  get(i: number, j: number): number { return this.data[i][j]; }
  set(i: number, j: number, v: number): this { this.data[i][j] = v; return this; }
  get isSquare(): boolean { return this.rows === this.columns; }

  clone(): Matrix { return Matrix.from(this.to2DArray()); }
  to2DArray(): number[][] { return this.data.map((r) => Array.from(r)); }

  mmul(other: Matrix): Matrix {
    if (this.columns !== other.rows) throw new MatrixError(`cannot multiply ${this.rows}x${this.columns} by ${other.rows}x${other.columns}`);
    const result = new Matrix(this.rows, other.columns);
    const column = new Float64Array(this.columns);
    for (let j = 0; j < other.columns; j++) {
      for (let k = 0; k < this.columns; k++) column[k] = other.get(k, j);
      for (let i = 0; i < this.rows; i++) {
        let s = 0;
        for (let k = 0; k < this.columns; k++) s += this.get(i, k) * column[k];
        result.set(i, j, s);
      }
    }
    return result;
  }

  transpose(): Matrix {
    const t = new Matrix(this.columns, this.rows);
    for (let i = 0; i < this.rows; i++) for (let j = 0; j < this.columns; j++) t.set(j, i, this.get(i, j));
    return t;
  }
}

interface LU {
  lu: Matrix;
  pivots: number[];
  sign: 1 | -1;
}

function decompose(matrix: Matrix): LU {
  if (!matrix.isSquare) throw new MatrixError('LU needs a square matrix');
  const lu = matrix.clone();
  const n = lu.rows;
  const pivots = [...Array(n).keys()];
  let sign: 1 | -1 = 1;
  for (let k = 0; k < n; k++) {
    let p = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(lu.get(i, k)) > Math.abs(lu.get(p, k))) p = i;
    if (p !== k) {
      [lu.data[p], lu.data[k]] = [lu.data[k], lu.data[p]];
      [pivots[p], pivots[k]] = [pivots[k], pivots[p]];
      sign = -sign as 1 | -1;
    }
    const pivot = lu.get(k, k);
    if (pivot === 0) continue;
    for (let i = k + 1; i < n; i++) {
      const f = (lu.data[i][k] /= pivot);
      for (let j = k + 1; j < n; j++) lu.data[i][j] -= f * lu.data[k][j];
    }
  }
  return { lu, pivots, sign };
}

export function determinant(values: number[][]): number {
  const { lu, sign } = decompose(Matrix.from(values));
  return lu.data.reduce((d, row, i) => d * row[i], sign as number);
}

export function solve(a: number[][], b: number[]): number[] {
  const { lu, pivots } = decompose(Matrix.from(a));
  const n = lu.rows;
  if (b.length !== n) throw new RangeError('Invalid matrix dimensions.');
  const x = pivots.map((p) => b[p]);
  for (let k = 0; k < n; k++) for (let i = k + 1; i < n; i++) x[i] -= x[k] * lu.get(i, k);
  for (let k = n - 1; k >= 0; k--) {
    if (lu.get(k, k) === 0) throw new MatrixError('LU matrix is singular');
    x[k] /= lu.get(k, k);
    for (let i = 0; i < k; i++) x[i] -= x[k] * lu.get(i, k);
  }
  return x;
}

export function inverse(values: number[][]): number[][] {
  const n = values.length;
  const columns = Matrix.identity(n).to2DArray().map((e) => solve(values, e));
  return Matrix.from(columns).transpose().to2DArray();
}

export function matrixPower(values: number[][], n: number): number[][] {
  if (n < 0) return matrixPower(inverse(values), -n);
  let result = Matrix.identity(values.length);
  let base = Matrix.from(values);
  for (; n > 0; n >>= 1, base = base.mmul(base)) if (n & 1) result = result.mmul(base);
  return result.to2DArray();
}

export function principalComponents(samples: number[][], rounds = 50): { values: number[]; vectors: number[][] } {
  const means = samples[0].map((_, j) => samples.reduce((s, r) => s + r[j], 0) / samples.length);
  const centred = Matrix.from(samples.map((r) => r.map((v, j) => v - means[j])));
  const covariance = centred.transpose().mmul(centred);
  for (const row of covariance.data) row.forEach((v, j) => (row[j] = v / (samples.length - 1)));
  const values: number[] = [];
  const vectors: number[][] = [];
  for (let c = 0; c < covariance.rows; c++) {
    let v = new Array(covariance.rows).fill(0).map((_, i) => 1 / (i + 1));
    let eigen = 0;
    for (let k = 0; k < rounds; k++) {
      const w = covariance.data.map((row) => row.reduce((s, x, j) => s + x * v[j], 0));
      eigen = Math.sqrt(w.reduce((s, x) => s + x * x, 0));
      if (eigen === 0) break;
      v = w.map((x) => x / eigen);
    }
    values.push(eigen);
    vectors.push(v);
    for (let i = 0; i < v.length; i++) for (let j = 0; j < v.length; j++) covariance.data[i][j] -= eigen * v[i] * v[j];
  }
  return { values, vectors };
}

type Complex = { re: number; im: number };

export function fft(signal: number[], invert = false): Complex[] {
  const n = signal.length;
  if (n & (n - 1)) throw new RangeError('length must be a power of two');
  const go = (x: Complex[]): Complex[] => {
    if (x.length <= 1) return x;
    const even = go(x.filter((_, i) => i % 2 === 0));
    const odd = go(x.filter((_, i) => i % 2));
    const out: Complex[] = new Array(x.length);
    const half = x.length / 2;
    for (let k = 0; k < half; k++) {
      const angle = ((invert ? 2 : -2) * Math.PI * k) / x.length;
      const { re, im } = odd[k];
      const t = { re: Math.cos(angle) * re - Math.sin(angle) * im, im: Math.cos(angle) * im + Math.sin(angle) * re };
      out[k] = { re: even[k].re + t.re, im: even[k].im + t.im };
      out[k + half] = { re: even[k].re - t.re, im: even[k].im - t.im };
    }
    return out;
  };
  return go(signal.map((re) => ({ re, im: 0 })));
}

export function fftInPlace(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j], re[i]];
      [im[i], im[j]] = [im[j], im[i]];
    }
  }
  for (let len = 2; len <= n; len <<= 1) {
    const step = (2 * Math.PI) / len;
    for (let i = 0; i < n; i += len) {
      for (let k = 0; k < len / 2; k++) {
        const wr = Math.cos(step * k), wi = -Math.sin(step * k);
        const a = i + k, b = a + len / 2;
        const tr = re[b] * wr - im[b] * wi, ti = re[b] * wi + im[b] * wr;
        re[b] = re[a] - tr;
        im[b] = im[a] - ti;
        re[a] += tr;
        im[a] += ti;
      }
    }
  }
}

export function gameOfLife(board: number[][], generations: number): number[][] {
  const neighbours = (y: number, x: number) => {
    let n = 0;
    for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) if (dy || dx) n += board[y + dy]?.[x + dx] ?? 0;
    return n;
  };
  while (generations-- > 0) {
    board = board.map((row, y) => row.map((cell, x) => (neighbours(y, x) === 3 || (cell && neighbours(y, x) === 2) ? 1 : 0)));
  }
  return board;
}

export function transposeInPlace(m: number[][]): void {
  for (let i = 0; i < m.length; i++) for (let j = i + 1; j < m.length; j++) [m[i][j], m[j][i]] = [m[j][i], m[i][j]];
}
