/** Three-point mean on a line: each step from A to B and back. */
export function jacobi1d(steps: number, n: number, A: Float64Array, B: Float64Array): Float64Array {
  for (let t = 0; t < steps; t++) {
    for (let i = 1; i < n - 1; i++) B[i] = 0.33333 * (A[i - 1] + A[i] + A[i + 1]);
    for (let i = 1; i < n - 1; i++) A[i] = 0.33333 * (B[i - 1] + B[i] + B[i + 1]);
  }
  return A;
}
