/**
 * Finds the edges in a photograph: a Gaussian blur against the noise, then Sobel's gradient.
 * Pixels are red, green, blue bytes by rows; beyond the border the picture goes on with its outermost pixels.
 */

/** Strength of the edge at each pixel of an RGB image, 0-255. `sigma` is the blur's standard deviation in pixels. */
export function findEdges(rgb: Uint8Array, width: number, height: number, sigma: number): Uint8Array {
  const radius = Math.ceil(3 * sigma);
  const kernel = new Float64Array(2 * radius + 1);
  let total = 0;
  for (let k = 0; k < kernel.length; k++) {
    const distance = k - radius;
    kernel[k] = Math.exp(-(distance * distance) / (2 * sigma * sigma));
    total += kernel[k];
  }
  for (let k = 0; k < kernel.length; k++) kernel[k] /= total;

  const stride = 3 * width;
  const across = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) {
        let sum = 0.5;
        for (let k = -radius; k <= radius; k++) {
          sum += kernel[k + radius] * rgb[y * stride + 3 * clamp(x + k, width) + c];
        }
        across[y * stride + 3 * x + c] = sum;
      }
    }
  }

  const blurred = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < stride; i++) {
      let sum = 0.5;
      for (let k = -radius; k <= radius; k++) {
        sum += kernel[k + radius] * across[clamp(y + k, height) * stride + i];
      }
      blurred[y * stride + i] = sum;
    }
  }

  const edges = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const above = clamp(y - 1, height) * stride;
    const here = y * stride;
    const below = clamp(y + 1, height) * stride;
    for (let x = 0; x < width; x++) {
      const left = 3 * clamp(x - 1, width);
      const middle = 3 * x;
      const right = 3 * clamp(x + 1, width);
      let strongest = 0;
      for (let c = 0; c < 3; c++) {
        const dx =
          blurred[above + right + c] +
          2 * blurred[here + right + c] +
          blurred[below + right + c] -
          blurred[above + left + c] -
          2 * blurred[here + left + c] -
          blurred[below + left + c];
        const dy =
          blurred[below + left + c] +
          2 * blurred[below + middle + c] +
          blurred[below + right + c] -
          blurred[above + left + c] -
          2 * blurred[above + middle + c] -
          blurred[above + right + c];
        strongest = Math.max(strongest, Math.sqrt(dx * dx + dy * dy));
      }
      edges[y * width + x] = Math.min(strongest, 255);
    }
  }
  return edges;
}

/** The index nearest to `i` in [0, length). */
function clamp(i: number, length: number): number {
  return Math.min(Math.max(i, 0), length - 1);
}
