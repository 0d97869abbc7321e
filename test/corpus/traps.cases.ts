export const cases = {
  throwing: [[1], [0.5], [3]],
  readBeyond: [[Float64Array.of(1, 2), 1]],
  writeBeyond: [[[0, 0], 1]],
  nestedBeyond: [[[[1], [2, 3]], 1, 1]],
  badLength: [[3], [2.9], [NaN], [-0.5]],
  badArrayLength: [[3], [0]],
  emptyPop: [[[1]]],
  endlessRecursion: [[0], [-100]],
  setBeyond: [[2, 2], [0, 4], [1, NaN]],
  exhaustive: [[0], [1]],
  exhaustiveAssignment: [[1], [2]],
  notReached: [[[1, 2, 3]]],
};

/** Arguments with which a run must fail, and how. `node` tells that Node throws too. */
export const failures = {
  throwing: [{ arguments: [5], code: 'SHOAL2002', node: true }, { arguments: [-1], code: 'SHOAL2002', node: true }],
  readBeyond: [
    { arguments: [Float64Array.of(1, 2), 2], code: 'SHOAL2001' },
    { arguments: [Float64Array.of(1, 2), -1], code: 'SHOAL2001' },
    { arguments: [Float64Array.of(1, 2), 0.5], code: 'SHOAL2001' },
    { arguments: [Float64Array.of(1, 2), NaN], code: 'SHOAL2001' },
    { arguments: [Float64Array.of(1, 2), 4294967296], code: 'SHOAL2001' },
  ],
  writeBeyond: [{ arguments: [[0, 0], 2], code: 'SHOAL2001' }, { arguments: [[], 0], code: 'SHOAL2001' }],
  nestedBeyond: [
    { arguments: [[[1], [2, 3]], 2, 0], code: 'SHOAL2001', node: true },
    { arguments: [[[1], [2, 3]], 0, 1], code: 'SHOAL2001' },
  ],
  badLength: [{ arguments: [-1], code: 'SHOAL2003', node: true }, { arguments: [1e15], code: 'SHOAL2003', node: true }],
  badArrayLength: [{ arguments: [-1], code: 'SHOAL2003', node: true }, { arguments: [2.5], code: 'SHOAL2003', node: true }],
  emptyPop: [{ arguments: [[]], code: 'SHOAL2001' }],
  endlessRecursion: [{ arguments: [1], code: 'SHOAL2004', node: true }],
  setBeyond: [{ arguments: [3, 2], code: 'SHOAL2001', node: true }, { arguments: [1, -1], code: 'SHOAL2001', node: true }],
  exhaustive: [{ arguments: [2], code: 'SHOAL2002' }],
  exhaustiveAssignment: [{ arguments: [3], code: 'SHOAL2002' }],
};
