/** B := alpha * A^T * B, for a lower triangular m x m matrix with ones on its diagonal, and an m x n matrix B. */
export function trmm(m: number, n: number, alpha: number, A: Float64Array, B: Float64Array): Float64Array {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = i + 1; k < m; k++) B[i * n + j] += A[k * m + i] * B[k * n + j];
      B[i * n + j] = alpha * B[i * n + j];
    }
  }
  return B;
}
