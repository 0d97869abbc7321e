/**
 * Arguments of the kernels: small ones for tests, with sides that differ wherever they may, and large ones for the benchmark, chosen
 * for some tens of milliseconds in Node. The elements are simple fractions as in PolyBench/C 4.2.1, so that no result overflows.
 */

import { sourcePath } from '../source-path.js';

export type Argument = number | Float64Array;

export interface Kernel {
  /** PolyBench's name, and that of the file in `kernels`. */
  readonly name: string;
  /** What the file exports. */
  readonly functionName: string;
  /** Sides and numbers of steps, in the order in which `make` takes them. */
  readonly small: readonly number[];
  readonly large: readonly number[];
  /** Fresh arguments for these sizes. */
  make(sizes: readonly number[]): Argument[];
}

/** The kernel's TypeScript. */
export function sourceOf({ name }: Kernel): string {
  return sourcePath(`benchmarks/polybench/kernels/${name}.ts`);
}

function vector(n: number, element: (i: number) => number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => element(i));
}

function matrix(rows: number, columns: number, element: (i: number, j: number) => number): Float64Array {
  const values = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) values[i * columns + j] = element(i, j);
  return values;
}

/** Some fraction below one: the `k`th of several arrays. */
const fraction = (k: number, n: number) => (i: number, j: number) => ((i * (j + k) + k) % n) / n;

/** Symmetric, with a diagonal that outweighs its row: positive definite. */
const dominant = (n: number) => matrix(n, n, (i, j) => (i === j ? n : 1 / (1 + Math.abs(i - j))));

const grid = (n: number, k: number) => matrix(n, n, (i, j) => (i * (j + k) + k) / n);

type Make = (...sizes: number[]) => Argument[];

function kernel(name: string, functionName: string, small: readonly number[], large: readonly number[], make: Make): Kernel {
  return { name, functionName, small, large, make: (sizes) => make(...sizes) };
}

