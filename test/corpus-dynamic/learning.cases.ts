const weather = [
  { outlook: 'sunny', humidity: 85, play: 'no' },
  { outlook: 'overcast', humidity: 78, play: 'yes' },
  { outlook: 'rain', humidity: 96, play: 'yes' },
  { outlook: 'rain', humidity: 70, play: 'no' },
  { outlook: 'sunny', humidity: 60, play: 'yes' },
];
export const cases = {
  kMeans: [[[[1, 1], [1.5, 2], [3, 4], [5, 7], [3.5, 5], [4.5, 5], [3.5, 4.5]], 2], [[[1]], 1], [[[1]], 2]],
  decisionTree: [[weather, 'play', [{ outlook: 'rain', humidity: 90 }, { outlook: 'sunny', humidity: 61 }]], [[], 'x', []]],
  classify: [[[['buy cheap pills', 'spam'], ["let's meet for lunch", 'ham'], ['cheap lunch', 'ham']], 'cheap pills now'], [[], 'x']],
  perceptron: [[[{ x: [2, 1], y: 1 }, { x: [-1, -2], y: -1 }, { x: [1, 3], y: 1 }, { x: [-2, 1], y: -1 }]], [[]]],
  trainXor: [[50], [3, 42]],
  kalman: [[[0.39, 0.5, 0.48, 0.29, 0.25]], [[1, 2], { q: 0.1, x: 1 }], [[]]],
  markov: [['the cat sat on the mat and the dog sat on the log', 12, 7], ['constructor toString', 3, 1], ['', 2, 1]],
  confusion: [[['a', 'b', 'a', 'c'], ['a', 'a', 'a', 'c']], [[], []]],
};
