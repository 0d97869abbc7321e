/** G := (A * B) * (C * D), for matrices ni x nk, nk x nj, nj x nm and nm x nl. */
export function mm3(
  ni: number,
  nj: number,
  nk: number,
  nl: number,
  nm: number,
  A: Float64Array,
  B: Float64Array,
  C: Float64Array,
  D: Float64Array,
): Float64Array {
  const E = new Float64Array(ni * nj);
  const F = new Float64Array(nj * nl);
  const G = new Float64Array(ni * nl);
  for (let i = 0; i < ni; i++) {
    for (let j = 0; j < nj; j++) {
      E[i * nj + j] = 0;
      for (let k = 0; k < nk; k++) E[i * nj + j] += A[i * nk + k] * B[k * nj + j];
    }
  }
  for (let i = 0; i < nj; i++) {
    for (let j = 0; j < nl; j++) {
      F[i * nl + j] = 0;
      for (let k = 0; k < nm; k++) F[i * nl + j] += C[i * nm + k] * D[k * nl + j];
    }
  }
  for (let i = 0; i < ni; i++) {
    for (let j = 0; j < nl; j++) {
      G[i * nl + j] = 0;
      for (let k = 0; k < nj; k++) G[i * nl + j] += E[i * nj + k] * F[k * nl + j];
    }
  }
  return G;
}
