/** C := alpha * A * B + beta * C, for matrices ni x nk and nk x nj. */
export function gemm(
  ni: number,
  nj: number,
  nk: number,
  alpha: number,
  beta: number,
  C: Float64Array,
  A: Float64Array,
  B: Float64Array,
): Float64Array {
  for (let i = 0; i < ni; i++) {
    for (let j = 0; j < nj; j++) C[i * nj + j] *= beta;
    for (let k = 0; k < nk; k++) {
      for (let j = 0; j < nj; j++) C[i * nj + j] += alpha * A[i * nk + k] * B[k * nj + j];
    }
  }
  return C;
}
