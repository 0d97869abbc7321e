/** A := A + u1 * v1^T + u2 * v2^T; x := beta * A^T * y + z; w := alpha * A * x. */
export function gemver(
  n: number,
  alpha: number,
  beta: number,
  A: Float64Array,
  u1: Float64Array,
  v1: Float64Array,
  u2: Float64Array,
  v2: Float64Array,
  w: Float64Array,
  x: Float64Array,
  y: Float64Array,
  z: Float64Array,
): Float64Array {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) A[i * n + j] = A[i * n + j] + u1[i] * v1[j] + u2[i] * v2[j];
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) x[i] = x[i] + beta * A[j * n + i] * y[j];
  }
  for (let i = 0; i < n; i++) x[i] = x[i] + z[i];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) w[i] = w[i] + alpha * A[i * n + j] * x[j];
  }
  return w;
}
