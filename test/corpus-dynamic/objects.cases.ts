const cyclic: any = { name: 'loop', list: [1, 2] };
cyclic.self = cyclic;
cyclic.list.push(cyclic.list);
const leaf = { leaf: true };

export const cases = {
  deepEqual: [
    [{ a: [1, { b: NaN }] }, { a: [1, { b: NaN }] }],
    [{ a: 1 }, { a: 1, b: undefined }],
    [[0], [-0]],
    [new Map<any, any>([['k', { v: 1 }]]), new Map<any, any>([['k', { v: 1 }]])],
    [new Set([1, 2]), new Set([2, 1])],
    [new Uint8Array([1, 2]), new Uint8Array([1, 2])],
    [new Uint8Array([1, 2]), new Int8Array([1, 2])],
    [null, undefined],
    [10n ** 30n, 10n ** 30n],
    [{ length: 0 }, []],
  ],
  deepClone: [[{ a: [1, , 3], m: new Map<any, any>([[leaf, leaf]]), s: new Set([leaf]) }], [cyclic], [new Float32Array([1.5, -0])], ['x'], [null]],
  merge: [
    [{ a: 1, deep: { x: 1, y: [1] } }, { b: 2, deep: { y: [2, 3], z: null } }, null, { a: undefined, deep: 5 }],
    [{}, { 2: 'two', 1: 'one', z: 0 }],
  ],
  pick: [[{ a: 1, b: 2, c: undefined }, ['c', 'a', 'zz']], [[1, 2], ['length', '0']], [null, ['a']]],
  omit: [[{ a: 1, b: 2, c: 3 }, 'b', 'zz'], [{ a: 1 }]],
  invert: [[{ a: 'x', b: 'y', c: 'x' }], [[7, 8]], [{}]],
  typeTag: [[null], [undefined], [[1, 2]], [new TypeError('bad')], [new Map()], [new Uint16Array(2)], [12345678901234567890n], ['q"\n\u2028'], [-0], [1e21], [true], [{ z: 1, 5: 2 }]],
  pointer: [
    [{ a: { 'b/c': [10, 20] } }, '/a/b~1c/1'],
    [{ a: { 'm~n': 5 } }, '/a/m~0n'],
    [{ list: [1] }, '/list/-', { added: true }],
    [{ a: 1 }, 'a'],
    [{ a: 1 }, '/x/y'],
    [[1, 2], ''],
    [{ a: null }, '/a/b'],
  ],
  diffObjects: [[{ a: 1, b: { c: 2, d: [1, 2] }, gone: 0 }, { a: -0, b: { c: 2, d: [1, 3, 4] }, fresh: 'new' }], [{}, {}]],
  layered: [[[{ a: 1 }, { b: 2 }, { a: 3 }], 'a'], [[{ described: 'own' }], 'described'], [[], 'missing']],
  sieveKeys: [['hi', 0], [5, 1], [null, 0], [{ a: 1, bb: 2, c: 3, dd: 4 }, 2], [[7, 8, 9], 1], [true, 1]],
  sortRuns: [[[3, 1, 2]], [Array.from({ length: 70 }, (_, i) => (i * 37) % 71)]],
};
