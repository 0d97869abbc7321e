// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are sources
/** Destructuring. */
export const PATTERNS = {
  arrays: 'const [a, , b = 5, [c] = [6], ...d] = [1, 2, undefined, undefined, 7, 8]; return [a, b, c, d]',
  'too few': 'const [a, b, ...c] = [1]; const [...d] = "ab"; const [] = [1]; return [a, b, c, d]',
  objects:
    'const { a, b: { c = 3, ...d } = { c: undefined, e: 5 }, ["x" + 1]: f = 6, ...g } = { a: 1, h: 7, i: 8 } as any; return [a, c, d, f, g]',
  iterables:
    'const [a, b] = new Set([1, 2, 3]); const [[k, v]] = new Map([["k", 1]]); const [x, y] = "😀b"; return [a, b, k, v, x, y]',
  assignment:
    'let a: any, b: any; const o: any = {}; [a, b] = [1, 2]; [a, b] = [b, a]; ({ a: o.x, b: [o.y, o["z"] = 9] } = { a: 3, b: [4] } as any); ({ a, ...o.rest } = { a: 5, q: 6 } as any); return [a, b, o]',
  'assignment gives the value':
    'let a, b; const v = ([a, b] = [1, 2, 3]); const w = ({ a } = { a: 4, z: 1 } as any); return [v, w, a, b]',
  swaps:
    'const a = [1, 2, 3]; [a[0], a[2]] = [a[2], a[0]]; let i = 0, j = 1; [i, j] = [j, i + j]; [i, j] = [j, i + j]; return [a, i, j]',
  'defaults are lazy':
    'let n = 0; const f = () => ++n; const { a = f(), b = f() } = { a: 1 } as any; const [c = f()] = [0]; return [a, b, c, n]',
  'in loops':
    'const r = []; for (const { a, b = a } of [{ a: 1 }, { a: 2, b: 3 }] as any[]) r.push(a, b); for (const [i, x] of ["p", "q"].entries()) r.push(i, x); for (let [i, j] = [0, 3]; i < j; [i, j] = [i + 1, j - 1]) r.push(i, j); return r',
  'captured in loops': 'const fs = []; for (let [i, n] = [0, 2]; i < n; i++) fs.push(() => [i, n]); return fs.map((f) => f())',
  parameters:
    'const f = ({ a, b = 2 }: any, [c, d]: any = [3, 4]) => [a, b, c, d]; return [f({ a: 1 }), f({ a: 1, b: 0 }, "xy")]',
  'closing iterators':
    'const log: any[] = []; const it = { [Symbol.iterator]() { let i = 0; return { next: () => ({ value: i++, done: i > 9 }), return() { log.push("closed"); return {}; } }; } }; const [a, b] = it as any; const [...c] = it as any; return [a, b, c.length, log]',
  'holes and defaults': 'const [a = 1, b = 2] = [, null] as any; return [a, b]',
  'function names':
    'const { f = () => 1, g = function () {} } = {} as any; const [h = class {}] = [] as any; return [f.name, g.name, h.name]',
  'of nothing':
    'const r: any[] = []; const n: any = null, u: any = undefined, o: any = {}; const attempt = (f: any) => { try { f(); } catch (e) { r.push(e); } }; attempt(() => { const { a } = n; }); attempt(() => { const { a } = u; }); attempt(() => { const {} = n; }); attempt(() => { const { ...a } = n; }); attempt(() => { const { a: { b } } = o; }); attempt(() => { const { a } = (() => u)(); }); attempt(() => { for (const { a } of [u]); }); return r',
  'not iterable':
    'const r: any[] = []; const n: any = null, o: any = {}; const attempt = (f: any) => { try { f(); } catch (e) { r.push(e); } }; attempt(() => { const [a] = n; }); attempt(() => { const [a] = o; }); attempt(() => { for (const x of o.q); }); attempt(() => { for (const x of 5 as any); }); attempt(() => [...o]); attempt(() => { const f = () => 5 as any; for (const x of f()); }); return r',
  'computed keys once':
    'let n = 0; const k = () => "k" + n++; const { [k()]: a, ...rest } = { k0: 1, k1: 2 } as any; return [a, rest, n]',
};
