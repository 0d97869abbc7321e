/** Doubles that find mistakes: special values, all exponents, integers and halves around powers of two. */

const SPECIAL = [
  0,
  -0,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  0.5,
  -0.5,
  1.5,
  2.5,
  254.5,
  255.5,
  0.49999999999999994,
  -0.49999999999999994,
  2 ** 31,
  -(2 ** 31),
  2 ** 31 - 1,
  2 ** 32,
  2 ** 32 - 1,
  -(2 ** 32),
  2 ** 53,
  2 ** 53 - 1,
  -(2 ** 53),
  2 ** 63,
  -(2 ** 63),
  2 ** 64,
  2 ** 84,
  2 ** 95,
  1e300,
  Number.MAX_VALUE,
  Number.MIN_VALUE,
  -Number.MIN_VALUE,
  4503599627370495.5,
  2 ** 52 + 1,
  1,
  -1,
  2,
  3,
  10,
  255,
  256,
];

/** The same for the same seed. */
export function randomDoubles(seed: number, count: number): Float64Array {
  let state = seed | 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const bits = new DataView(new ArrayBuffer(8));
  const result = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const choice = next() % 8;
    if (choice === 0) result[k] = SPECIAL[next() % SPECIAL.length]!;
    else if (choice <= 2) {
      bits.setUint32(0, next());
      bits.setUint32(4, next());
      result[k] = bits.getFloat64(0);
    } else if (choice === 3) result[k] = (next() - 2 ** 31) / 2;
    else if (choice === 4) result[k] = (next() % 2000) / 4 - 250;
    else if (choice === 5) result[k] = 2 ** (next() % 70) * (next() % 2 === 0 ? 1 : -1) + ((next() % 9) - 4) / 2;
    else if (choice === 6) result[k] = (next() / 2 ** 32 - 0.5) * 20;
    else result[k] = next() * 2 ** ((next() % 60) - 10) * (next() % 2 === 0 ? 1 : -1);
  }
  return result;
}
