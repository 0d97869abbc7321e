export const special = [
  0, -0, 1, -1, 0.5, -0.5, 1.5, 2, -2, 3, 7.25, -7.25, 1e-310, 5e-324, 2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 53, -(2 ** 53) - 2, 1e308, -1e308,
  1e-308, Infinity, -Infinity, NaN, 0.1, 1 / 3, 4294967295, 2147483647,
];

const table = Float64Array.from(special);

export const cases = {
  addSubtract: [[table], [new Float64Array(0)], [Float64Array.of(1)]],
  multiplyDivide: [[table]],
  remainders: [[table]],
  powers: [[table]],
  comparisons: [[table], [new Float64Array(0)]],
  signs: [[table]],
  zeros: [[0, 5], [0, -5], [3, 0], [-3, 0], [-0, 4], [1, 1]],
  polynomial: [[0], [1.5], [-1e9], [NaN]],
  truthOf: [[0, 0], [-0, 3], [NaN, 4], [5, NaN], [5, 0], [1, 2], [0.5, -0]],
  literals: [[]],
  integerDivision: [[7, 2], [-7, 2], [7, -2], [0, 5], [5, 0], [0, 0], [2147483647, -1], [-2147483648, -1], [1e10, 3], [0, -3]],
  associativity: [[7, 2, 3], [2, 3, 2], [-5, 3, 1], [100, 4, 2]],
  compound: [[3, 2], [-10, 3], [1e9, 7], [0.5, 0.25]],
};
