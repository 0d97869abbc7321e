const xs = Float64Array.from({ length: 21 }, (_, i) => ((i * 37) % 11) - 4.5);
const small = Float64Array.of(3, 1, -0);
const none = new Float64Array(0);
const points = Array.from({ length: 9 }, (_, i) => ({ x: i, y: (i * i) % 5 }));

export const cases = {
  aliasAcrossLoops: [[0], [7]],
  chosenArray: [[xs, small, true], [xs, small, false], [none, none, true]],
  rowsOfOne: [[0], [5]],
  exchanged: [[5, 0], [5, 3], [0, 2]],
  throughRecord: [[0], [6]],
  rowByName: [[0], [4]],
  sameTwiceInLoop: [[0], [1], [7]],
  scalarsAcross: [[xs, 'name'], [none, 'name'], [small, '']],
  recordAcross: [[points], [[]]],
  textsAcross: [[['apple', 'zebra', '', 'm', 'äß']], [[]]],
  returnsBefore: [[xs, -1000], [small.slice(0, 2), 100], [none, -1]],
  firstError: [[xs, Int32Array.of(1, 5, 20)], [none, new Int32Array(0)]],
  independentLoops: [[0], [12]],
  boundsComputed: [[xs], [none], [small]],
  loopInBranch: [[xs, 2], [xs, -1], [none, 0]],
  grownThenLooped: [[0], [9]],
  changedParameter: [[xs, 3], [none, 0], [small, 2.5]],
  nothingToDo: [[]],
  lookup: [[Uint8Array.from({ length: 30 }, (_, i) => i * 9), xs], [new Uint8Array(0), small]],
  largeConstants: [[3], [-0.5]],
  minOfRows: [[xs, 4], [xs, 21], [none, 3]],
  columns: [[xs, 3, 7], [xs, 7, 3], [none, 0, 0]],
  spreadOut: [[0], [1], [6]],
  independentSums: [[0], [1], [40]],
  betweenLoops: [[xs, 21], [none, 0], [small, -3]],
};

export const failures = {
  returnsBefore: [{ arguments: [xs, 1000], code: 'SHOAL2001' }],
  firstError: [
    { arguments: [Float64Array.of(1, 200), Int32Array.of(1)], code: 'SHOAL2002', node: true },
    // The two loops may run at the same time, and either of their errors may be the one that ends the run.
    { arguments: [Float64Array.of(1, 200), Int32Array.of(7)], code: 'SHOAL2002', orElse: 'SHOAL2001', node: true },
    { arguments: [Float64Array.of(1, 2), Int32Array.of(0, 7)], code: 'SHOAL2001' },
  ],
};
