const people = [
  { name: 'Ada', age: 36, city: 'London' },
  { name: 'Grace', age: 85, city: 'New York' },
  { name: 'Linus', age: 54 },
  { name: 'Alan', age: 41, city: 'London' },
  { name: 'Barbara', age: 54, city: undefined },
];
const shared = { id: 1 };

export const cases = {
  chunk: [[[1, 2, 3, 4, 5], 2], [[], 3], [['a', , 'c'], 5], [[1, 2], 0], [[1, 2], 1.5], [['x', 'y']], [[1, 2], NaN]],
  partition: [[[5, 1, -0, NaN, 9], 4], [[], 1]],
  groupByCity: [[people], [[]], [[null]]],
  countBy: [[['b', 'a', 'b', 'c', 'a', 'b']], [[]], [['constructor', '__proto__', '1', '0']]],
  zip: [[[1, 2, 3], ['a', 'b']], [], [[]]],
  uniqueBy: [[[{ id: 1 }, { id: 2 }, shared, shared, { other: 3 }, {}], 'id'], [[{ id: NaN }, { id: NaN }, { id: 0 }, { id: -0 }], 'id']],
  flattenDeep: [[[1, [2, [3, [4, [5]]]]]], [[1, [2, [3, [4, [5]]]]], 1], ['text'], [[[], [[]], [, 1]]]],
  intersection: [[[1, 2, 3, 'a'], ['a', 3, '1', 3]], [[], []]],
  range: [[4], [-4], [1, 5], [0, 20, 5], [0, -4, -1], [1, 4, 0], [0]],
  sortBy: [[people, 'age', 'name'], [people, 'city'], [people]],
  rotateInPlace: [[[1, 2, 3, 4, 5], 2], [[1, 2, 3], -1], [[], 4], [[1], 1e9]],
  walkWhileChanging: [[['abc', 'b', 'c', 'b', 'd'], 3], [['stop', 'x', 'stop'], null], [[], undefined]],
};
