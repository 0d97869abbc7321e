export const cases = {
  autocomplete: [[['car', 'card', 'care', 'cat', 'dog', 'car'], 'car'], [['a', 'ab', 'abc'], '', 2], [['x'], 'y'], [[], '']],
  schedule: [
    [[{ name: 'low', priority: 1 }, { name: 'high', priority: 9, tags: ['urgent', 'x'] }, { name: 'mid', priority: 5, tags: [] }, { name: 'mid2', priority: 5 }]],
    [[]],
  ],
  heapSort: [[[5, 3, 8, -1, 0, 2.5, 1e300]], [[]], [[2, NaN, 1]]],
  lru: [
    [2, [['set', 'a', 1], ['set', 'b', 2], ['get', 'a'], ['set', 'c', { three: 3 }], ['get', 'b'], ['get', 'c']]],
    [undefined, [['get', 'x']]],
    [0, []],
    [-2, []],
  ],
  kruskal: [[4, [[0, 1, 10], [0, 2, 6], [0, 3, 5], [1, 3, 15], [2, 3, 4]]], [3, []]],
  unionFind: [[6, [[0, 1], [2, 3], [1, 3], [5, 5]]], [0, []], [2, [[0, 7]]]],
  reverseList: [[[1, 'two', null]], [[]]],
  ringBuffer: [[3, ['a', 'b', 'c', 'd', 'e']], [4, ['x']], [0, ['y']]],
};
