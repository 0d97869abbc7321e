const g = { A: { B: 7, C: 8 }, B: { A: 7, F: 2 }, C: { A: 8, F: 6, G: 4 }, D: { F: 8 }, E: { H: 1 }, F: { B: 2, C: 6, D: 8, G: 9, H: 3 }, G: { C: 4, F: 9 }, H: { E: 1, F: 3 }, Z: {} };

export const cases = {
  topologicalSort: [[{ app: ['lib', 'log'], lib: ['core'], log: ['core'], core: [] }], [{ a: ['b'], b: ['c'], c: ['a'] }], [{}], [{ 10: ['9'], 9: [], x: ['10'] }]],
  dijkstra: [[g, 'A'], [g, 'A', 'E'], [g, 'A', 'Z'], [g, 'nowhere', 'A']],
  aStar: [
    [['....', '.##.', '....'], { x: 0, y: 0 }, { x: 3, y: 2 }],
    [['.#.', '.#.'], { x: 0, y: 0 }, { x: 2, y: 1 }],
  ],
  floydWarshall: [[4, [{ from: 0, to: 2, weight: -2 }, { from: 1, to: 0, weight: 4 }, { from: 1, to: 2, weight: 3 }, { from: 2, to: 3 }, { from: 3, to: 1, weight: -1 }]], [0, []], [1, [{ from: 3, to: 0 }]]],
  stronglyConnected: [[[[1], [2], [0, 3], [4], [5], [3], []]], [[]]],
  pageRank: [[new Map([['a', ['b', 'c']], ['b', ['c']], ['c', ['a']], ['d', ['c']]])], [new Map(), 0.5, 3]],
  bfsLevels: [[{ r: ['a', 'b'], a: ['c'], b: ['c', 'd'], c: ['r'] }, 'r'], [{}, 'x']],
};