export const KERNELS: readonly Kernel[] = [
  kernel('2mm', 'mm2', [7, 8, 9, 10], [180, 190, 210, 220], (ni, nj, nk, nl) => [
    ...[ni, nj, nk, nl, 1.5, 1.2],
    matrix(ni, nk, fraction(1, ni)),
    matrix(nk, nj, fraction(2, nj)),
    matrix(nj, nl, fraction(3, nl)),
    matrix(ni, nl, fraction(4, nk)),
  ]),
  kernel('3mm', 'mm3', [7, 8, 9, 10, 11], [160, 170, 180, 190, 200], (ni, nj, nk, nl, nm) => [
    ...[ni, nj, nk, nl, nm],
    matrix(ni, nk, fraction(1, ni)),
    matrix(nk, nj, fraction(2, nj)),
    matrix(nj, nm, fraction(3, nl)),
    matrix(nm, nl, fraction(4, nk)),
  ]),
  kernel('adi', 'adi', [3, 9], [16, 250], (steps, n) => [steps, n, matrix(n, n, (i, j) => (i + n - j) / n)]),
  kernel('atax', 'atax', [9, 11], [1900, 2100], (m, n) => [
    m,
    n,
    matrix(m, n, (i, j) => ((i + j) % n) / (5 * m)),
    vector(n, (i) => 1 + i / n),
  ]),
  kernel('bicg', 'bicg', [9, 11], [1900, 2100], (m, n) => [
    m,
    n,
    matrix(n, m, fraction(1, n)),
    vector(m, (i) => (i % m) / m),
    vector(n, (i) => (i % n) / n),
  ]),
  kernel('cholesky', 'cholesky', [11], [500], (n) => [n, dominant(n)]),
  kernel('correlation', 'correlation', [7, 9], [260, 300], (m, n) => [m, n, matrix(n, m, (i, j) => (i * j) / m + i)]),
  kernel('covariance', 'covariance', [7, 9], [260, 300], (m, n) => [m, n, matrix(n, m, (i, j) => (i * j) / m)]),
  kernel('deriche', 'deriche', [9, 11], [720, 480], (w, h) => [
    w,
    h,
    0.25,
    matrix(w, h, (i, j) => ((313 * i + 991 * j) % 65536) / 65535),
  ]),
  kernel('doitgen', 'doitgen', [5, 6, 7], [60, 50, 80], (nr, nq, np) => [
    nr,
    nq,
    np,
    matrix(nr * nq, np, fraction(1, np)),
    matrix(np, np, fraction(2, np)),
  ]),
  kernel('durbin', 'durbin', [13], [4000], (n) => [n, vector(n, (i) => 1 / (i + 3))]),
  kernel('fdtd-2d', 'fdtd2d', [4, 9, 11], [60, 300, 400], (steps, nx, ny) => [
    steps,
    nx,
    ny,
    matrix(nx, ny, (i, j) => (i * (j + 1)) / nx),
    matrix(nx, ny, (i, j) => (i * (j + 2)) / ny),
    matrix(nx, ny, (i, j) => (i * (j + 3)) / nx),
    vector(steps, (t) => t),
  ]),
  kernel('floyd-warshall', 'floydWarshall', [11], [280], (n) => [
    n,
    matrix(n, n, (i, j) => ((i + j) % 13 === 0 || (i + j) % 7 === 0 || (i + j) % 11 === 0 ? 999 : ((i * j) % 7) + 1)),
  ]),
  kernel('gemm', 'gemm', [7, 8, 9], [260, 280, 300], (ni, nj, nk) => [
    ...[ni, nj, nk, 1.5, 1.2],
    matrix(ni, nj, fraction(1, ni)),
    matrix(ni, nk, fraction(2, nk)),
    matrix(nk, nj, fraction(3, nj)),
  ]),
  kernel('gemver', 'gemver', [13], [1400], (n) => [
    n,
    1.5,
    1.2,
    matrix(n, n, fraction(0, n)),
    ...[1, 2, 3, 4].map((k) => vector(n, (i) => (i + k) / n / k)),
    new Float64Array(n),
    new Float64Array(n),
    vector(n, (i) => (i + 1) / n / 8),
    vector(n, (i) => (i + 1) / n / 9),
  ]),
  kernel('gesummv', 'gesummv', [13], [1700], (n) => [
    n,
    1.5,
    1.2,
    matrix(n, n, fraction(1, n)),
    matrix(n, n, fraction(2, n)),
    vector(n, (i) => (i % n) / n),
  ]),
  kernel('gramschmidt', 'gramschmidt', [9, 7], [240, 220], (m, n) => [
    m,
    n,
    matrix(m, n, (i, j) => (((i * j) % m) / m) * 100 + 10),
  ]),
  kernel('heat-3d', 'heat3d', [3, 6], [20, 60], (steps, n) => [
    steps,
    n,
    matrix(n * n, n, (ij, k) => ((Math.floor(ij / n) + (ij % n) + n - k) * 10) / n),
    matrix(n * n, n, (ij, k) => ((Math.floor(ij / n) + (ij % n) + n - k) * 10) / n),
  ]),
  kernel('jacobi-1d', 'jacobi1d', [5, 13], [2000, 4000], (steps, n) => [
    steps,
    n,
    vector(n, (i) => (i + 2) / n),
    vector(n, (i) => (i + 3) / n),
  ]),
  kernel('jacobi-2d', 'jacobi2d', [3, 9], [60, 350], (steps, n) => [steps, n, grid(n, 2), grid(n, 3)]),
  kernel('lu', 'lu', [11], [360], (n) => [n, dominant(n)]),
  kernel('ludcmp', 'ludcmp', [11], [360], (n) => [n, dominant(n), vector(n, (i) => (i + 1) / n / 2 + 4)]),
  kernel('mvt', 'mvt', [13], [1500], (n) => [
    n,
    vector(n, (i) => (i % n) / n),
    vector(n, (i) => ((i + 1) % n) / n),
    vector(n, (i) => ((i + 3) % n) / n),
    vector(n, (i) => ((i + 4) % n) / n),
    matrix(n, n, fraction(0, n)),
  ]),
  kernel('nussinov', 'nussinov', [15], [420], (n) => [n, vector(n, (i) => (i + 1) % 4)]),
  kernel('seidel-2d', 'seidel2d', [3, 9], [20, 300], (steps, n) => [steps, n, grid(n, 2)]),
  kernel('symm', 'symm', [7, 9], [220, 260], (m, n) => [
    ...[m, n, 1.5, 1.2],
    matrix(m, n, (i, j) => ((i + j) % 100) / m),
    matrix(m, m, (i, j) => (j <= i ? ((i + j) % 100) / m : -999)),
    matrix(m, n, (i, j) => ((n + i - j) % 100) / m),
  ]),
  kernel('syr2k', 'syr2k', [9, 7], [260, 220], (n, m) => [
    ...[n, m, 1.5, 1.2],
    matrix(n, n, fraction(3, m)),
    matrix(n, m, fraction(1, n)),
    matrix(n, m, fraction(2, m)),
  ]),
  kernel('syrk', 'syrk', [9, 7], [320, 280], (n, m) => [
    ...[n, m, 1.5, 1.2],
    matrix(n, n, fraction(2, m)),
    matrix(n, m, fraction(1, n)),
  ]),
  kernel('trisolv', 'trisolv', [13], [2600], (n) => [
    n,
    matrix(n, n, (i, j) => (j <= i ? ((i + n - j + 1) * 2) / n : 0)),
    vector(n, () => -999),
    vector(n, (i) => i),
  ]),
  kernel('trmm', 'trmm', [9, 11], [240, 260], (m, n) => [
    m,
    n,
    1.5,
    matrix(m, m, (i, j) => (i === j ? 1 : j < i ? ((i + j) % m) / m : 0)),
    matrix(m, n, (i, j) => (n + i - j) / n),
  ]),
];
