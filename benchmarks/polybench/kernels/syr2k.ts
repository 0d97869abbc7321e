/** The lower triangle of C := alpha * A * B^T + alpha * B * A^T + beta * C, for n x m matrices A and B. */
export function syr2k(
  n: number,
  m: number,
  alpha: number,
  beta: number,
  C: Float64Array,
  A: Float64Array,
  B: Float64Array,
): Float64Array {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) C[i * n + j] *= beta;
    for (let k = 0; k < m; k++) {
      for (let j = 0; j <= i; j++) {
        C[i * n + j] += A[j * m + k] * alpha * B[i * m + k] + B[j * m + k] * alpha * A[i * m + k];
      }
    }
  }
  return C;
}
