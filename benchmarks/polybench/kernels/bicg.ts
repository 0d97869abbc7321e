/** A part of BiCGStab: s := r * A and q := A * p, for an n x m matrix. */
export function bicg(
  m: number,
  n: number,
  A: Float64Array,
  p: Float64Array,
  r: Float64Array,
): { s: Float64Array; q: Float64Array } {
  const s = new Float64Array(m);
  const q = new Float64Array(n);
  for (let i = 0; i < m; i++) s[i] = 0;
  for (let i = 0; i < n; i++) {
    q[i] = 0;
    for (let j = 0; j < m; j++) {
      s[j] += r[i] * A[i * m + j];
      q[i] += A[i * m + j] * p[j];
    }
  }
  return { s, q };
}
