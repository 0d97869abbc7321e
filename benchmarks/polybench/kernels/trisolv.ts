/** Solves L * x = b for a lower triangular n x n matrix. */
export function trisolv(n: number, L: Float64Array, x: Float64Array, b: Float64Array): Float64Array {
  for (let i = 0; i < n; i++) {
    x[i] = b[i];
    for (let j = 0; j < i; j++) x[i] -= L[i * n + j] * x[j];
    x[i] = x[i] / L[i * n + i];
  }
  return x;
}
