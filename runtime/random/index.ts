/**
 * Random numbers that are the same in Node, in a block, and after a move: plain code with all of its state in variables, which Shoal compiles
 * along with the function that imports it.
 *
 * The generator is xoshiro128** of Blackman and Vigna ("Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47(4), 2021), its state filled by a
 * 32-bit SplitMix. Its period is 2^128 - 1. It is not for secrets.
 */

/** Gives numbers in [0, 1) with 53 random bits each, as `Math.random` does. */
export type Random = () => number;

/**
 * @param seed any number; equal seeds give equal sequences. Only its value modulo 2^32, truncated, counts.
 * @param stream tells sequences of one seed apart, one for each part of a computation
 */
export function seededRandom(seed: number, stream = 0): Random {
  const nextState = splitMix(seed ^ Math.imul(stream, 0x9e3779b9));
  let a = nextState();
  let b = nextState();
  let c = nextState();
  // All four zero would stay zero; one bit that is always set costs nothing.
  let d = nextState() | 1;

  const next = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotateLeft(d, 11);
    return result;
  };

  return () => {
    const high = next() >>> 5;
    const low = next() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  };
}

/** Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014), with the 32-bit finaliser of MurmurHash3. */
function splitMix(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
  };
}

function rotateLeft(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by));
}
