/** Lengths of the shortest paths between all pairs of n nodes. */
export function floydWarshall(n: number, path: Float64Array): Float64Array {
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        path[i * n + j] =
          // biome-ignore lint/complexity/useMathMinMax: PolyBench has it so, and Math.min would have to look for NaN and -0
          path[i * n + j] < path[i * n + k] + path[k * n + j] ? path[i * n + j] : path[i * n + k] + path[k * n + j];
      }
    }
  }
  return path;
}
