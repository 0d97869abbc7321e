/** The most base pairs that a strand of RNA can form with itself, for each of its parts; bases are 0 to 3. */
export function nussinov(n: number, seq: Float64Array): Float64Array {
  const table = new Float64Array(n * n);
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) {
      if (j - 1 >= 0) table[i * n + j] = Math.max(table[i * n + j], table[i * n + j - 1]);
      if (i + 1 < n) table[i * n + j] = Math.max(table[i * n + j], table[(i + 1) * n + j]);
      if (j - 1 >= 0 && i + 1 < n) {
        if (i < j - 1) {
          const match = seq[i] + seq[j] === 3 ? 1 : 0;
          table[i * n + j] = Math.max(table[i * n + j], table[(i + 1) * n + j - 1] + match);
        } else {
          table[i * n + j] = Math.max(table[i * n + j], table[(i + 1) * n + j - 1]);
        }
      }
      for (let k = i + 1; k < j; k++) {
        table[i * n + j] = Math.max(table[i * n + j], table[i * n + k] + table[(k + 1) * n + j]);
      }
    }
  }
  return table;
}
