/** A := L and U with L * U = A in one n x n matrix, without pivoting. */
export function lu(n: number, A: Float64Array): Float64Array {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      for (let k = 0; k < j; k++) A[i * n + j] -= A[i * n + k] * A[k * n + j];
      A[i * n + j] /= A[j * n + j];
    }
    for (let j = i; j < n; j++) {
      for (let k = 0; k < i; k++) A[i * n + j] -= A[i * n + k] * A[k * n + j];
    }
  }
  return A;
}
