export const cases = {
  memoizedFibonacci: [[50], [1], [0]],
  curried: [[2, 3, 4], [0.5, -0, 1]],
  pipeline: [[['  apple', '', ' pear ', '  ']], [[]]],
  todos: [[[{ type: 'add', text: 'a' }, { type: 'add', text: 'b' }, { type: 'toggle', id: 1 }, { type: 'filter', by: 'done' }]], [[]], [[{ type: 'nope' }]], [[{ type: 'add', text: 'x' }, { type: 'remove', id: 1 }, { type: 'clear' }]]],
  runMachine: [[['OPEN', 'LOCK', 'CLOSE', 'LOCK', 'UNLOCK']], [['OPEN', 'UNLOCK'], true], [[]]],
  events: [[5], [0]],
  counters: [[3], [0]],
  updatePath: [[{ a: [1, { b: 2 }] }, ['a', 1, 'b'], 5], [{ x: 1 }, ['y', 'z'], 1], [7, [], 1], [null, ['k'], 2]],
  safeDivisions: [[[[1, 2], [1, 0], [1000, 2], [0, -5]]], [[]]],
};
