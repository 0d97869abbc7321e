/** Installed packages: CommonJS, files that need not run, and code for hosts and kinds of values that no program has. */
import { describe, expect, test } from 'vitest';
import { both, type Files, refusals } from './differential.js';

/** A package `p` whose one file is CommonJS, and what is done with it. */
const commonJs = (text: string, main: string): Files => ({
  'main.ts': main,
  'node_modules/p/package.json': '{"name":"p","main":"main.js"}',
  'node_modules/p/main.js': text,
});
const esModule = (text: string, body: string, names = '{ f }'): Files => ({
  'main.ts': `import ${names} from 'p';\nexport function run(x: any): any { ${body} }`,
  'node_modules/p/package.json': '{"name":"p","type":"module","exports":"./main.js","sideEffects":false}',
  'node_modules/p/main.js': text,
});

const SAME: Readonly<Record<string, readonly [Files, ...unknown[]]>> = {
  'module.exports = function': [
    commonJs(
      "'use strict';\nmodule.exports = function twice(x) { return x * 2; };\nmodule.exports.half = (x) => x / 2;",
      "import twice from 'p';\nexport const run = (x: number) => [twice(x), (twice as any).half(x)];",
    ),
    21,
  ],
  'exports by name': [
    commonJs(
      'exports.one = 1;\nfunction add(a) { return a + exports.one; }\nexports.add = add;',
      "import { add } from 'p';\nimport all from 'p';\nexport const run = (x: number) => [add(x), all.one];",
    ),
    4,
  ],
  'a universal module': [
    commonJs(
      "(function (root, make) { if (typeof define === 'function' && define.amd) define([], make); else if (typeof module === 'object' && module.exports) module.exports = make(); else root.p = make(); })(this, function () { return { name: 'p', f: function (x) { return x + 1; } }; });",
      "import p from 'p';\nexport const run = (x: number) => [p.f(x), p.name];",
    ),
    1,
  ],
  'require of another file': [
    {
      ...commonJs(
        "const { inner } = require('./inner');\nmodule.exports = { outer: (x) => inner(x) + 1 };",
        "import p from 'p';\nexport const run = (x: number) => p.outer(x);",
      ),
      'node_modules/p/inner.js': 'module.exports = { inner(x) { return x * x; } };',
    },
    7,
  ],
  'branches for dates and patterns': [
    esModule(
      `export function f(x) {
        if (x instanceof Date) return new Date(x.getTime());
        if (x instanceof RegExp) return new RegExp(x.source);
        const tag = Object.prototype.toString.call(x);
        if (tag === '[object Date]') return new Date(+x);
        return x && x.constructor === Date ? 0 : [x];
      }`,
      'return f(x);',
    ),
    { a: 1 },
  ],
  'Math.random as a default': [
    esModule(
      'export const f = maker(Math.random);\nfunction maker(random) { return (x, given = random) => (x > 0 ? x : given()); }',
      'return [f(x), f(-1, () => 5)];',
    ),
    3,
  ],
  'a pattern that nobody asks': [
    esModule(
      "const PATTERN = /a/v;\nexport function f(x) { if (typeof x === 'number') return x; return PATTERN.test(x) ? 1 : 2; }",
      'return f(x);',
    ),
    3,
  ],
  'unused members of a package': [
    esModule(
      'export class F { plain() { return 1; } dated() { return Date.now(); } }\nexport const f = () => new F().plain();',
      'return f();',
    ),
  ],
  'a host that is not there': [
    esModule(
      "const root = typeof self === 'object' ? self : globalThis;\nexport const f = (x) => [typeof TextEncoder === 'undefined' || x, root.Map === Map];",
      'return f(true);',
    ),
  ],
  'a host that is asked for in a try': [
    commonJs(
      "var Store; try { Store = require('buffer').NoSuch; } catch (e) { Store = null; }\nvar wasm = null; try { new WebAssembly.NoSuch(); } catch (e) { wasm = 1; }\nmodule.exports = function f(x) { return [x, Store == null, wasm]; };",
      "import f from 'p';\nexport const run = (x: number) => f(x);",
    ),
    2,
  ],
  'async functions that are only handed about': [
    commonJs(
      'class Reader { read(x) { return x; } async *all() { yield 1; } }\nasync function later() { return 1; }\nexports.later = later; exports.Reader = Reader;',
      "import { Reader } from 'p';\nexport const run = (x: number) => new Reader().read(x);",
    ),
    3,
  ],
  'the question whether there is a require': [
    {
      ...commonJs(
        "var inner = typeof require === 'function' ? require('./inner') : window.inner;\nmodule.exports = (x) => inner.twice(x);",
        "import p from 'p';\nexport const run = (x: number) => p(x);",
      ),
      'node_modules/p/inner.js': 'exports.twice = (x) => 2 * x;',
    },
    7,
  ],
  'require of an ES module': [
    {
      ...commonJs(
        "const inner = require('./inner.mjs');\nmodule.exports = (x) => [inner.twice(x), inner.name, (0, inner.twice)(1)];",
        "import p from 'p';\nexport const run = (x: number) => p(x);",
      ),
      'node_modules/p/inner.mjs': "export const twice = (x) => 2 * x;\nexport const name = 'inner';",
    },
    7,
  ],
  'exports of another file passed on': [
    {
      ...commonJs(
        "var __exportStar = function (m, exports) { for (var p in m) if (p !== 'default') exports[p] = m[p]; };\n__exportStar(require('./inner'), exports);",
        "import { twice } from 'p';\nexport const run = (x: number) => twice(x);",
      ),
      'node_modules/p/inner.js': 'exports.twice = (x) => 2 * x;',
    },
    7,
  ],
  'properties of the global object': [
    esModule(
      'const names = Object.getOwnPropertyNames(globalThis.NoSuchThing || {});\nexport const f = (x) => [x, names.length, globalThis.WebAssembly, globalThis.Math === Math];',
      'return f(x).length;',
    ),
    1,
  ],
  'classes of the host in lists and as defaults': [
    esModule(
      `const clock = typeof performance === 'object' && performance.never ? performance : Date;
      const known = [Date, Promise, Map];
      export const f = (x) => [known.some((one) => x instanceof one), typeof clock, known.length];`,
      'return [f(x), f(new Map())];',
    ),
    3,
  ],
  'times that are only compared': [
    esModule(
      `const now = Date.now;
      let last = 0;
      let calls = 0;
      export function f(x, timeout) {
        const end = timeout === undefined ? 0 : Date.now() + timeout;
        const stamp = now();
        const since = stamp - last;
        last = stamp;
        calls += since > 1e7 ? 1 : 0;
        return end !== 0 && Date.now() > end ? 'late' : [x, calls];
      }`,
      'return [f(x), f(x, 1e7), f(x)];',
    ),
    3,
  ],
  'a class of what is missing': [
    esModule(
      "export class Day extends Date { next() { return 1; } }\nexport const f = (x) => (x === 'day' ? new Day() : x);",
      'return f(x);',
    ),
    'night',
  ],
};

