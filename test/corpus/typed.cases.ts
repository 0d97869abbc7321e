import { special } from './arithmetic.cases.js';

const odd = Float64Array.from([...special, 127, 128, 129, 255, 256, 257, -128, -129, 32767, 32768, 65535, 65536, 1e10, -1e10, 3.4e38, 3.5e38, 1e-45, 16777217]);

export const cases = {
  storeAll: [[odd], [new Float64Array(0)]],
  valueOfStore: [[odd]],
  clampRounding: [[]],
  singles: [[0], [1], [40]],
  convert: [[[300, -1, 1.9, NaN, 70000]], [[0]]],
  literalArrays: [[7], [-2.5]],
  slices: [
    [Int16Array.of(1, 2, 3, 4, 5), 1, 3],
    [Int16Array.of(1, 2, 3, 4, 5), 2.7, 1.2],
    [Int16Array.of(1, 2, 3), NaN, Infinity],
    [new Int16Array(0), 0, 1],
    [Int16Array.of(1, 2, 3), -2, -0.5],
  ],
  fills: [[6, 257, 1, 4], [6, 3.7, -2, -1], [3, 1, 5, 9], [2, NaN, 1.5, 1.9]],
  sets: [[Float64Array.of(1, 2, 3, 4, 5), 2], [Float64Array.of(7), 0], [Float64Array.of(7, 8), 1.9]],
  lengths: [[0], [5], [8]],
  unsignedMix: [[Uint32Array.of(0, 1, 2147483647, 2147483648, 4294967295)]],
  byteMix: [[Uint8Array.of(0, 1, 128, 255), Int8Array.of(0, -1, -128, 127)]],
};
