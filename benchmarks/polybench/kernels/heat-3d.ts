/** Heat in an n x n x n cube: each step from A to B and back. */
export function heat3d(steps: number, n: number, A: Float64Array, B: Float64Array): Float64Array {
  for (let t = 1; t <= steps; t++) {
    for (let i = 1; i < n - 1; i++) {
      for (let j = 1; j < n - 1; j++) {
        for (let k = 1; k < n - 1; k++) {
          B[(i * n + j) * n + k] =
            0.125 * (A[((i + 1) * n + j) * n + k] - 2 * A[(i * n + j) * n + k] + A[((i - 1) * n + j) * n + k]) +
            0.125 * (A[(i * n + j + 1) * n + k] - 2 * A[(i * n + j) * n + k] + A[(i * n + j - 1) * n + k]) +
            0.125 * (A[(i * n + j) * n + k + 1] - 2 * A[(i * n + j) * n + k] + A[(i * n + j) * n + k - 1]) +
            A[(i * n + j) * n + k];
        }
      }
    }
    for (let i = 1; i < n - 1; i++) {
      for (let j = 1; j < n - 1; j++) {
        for (let k = 1; k < n - 1; k++) {
          A[(i * n + j) * n + k] =
            0.125 * (B[((i + 1) * n + j) * n + k] - 2 * B[(i * n + j) * n + k] + B[((i - 1) * n + j) * n + k]) +
            0.125 * (B[(i * n + j + 1) * n + k] - 2 * B[(i * n + j) * n + k] + B[(i * n + j - 1) * n + k]) +
            0.125 * (B[(i * n + j) * n + k + 1] - 2 * B[(i * n + j) * n + k] + B[(i * n + j) * n + k - 1]) +
            B[(i * n + j) * n + k];
        }
      }
    }
  }
  return A;
}
