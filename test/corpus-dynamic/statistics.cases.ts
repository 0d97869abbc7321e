const sample = [2, 4, 4, 4, 5, 5, 7, 9, 0.1, 0.2, -3];
export const cases = {
  describe: [[sample], [[1]], [[]], [new Float64Array(sample)], [['a', 1]], [undefined]],
  quantile: [[sample, 0.25], [sample, [0, 0.1, 1]], [[], 0.5], [sample, 1.5]],
  mode: [[[1, 2, 2, '2', 3]], [[]]],
  linearRegression: [[[[0, 1], [1, 3], [2, 5.5], [3, 6]]], [[[5, 7]]], [[]]],
  correlation: [[[1, 2, 3, 4], [2, 4, 5, 9]], [[1, 1], [2, 3]], [[], []]],
  histogram: [[sample, 4], [sample], [[1, 1, 1], 2], [[NaN, null, 3, undefined, 4]]],
  extent: [[[3, 1, NaN, 2]], [[]], [[{ v: 2 }, { v: 7 }, {}], 'v'], [['b', 'a', 'c']], ['hello'], [new Set([5, 6])]],
  ticks: [[0, 1, 10], [-7, 13, 5], [0, 0.0001, 3], [0, 10, 0], [1, 1, 5]],
  bisect: [[[1, 2, 2, 5, 8], [0, 2, 3, 9]], [[], [1]], [['a', 'c'], ['b']]],
  movingAverages: [[[1, 2, 3, 4, 10, -5], 3], [[], 2]],
  rollup: [[[{ c: 'a', y: 1, v: 10 }, { c: 'a', y: 1, v: 0.1 }, { c: 'b', y: 2, v: 0.2 }], ['c', 'y'], 'v'], [[], [], 'x']],
};
