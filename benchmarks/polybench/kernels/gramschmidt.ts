/** A = Q * R with orthonormal columns in Q, for an m x n matrix; A is used up. */
export function gramschmidt(m: number, n: number, A: Float64Array): { Q: Float64Array; R: Float64Array } {
  const R = new Float64Array(n * n);
  const Q = new Float64Array(m * n);
  for (let k = 0; k < n; k++) {
    let nrm = 0;
    for (let i = 0; i < m; i++) nrm += A[i * n + k] * A[i * n + k];
    R[k * n + k] = Math.sqrt(nrm);
    for (let i = 0; i < m; i++) Q[i * n + k] = A[i * n + k] / R[k * n + k];
    for (let j = k + 1; j < n; j++) {
      R[k * n + j] = 0;
      for (let i = 0; i < m; i++) R[k * n + j] += Q[i * n + k] * A[i * n + j];
      for (let i = 0; i < m; i++) A[i * n + j] = A[i * n + j] - Q[i * n + k] * R[k * n + j];
    }
  }
  return { Q, R };
}
