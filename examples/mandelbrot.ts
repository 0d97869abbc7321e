/** The Mandelbrot set: rows cost very different amounts of work, so running shards are split when hubs fall idle. */

/** For each pixel the steps until the orbit escapes, at most `limit`. */
export function mandelbrot(width: number, height: number, limit: number): Uint16Array {
  const steps = new Uint16Array(width * height);
  for (let row = 0; row < height; row++) {
    const ci = (2.4 * row) / height - 1.2;
    for (let column = 0; column < width; column++) {
      const cr = (3.2 * column) / width - 2.2;
      let re = 0;
      let im = 0;
      let step = 0;
      while (step < limit && re * re + im * im <= 4) {
        const next = re * re - im * im + cr;
        im = 2 * re * im + ci;
        re = next;
        step++;
      }
      steps[row * width + column] = step;
    }
  }
  return steps;
}
