export const cases = {
  subscripts: [[3]],
  postAndPre: [[0], [5], [0.5]],
  chains: [[0], [4]],
  callsBetween: [[0], [6]],
  lengthsBetween: [[0]],
  conditionsWithEffects: [[0], [3], [5]],
  arrayReplaced: [[0]],
  nestedStores: [[4]],
  shortCircuitValues: [[0], [3], [NaN]],
  compareWithEffects: [[0], [2.5]],
};