describe('packages give the same as by Node', () => {
  test.each(Object.entries(SAME))('%s', async (_, [files, ...args]) => {
    const { node, core } = await both(files, 'run', args);
    expect(core).toBe(node);
  });
});

describe('packages are refused', () => {
  test('when what is missing surely runs', () => {
    expect(refusals(esModule('export function f(x) { return x.replace(/a/v, 1); }', 'return f(x);'), 'run')).toHaveLength(1);
    expect(refusals(esModule('const P = /a/v; export const f = (x) => P.test(x);', 'return f(x);'), 'run')).toHaveLength(1);
    expect(
      refusals(esModule('const make = () => () => Date.now(); export const f = make();', 'return f(x);'), 'run'),
    ).toHaveLength(1);
  });

  test('when they make proxies unless the value is of a kind', () => {
    const files = esModule('export const f = (x) => { if (x.draft) return new Proxy(x, {}); return x; };', 'return f(x);');
    expect(refusals(files, 'run')).toEqual(['SHOAL1042@1:51']);
  });

  test('when a time gets into what they give', () => {
    expect(refusals(esModule('export const f = (x) => Date.now() + x;', 'return f(x);'), 'run')).toEqual(['SHOAL1020@1:25']);
    expect(refusals(esModule('export const f = (x) => ({ at: Date.now() });', 'return f(x);'), 'run')).toHaveLength(1);
    expect(
      refusals(esModule('export const f = (x, at = 0) => { at = Date.now(); return at; };', 'return f(x);'), 'run'),
    ).toHaveLength(1);
  });

  test('when a method that is missing surely runs', () => {
    expect(refusals(esModule('export const f = (x) => x.compile("a");', 'return f(x);'), 'run')).toHaveLength(1);
  });

  test('not: because of sources beside what they were compiled to', () => {
    const files = {
      ...esModule("export { f } from './inner.js';", 'return f(x);'),
      'node_modules/p/inner.js': 'export const f = (x) => x;',
      'node_modules/p/inner.ts': 'export const f = (x: unknown) => new Date();',
    };
    expect(refusals(files, 'run')).toEqual([]);
  });

  test('not: a file whose exports nobody uses', () => {
    const files = esModule("export { f } from './f.js';\nexport { g } from './g.js';", 'return f(x);');
    const more = {
      'node_modules/p/f.js': 'export const f = (x) => x;',
      'node_modules/p/g.js': 'console.log(1);\nexport const g = 1;',
    };
    expect(refusals({ ...files, ...more }, 'run')).toEqual([]);
    expect(refusals({ ...files, ...more, 'node_modules/p/package.json': '{"name":"p","main":"main.js"}' }, 'run')).toHaveLength(
      1,
    );
  });
});

test("the user's own code is held to a stricter rule", () => {
  const own = (body: string): Files => ({ 'main.ts': `export function run(x: any): any {\n${body}\n}` });
  expect(refusals(own('if (x > 1) return Math.random();\nreturn 1;'), 'run')).toEqual(['SHOAL1020@2:19']);
  expect(refusals(own("if (typeof x === 'string') return /a/v.test(x);\nreturn 1;"), 'run')).toEqual(['SHOAL1040@2:35']);
  expect(refusals(own('if (x instanceof Date) return new Date(x);\nreturn 1;'), 'run')).toEqual([]);
});
