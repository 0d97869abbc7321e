/** Pi by throwing darts. Each stream of darts has random numbers of its own, so that streams can be thrown in parallel. */

export function estimatePi(streams: number, darts: number, seed: number): number {
  let share = 0;
  for (let stream = 0; stream < streams; stream++) {
    share += throwDarts(darts, seed + stream);
  }
  return (4 * share) / streams;
}

/** The share of darts that hit the quarter circle. */
function throwDarts(darts: number, seed: number): number {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 1;
  let hits = 0;
  for (let dart = 0; dart < darts; dart++) {
    state = xorshift(state);
    const x = (state >>> 0) / 4294967296;
    state = xorshift(state);
    const y = (state >>> 0) / 4294967296;
    if (x * x + y * y < 1) hits++;
  }
  return hits / darts;
}

function xorshift(state: number): number {
  let x = state;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  return x;
}
