/** The lower triangle of A := L with L * L^T = A, for a positive-definite n x n matrix. */
export function cholesky(n: number, A: Float64Array): Float64Array {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      for (let k = 0; k < j; k++) A[i * n + j] -= A[i * n + k] * A[j * n + k];
      A[i * n + j] /= A[j * n + j];
    }
    for (let k = 0; k < i; k++) A[i * n + i] -= A[i * n + k] * A[i * n + k];
    A[i * n + i] = Math.sqrt(A[i * n + i]);
  }
  return A;
}
