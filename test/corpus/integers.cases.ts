import { special } from './arithmetic.cases.js';

const integers = [
  0, -0, 1, -1, 5, 31, 32, 33, 63, -31, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 53, -(2 ** 53), 3e9, -3e9,
  1e20, 1.9, -1.9, NaN, Infinity, -Infinity, 1e300,
];
const table = Float64Array.from(integers);
const bytes = Uint8Array.from({ length: 300 }, (_, i) => (i * i * 7 + 3) & 255);

export const cases = {
  bitwise: [[table]],
  toInteger: [[table], [Float64Array.from(special)]],
  sumOfProducts: [[0], [10], [3000]],
  wrappingSum: [[0], [5000]],
  factorial: [[0], [12], [13], [25], [171]],
  fnv1a: [[bytes], [new Uint8Array(0)]],
  xorshift32: [[1, 20], [2463534242, 20], [0, 3], [-5, 8]],
  linearCongruential: [[42, 30]],
  murmurMix: [[0], [1], [0xdeadbeef], [-7]],
  gcd: [[48, 36], [17, 5], [0, 5], [5, 0], [1e15, 35], [-12, 18], [0.75, 0.5]],
  collatz: [[1], [27], [97]],
  sieve: [[1], [2], [1000], [0]],
  popcount: [[0], [255], [-1], [4294967296 + 3]],
  reverseBits: [[1], [0x12345678], [-1]],
  leadingZeros: [[table]],
  countPast: [[7], [0.5 + 6.5], [13]],
  countDown: [[5], [0], [1]],
  negativeZeros: [[3], [0]],
  powersModulo: [[3, 200, 1000007], [2, 10, 1], [7, 0, 13]],
  shiftAmounts: [[1], [-1], [0x12345678], [4294967295], [1.5]],
  crc32: [[bytes], [new Uint8Array(0)]],
  drift: [[100], [0], [7]],
  shiftsInDoubles: [[1.5, 33], [-2, 31], [0.1, 0], [3, 4]],
  upToTheLast: [[2147483647], [10], [2147483640.5]],
  wideCounters: [[2147483647], [100000], [3]],
  anyNumber: [[3], [0], [2.5], [-1], [NaN], [-0]],
};
