/** Matrix product and transposition over arrays of arrays. */
type Matrix = number[][];

const transpose = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map((row) => row[j]!));

function multiply(a: Matrix, b: Matrix): Matrix {
  const columns = transpose(b);
  return a.map((row) => columns.map((column) => row.reduce((sum, x, k) => sum + x * column[k]!, 0)));
}

export function matrixPower(n: number, power: number): number {
  const base = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => ((i * j) % 7) / 10 - 0.3));
  let result = base;
  for (let k = 1; k < power; k++) result = multiply(result, base);
  return result.reduce((sum, row) => sum + row.reduce((a, b) => a + b, 0), 0);
}
