/** Solves A * x = b by an LU decomposition in place, then forward and backward substitution. */
export function ludcmp(n: number, A: Float64Array, b: Float64Array): Float64Array {
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let w = A[i * n + j];
      for (let k = 0; k < j; k++) w -= A[i * n + k] * A[k * n + j];
      A[i * n + j] = w / A[j * n + j];
    }
    for (let j = i; j < n; j++) {
      let w = A[i * n + j];
      for (let k = 0; k < i; k++) w -= A[i * n + k] * A[k * n + j];
      A[i * n + j] = w;
    }
  }
  for (let i = 0; i < n; i++) {
    let w = b[i];
    for (let j = 0; j < i; j++) w -= A[i * n + j] * y[j];
    y[i] = w;
  }
  for (let i = n - 1; i >= 0; i--) {
    let w = y[i];
    for (let j = i + 1; j < n; j++) w -= A[i * n + j] * x[j];
    x[i] = w / A[i * n + i];
  }
  return x;
}
