/** Nine-point mean on an n x n grid, in place. */
export function seidel2d(steps: number, n: number, A: Float64Array): Float64Array {
  for (let t = 0; t <= steps - 1; t++) {
    for (let i = 1; i <= n - 2; i++) {
      for (let j = 1; j <= n - 2; j++) {
        A[i * n + j] =
          (A[(i - 1) * n + j - 1] +
            A[(i - 1) * n + j] +
            A[(i - 1) * n + j + 1] +
            A[i * n + j - 1] +
            A[i * n + j] +
            A[i * n + j + 1] +
            A[(i + 1) * n + j - 1] +
            A[(i + 1) * n + j] +
            A[(i + 1) * n + j + 1]) /
          9;
      }
    }
  }
  return A;
}
