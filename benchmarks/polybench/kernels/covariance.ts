/** Covariances of the m columns of an n x m table, which is centred on the way. */
export function covariance(m: number, n: number, data: Float64Array): Float64Array {
  const cov = new Float64Array(m * m);
  const mean = new Float64Array(m);
  for (let j = 0; j < m; j++) {
    mean[j] = 0;
    for (let i = 0; i < n; i++) mean[j] += data[i * m + j];
    mean[j] /= n;
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) data[i * m + j] -= mean[j];
  }
  for (let i = 0; i < m; i++) {
    for (let j = i; j < m; j++) {
      cov[i * m + j] = 0;
      for (let k = 0; k < n; k++) cov[i * m + j] += data[k * m + i] * data[k * m + j];
      cov[i * m + j] /= n - 1;
      cov[j * m + i] = cov[i * m + j];
    }
  }
  return cov;
}
