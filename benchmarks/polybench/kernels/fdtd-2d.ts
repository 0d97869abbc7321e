/** Finite-difference time domain: an electric and a magnetic field on an nx x ny grid. */
export function fdtd2d(
  tmax: number,
  nx: number,
  ny: number,
  ex: Float64Array,
  ey: Float64Array,
  hz: Float64Array,
  fict: Float64Array,
): { ex: Float64Array; ey: Float64Array; hz: Float64Array } {
  for (let t = 0; t < tmax; t++) {
    for (let j = 0; j < ny; j++) ey[j] = fict[t];
    for (let i = 1; i < nx; i++) {
      for (let j = 0; j < ny; j++) ey[i * ny + j] -= 0.5 * (hz[i * ny + j] - hz[(i - 1) * ny + j]);
    }
    for (let i = 0; i < nx; i++) {
      for (let j = 1; j < ny; j++) ex[i * ny + j] -= 0.5 * (hz[i * ny + j] - hz[i * ny + j - 1]);
    }
    for (let i = 0; i < nx - 1; i++) {
      for (let j = 0; j < ny - 1; j++) {
        hz[i * ny + j] -= 0.7 * (ex[i * ny + j + 1] - ex[i * ny + j] + ey[(i + 1) * ny + j] - ey[i * ny + j]);
      }
    }
  }
  return { ex, ey, hz };
}
