/** The lower triangle of C := alpha * A * A^T + beta * C, for an n x m matrix A. */
export function syrk(n: number, m: number, alpha: number, beta: number, C: Float64Array, A: Float64Array): Float64Array {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) C[i * n + j] *= beta;
    for (let k = 0; k < m; k++) {
      for (let j = 0; j <= i; j++) C[i * n + j] += alpha * A[i * m + k] * A[j * m + k];
    }
  }
  return C;
}
