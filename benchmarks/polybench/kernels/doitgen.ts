/** Multiresolution analysis: each row of the nr x nq x np tensor A times the np x np matrix C4. */
export function doitgen(nr: number, nq: number, np: number, A: Float64Array, C4: Float64Array): Float64Array {
  const sum = new Float64Array(np);
  for (let r = 0; r < nr; r++) {
    for (let q = 0; q < nq; q++) {
      for (let p = 0; p < np; p++) {
        sum[p] = 0;
        for (let s = 0; s < np; s++) sum[p] += A[(r * nq + q) * np + s] * C4[s * np + p];
      }
      for (let p = 0; p < np; p++) A[(r * nq + q) * np + p] = sum[p];
    }
  }
  return A;
}
