const walls = () => Uint8Array.from({ length: 60 }, (_, i) => (i % 7 === 3 || i % 11 === 5 ? 1 : 0));

export const cases = {
  fibonacci: [[0], [1], [15]],
  ackermann: [[0, 3], [2, 3]],
  hanoi: [[0], [5]],
  quicksort: [[Float64Array.of(5, 3, 9, -1, 3, 0, -0, 7.5, 1e9, -1e9)], [new Float64Array(0)], [Float64Array.from({ length: 100 }, (_, i) => (i * 7919) % 101)]],
  mergeSort: [[[5, 3, 9, -1, 3, 0, -0, 7.5]], [[]], [[1]]],
  isEven: [[0], [7], [100]],
  queens: [[1], [4], [6]],
  permutations: [[[1, 2, 3]], [[]], [[4, 4]]],
  power: [[2, 10], [1.1, 100], [-3, 3], [5, 0]],
  treeSum: [[0, 1], [6, 1]],
  integrate: [[0, 3, 12]],
  floodFill: [[walls(), 10, 0], [walls(), 10, 3]],
  defaults: [[5], [-0.5]],
  arrows: [[1], [9]],
};
