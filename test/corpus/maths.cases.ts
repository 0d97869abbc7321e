import { special } from './arithmetic.cases.js';

const table = Float64Array.from([...special, ...Array.from({ length: 60 }, (_, i) => (i - 30) * 0.37), 100, -100, 709.78, -745.1, 1e5, 1e15, 0.9999999]);

export const cases = {
  rounding: [[table]],
  trigonometry: [[table], [new Float64Array(0)]],
  exponentials: [[table]],
  pairs: [[Float64Array.from(special)]],
  manyArguments: [[1, 2, 3], [NaN, 0, -0], [-0, 0, -1], [1e200, 1e200, 1], [3, 4, Infinity]],
  predicates: [[table]],
  roundHalves: [[]],
};
