/**
 * A program with a large state of which it rewrites a small part at any time: it works on a set of pages for a while, then turns
 * to another set (the working-set model of Denning, 1968). The numbers follow the logistic map, which is chaotic: one wrong bit
 * anywhere changes the answer.
 */

const ELEMENTS_IN_PAGE = 512;

/**
 * In each of `intervals` intervals `hot` of the `pages` pages (a power of two) are rewritten `passes` times. A page is 4 KiB.
 * Returns a hash over the whole state.
 */
export function rewritePages(pages: number, hot: number, passes: number, intervals: number): number {
  const state = new Float64Array(pages * ELEMENTS_IN_PAGE);
  let random = 0x2545f491;
  for (let i = 0; i < state.length; i++) {
    random = xorshift(random);
    state[i] = (random >>> 0) / 4294967296;
  }
  for (let interval = 0; interval < intervals; interval++) {
    random = xorshift(random);
    const first = random & (pages - 1);
    random = xorshift(random);
    // Odd, so that the pages of an interval are all different ones.
    const stride = random | 1;
    for (let pass = 0; pass < passes; pass++) {
      for (let p = 0; p < hot; p++) {
        const start = ((first + Math.imul(p, stride)) & (pages - 1)) * ELEMENTS_IN_PAGE;
        for (let e = start; e < start + ELEMENTS_IN_PAGE; e++) {
          state[e] = 3.9 * state[e] * (1 - state[e]);
        }
      }
    }
  }
  let hash = 0;
  for (let i = 0; i < state.length; i++) {
    hash = Math.imul(hash ^ (state[i] * 4294967296), 0x01000193);
  }
  return hash;
}

function xorshift(state: number): number {
  let x = state;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  return x;
}
