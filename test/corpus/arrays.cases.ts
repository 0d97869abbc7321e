const glider = () => {
  const rows = Array.from({ length: 8 }, () => new Uint8Array(9));
  for (const [y, x] of [[0, 1], [1, 2], [2, 0], [2, 1], [2, 2]] as const) rows[y]![x] = 1;
  return rows;
};

export const cases = {
  pushPop: [[0], [1], [10]],
  growWhileLooping: [[1], [20]],
  shrinkWhileLooping: [[[1, 2, 3]], [[1, -1, 2, 3]], [[]], [[-1, -2, -3, -4]]],
  replaceWhileLooping: [[[1, 2, 3]], [[]]],
  transpose: [[[[1, 2, 3], [4, 5, 6]]], [[]], [[[7]]]],
  pascal: [[0], [1], [12]],
  sharedRows: [[0], [5]],
  aliases: [[Float64Array.of(1, 2, 3)]],
  sameTwice: [[[1, 2, 3, 4]], [[]]],
  overlapping: [[0], [1], [6]],
  flags: [[0], [1], [5]],
  fromCallback: [[0], [4]],
  fromBlock: [[0], [7]],
  literalsAndCopies: [[5], [-0]],
  cube: [[1], [3]],
  insertionSort: [[[3, 1, 2, -0, 0, 5, 5, -9]], [[]], [[NaN, 1, 0]]],
  swapEnds: [[[1, 2, 3, 4, 5]], [[1, 2]], [[]]],
  binarySearch: [[[1, 3, 5, 7], 5], [[1, 3, 5, 7], 4], [[], 1]],
  lifeStep: [[glider(), 5], [glider(), 0]],
  constants: [[0], [30], [77]],
  oddLengths: [[0], [3], [2.5], [-1.5], [NaN], [-0]],
  largeGrowth: [[20000], [0]],
};
