/** C := alpha * A * B + beta * C, for a symmetric m x m matrix of which the lower triangle is there, and an m x n matrix B. */
export function symm(
  m: number,
  n: number,
  alpha: number,
  beta: number,
  C: Float64Array,
  A: Float64Array,
  B: Float64Array,
): Float64Array {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let temp2 = 0;
      for (let k = 0; k < i; k++) {
        C[k * n + j] += alpha * B[i * n + j] * A[i * m + k];
        temp2 += B[k * n + j] * A[i * m + k];
      }
      C[i * n + j] = beta * C[i * n + j] + alpha * B[i * n + j] * A[i * m + i] + alpha * temp2;
    }
  }
  return C;
}
