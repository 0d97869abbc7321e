const list = Array.from({ length: 120 }, (_, i) => Math.sin(i * 1.3) * 4);
const odd = [-0, 0, NaN, Infinity, -Infinity, 1e308, 1e308, -1, 5e-324];
const lists = [[list], [odd], [[2.5]], [[]]];

export const cases = {
  mapped: lists,
  mappedTyped: [[Float64Array.from(list)], [Float64Array.from(odd)], [new Float64Array(0)]],
  filtered: lists,
  total: lists,
  chain: lists,
  dotProduct: [[Float64Array.from(list), Float64Array.from(list).reverse()], [new Float64Array(0), new Float64Array(3)]],
  greatestOf: [[list, 3], [odd, 0], [[], 1]],
  changedParameter: lists,
  called: [[list], [[1, 0, 2]], [[]]],
  any: lists,
  captured: lists,
};

export const failures = {
  called: [{ arguments: [[1, -1e301]], code: 'SHOAL2002', node: true }],
};
