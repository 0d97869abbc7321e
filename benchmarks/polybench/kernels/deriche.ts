/** Deriche's recursive edge filter on a w x h image: two passes in each of the four directions, added up in pairs. */
export function deriche(w: number, h: number, alpha: number, image: Float64Array): Float64Array {
  const out = new Float64Array(w * h);
  const y1 = new Float64Array(w * h);
  const y2 = new Float64Array(w * h);
  const k = ((1 - Math.exp(-alpha)) * (1 - Math.exp(-alpha))) / (1 + 2 * alpha * Math.exp(-alpha) - Math.exp(2 * alpha));
  const a1 = k;
  const a5 = k;
  const a2 = k * Math.exp(-alpha) * (alpha - 1);
  const a6 = a2;
  const a3 = k * Math.exp(-alpha) * (alpha + 1);
  const a7 = a3;
  const a4 = -k * Math.exp(-2 * alpha);
  const a8 = a4;
  const b1 = 2 ** -alpha;
  const b2 = -Math.exp(-2 * alpha);
  const c1 = 1;
  const c2 = 1;
  for (let i = 0; i < w; i++) {
    let ym1 = 0;
    let ym2 = 0;
    let xm1 = 0;
    for (let j = 0; j < h; j++) {
      y1[i * h + j] = a1 * image[i * h + j] + a2 * xm1 + b1 * ym1 + b2 * ym2;
      xm1 = image[i * h + j];
      ym2 = ym1;
      ym1 = y1[i * h + j];
    }
  }
  for (let i = 0; i < w; i++) {
    let yp1 = 0;
    let yp2 = 0;
    let xp1 = 0;
    let xp2 = 0;
    for (let j = h - 1; j >= 0; j--) {
      y2[i * h + j] = a3 * xp1 + a4 * xp2 + b1 * yp1 + b2 * yp2;
      xp2 = xp1;
      xp1 = image[i * h + j];
      yp2 = yp1;
      yp1 = y2[i * h + j];
    }
  }
  for (let i = 0; i < w; i++) {
    for (let j = 0; j < h; j++) out[i * h + j] = c1 * (y1[i * h + j] + y2[i * h + j]);
  }
  for (let j = 0; j < h; j++) {
    let tm1 = 0;
    let ym1 = 0;
    let ym2 = 0;
    for (let i = 0; i < w; i++) {
      y1[i * h + j] = a5 * out[i * h + j] + a6 * tm1 + b1 * ym1 + b2 * ym2;
      tm1 = out[i * h + j];
      ym2 = ym1;
      ym1 = y1[i * h + j];
    }
  }
  for (let j = 0; j < h; j++) {
    let tp1 = 0;
    let tp2 = 0;
    let yp1 = 0;
    let yp2 = 0;
    for (let i = w - 1; i >= 0; i--) {
      y2[i * h + j] = a7 * tp1 + a8 * tp2 + b1 * yp1 + b2 * yp2;
      tp2 = tp1;
      tp1 = out[i * h + j];
      yp2 = yp1;
      yp1 = y2[i * h + j];
    }
  }
  for (let i = 0; i < w; i++) {
    for (let j = 0; j < h; j++) out[i * h + j] = c2 * (y1[i * h + j] + y2[i * h + j]);
  }
  return out;
}
