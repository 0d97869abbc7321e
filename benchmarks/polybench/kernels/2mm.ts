/** D := alpha * A * B * C + beta * D, for matrices ni x nk, nk x nj, nj x nl and ni x nl. */
export function mm2(
  ni: number,
  nj: number,
  nk: number,
  nl: number,
  alpha: number,
  beta: number,
  A: Float64Array,
  B: Float64Array,
  C: Float64Array,
  D: Float64Array,
): Float64Array {
  const tmp = new Float64Array(ni * nj);
  for (let i = 0; i < ni; i++) {
    for (let j = 0; j < nj; j++) {
      tmp[i * nj + j] = 0;
      for (let k = 0; k < nk; k++) tmp[i * nj + j] += alpha * A[i * nk + k] * B[k * nj + j];
    }
  }
  for (let i = 0; i < ni; i++) {
    for (let j = 0; j < nl; j++) {
      D[i * nl + j] *= beta;
      for (let k = 0; k < nj; k++) D[i * nl + j] += tmp[i * nj + k] * C[k * nl + j];
    }
  }
  return D;
}
