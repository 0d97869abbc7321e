/** y := A^T * (A * x), for an m x n matrix. */
export function atax(m: number, n: number, A: Float64Array, x: Float64Array): Float64Array {
  const y = new Float64Array(n);
  const tmp = new Float64Array(m);
  for (let i = 0; i < n; i++) y[i] = 0;
  for (let i = 0; i < m; i++) {
    tmp[i] = 0;
    for (let j = 0; j < n; j++) tmp[i] += A[i * n + j] * x[j];
    for (let j = 0; j < n; j++) y[j] += A[i * n + j] * tmp[i];
  }
  return y;
}
