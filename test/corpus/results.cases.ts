const long = Float64Array.from({ length: 700 }, (_, i) => Math.sin(i * 1.7) * 10 + (i % 5 === 0 ? -0 : 0.1));
const equal = Float64Array.from({ length: 300 }, (_, i) => (i % 7) - 3);
const odd = Float64Array.of(-0, 0, NaN, Infinity, -Infinity, 1e308, 1e308, -1, 5e-324);
const few = Float64Array.of(-2.5, 3);
const empty = new Float64Array(0);
const whole = Int32Array.from({ length: 500 }, (_, i) => Math.imul(i, 0x9e3779b1));
const bytes = Uint8Array.from({ length: 400 }, (_, i) => (i * i) & 255);

const arrays = [[long], [equal], [odd], [few], [empty]];
const some = [[long], [equal], [few]];

export const cases = {
  argmax: arrays,
  argminLast: [[long, 100], [equal, -0], [equal, NaN], [odd, 0], [odd, Infinity], [empty, -0]],
  indexOfGreatest: some,
  nearestPair: [[long.slice(0, 150)], [equal], [odd], [empty]],
  keepsAnother: arrays,
  counts: [[long, 9], [equal, 1], [few, 40], [empty, 3], [empty, 0]],
  twoHistograms: [[bytes, Uint8Array.of(1, 2, 3, 250)], [new Uint8Array(0), new Uint8Array(4)]],
  weights: [[long, 9], [equal, 1], [few, 40], [empty, 0]],
  greatestByClass: arrays,
  outOfClasses: [[empty]],
  twoSums: arrays,
  summary: arrays,
  squaresAndSum: arrays,
  checksums: [[whole], [whole.slice(0, 3)], [new Int32Array(0)]],
  prefixSums: [[whole], [whole.slice(0, 3)], [new Int32Array(0)]],
  positions: arrays,
  runningGreatest: arrays,
  prefixOfDoubles: arrays,
  scratchRow: [[0, 3], [70, 5], [3, 0]],
  scratchList: arrays,
  scratchKept: [[0], [90]],
  everything: arrays,
};

export const failures = {
  outOfClasses: [{ arguments: [long], code: 'SHOAL2001' }],
};
