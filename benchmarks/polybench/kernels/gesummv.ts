/** y := alpha * A * x + beta * B * x, for n x n matrices. */
export function gesummv(n: number, alpha: number, beta: number, A: Float64Array, B: Float64Array, x: Float64Array): Float64Array {
  const tmp = new Float64Array(n);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    tmp[i] = 0;
    y[i] = 0;
    for (let j = 0; j < n; j++) {
      tmp[i] = A[i * n + j] * x[j] + tmp[i];
      y[i] = B[i * n + j] * x[j] + y[i];
    }
    y[i] = alpha * tmp[i] + beta * y[i];
  }
  return y;
}
