const part: any = { price: 2 };
export const cases = {
  validate: [[{ name: ' Ada ', age: '36', tags: 'x' }], [{ age: 3 }], [{ name: 5 }], [{ name: 'A', age: 200 }], [null], ['text'], [{ name: 'B', age: 1, tags: [1, null, { a: 1 }] }]],
  attempts: [[['type', 'call', 'method', 'range', 'reference', 'custom', 'string', 'deep', 'iterate', 'instance', 'in', 'frozen', 'const', 'bigint', 'new', 'class', 'super', 'other']]],
  finallyOrder: [[1], [3], [5], [9]],
  rethrow: [[0, new TypeError('inner')], [3, new RangeError('deep')], [1, 'text'], [2, { plain: true }], [0, undefined], [1, null], [-1, 'never']],
  temperatures: [[[20, -3.5]], [[]], [[-300]]],
  zoo: [[['Rex', 'Fido', 'Bit']], [[]]],
  lazy: [[5], [0]],
  iterables: [[7], [0]],
  scores: [[{ ada: [1, 2, 3], bob: [] }], [{ ada: [1] }, 'ada', 'zed', 'toString']],
  permissions: [[3], [7], [0], [8], [1]],
  normalizeInPlace: [[{ items: [{ price: 2, qty: 3 }, { price: 10 }, part, part], meta: new Map<string, any>([['draft', true], ['id', 7]]), tags: new Set(['a']), extra: 1 }], [{ items: [], meta: new Map(), tags: new Set() }], [{}]],
  describeAny: [[[1, 'a', null, undefined, true, 3n, [2, [-0]], { k: { l: NaN } }]], [new Map<any, any>([['m', new Set([1, 'x'])]])], [new Error('outer', { cause: new TypeError('inner') })]],
  coercions: [[1, '2'], ['a', null], [[1, 2], [3]], [{}, 'x'], [null, undefined], [true, 1], ['', 0], [NaN, NaN], [10n, 3n], ['10', '9'], [' 12 ', 12], [1n, 1]],
  swapAll: [[{ a: 1, b: { c: 2, e: 5 }, z: 9 }, [10, [20]]], [{ a: 1, b: { c: 2, d: null } }, [10]], [{ a: 1 }, [1]], [undefined, []]],
  sumArguments: [[1, 2, 3, 4, 5], [], ['a', 1]],
  labels: [[[[1, -1, 5], [7, 5]], 5], [[[101, 5]], 5], [[], 1]],
};
