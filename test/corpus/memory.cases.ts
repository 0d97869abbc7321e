const square = (n: number) => Float64Array.from({ length: n * n }, (_, i) => ((i * 7919) % 23) - 7 + (i % (n + 1) === 0 ? 30 : 0));

export const cases = {
  largeArray: [[300_000], [0]],
  pushMany: [[100_000], [0]],
  garbage: [[3000], [0]],
  depth: [[900, Float64Array.of(0.5, -1, 2)], [0, Float64Array.of(7)]],
  deepLists: [[6], [0]],
  gaussJordan: [[square(9), 9], [square(1), 1]],
  floydWarshall: [[square(8).map(Math.abs), 8], [new Float64Array(0), 0]],
  heat: [[40, 20], [3, 0]],
};
