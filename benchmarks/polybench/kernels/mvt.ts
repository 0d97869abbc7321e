/** x1 := x1 + A * y1 and x2 := x2 + A^T * y2, for an n x n matrix. */
export function mvt(
  n: number,
  x1: Float64Array,
  x2: Float64Array,
  y1: Float64Array,
  y2: Float64Array,
  A: Float64Array,
): { x1: Float64Array; x2: Float64Array } {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) x1[i] = x1[i] + A[i * n + j] * y1[j];
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) x2[i] = x2[i] + A[j * n + i] * y2[j];
  }
  return { x1, x2 };
}
