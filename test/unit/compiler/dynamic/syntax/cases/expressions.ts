// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are sources
/** Operators, assignments, literals, templates, optional chains. */
export const EXPRESSIONS = {
  arithmetic:
    'return [1 + 2, 7 - 9, 3 * 4, 7 / 2, -7 % 3, 2 ** 10, 5 & 3, 5 | 3, 5 ^ 3, 1 << 4, -16 >> 2, -16 >>> 28, ~5, -(0), +"3", !0]',
  comparison: 'return [1 < 2, "b" > "a", 1 <= 1, 2 >= 3, 1 === 1, "1" == 1 as any, null == undefined, NaN !== NaN, 1 != 2]',
  'compound assignment':
    'let a = 5; a += 2; a -= 1; a *= 3; a /= 2; a %= 5; a **= 2; let b = 12; b &= 10; b |= 1; b ^= 3; b <<= 3; b >>= 1; b >>>= 1; return [a, b]',
  'logical assignment':
    'let a: any = null, b: any = 0, c: any = 1; a ??= 5; b ||= 6; c &&= 7; const o: any = {}; o.x ??= 1; o.x ??= 2; o.y ||= 3; o.y &&= 4; return [a, b, c, o]',
  'compound on members':
    'const o: any = { n: 1, a: [1, 2] }; let calls = 0; const get = () => { calls++; return o; }; get().n += 4; get().a[calls - 2] *= 10; get()["n"]++; return [o, calls]',
  'update operators':
    'let i = 5; const r = [i++, ++i, i--, --i]; const o = { x: "7" as any, y: 1 }; return [r, o.x++, o.x, ++o.y, o.y--, o.y, i]',
  'update of bigint': 'let i = 5n; const r = [i++, ++i]; return [r, i, -i, 3n ** 40n, 7n / 2n]',
  'chained assignment': 'let a, b, c: any; a = b = c = 3; const o: any = {}; o.p = o.q = 4; return [a, b, c, o]',
  'order of evaluation':
    'const log: any[] = []; const f = (x: any) => { log.push(x); return x; }; const o: any = {}; o[f("k")] = f("v"); f(1) + f(2) * f(3); [f(4), f(5)]; f(6) ? f(7) : f(8); return [log, o]',
  'variable changed by the right side':
    'let x = 1; const a = x + (x = 5); let y = 2; y += (y = 10); const o: any = { v: 1 }; let p = o; p.v = (p = { v: 9 }, 3); return [a, x, y, o.v, p.v]',
  template: 'const a = 5, s = "x"; return [`${a}`, `a${a}b${s}c`, `${[1, 2]}`, `${null} ${undefined} ${true}`, `\\n\\u0041`, ``]',
  'tagged template':
    'const seen = new Set(); const tag = (s: any, ...v: any[]) => { seen.add(s); return s.raw.join("|") + s.join("/") + v.join(","); }; const f = (n: number) => tag`a${n}\\n${n + 1}c`; return [f(1), f(2), seen.size]',
  'optional chain':
    'const o: any = { a: { b: { c: 5, f() { return this.c; } } }, n: null }; return [o?.a?.b.c, o.n?.x.y.z, o.x?.[1].y, o.a.b.f?.(), o.a?.b.g?.(), o?.a.b["f"](), (o.n?.x)?.y, o.f?.()]',
  'optional chain short circuit': 'let n = 0; const o: any = null; o?.[n++]; o?.f(n++); delete o?.x; return n',
  'optional delete': 'const o: any = { a: { b: 1 } }; return [delete o?.a?.b, delete o?.z?.b, o]',
  'optional call keeps this':
    'const o: any = { v: 3, f() { return this?.v; }, g: { h() { return this === o.g; } } }; return [o.f?.(), o["f"]?.(), o?.f(), o.g?.h?.(), (0, o.f)?.()]',
  typeof:
    'return [typeof 1, typeof "", typeof undefined, typeof null, typeof {}, typeof (() => 1), typeof 1n, typeof Symbol.iterator, typeof neverDeclared, typeof Math, typeof true]',
  'void, comma, delete': 'const o: any = { a: 1, b: 2 }; const r = [void 0, (1, 2, 3), delete o.a, delete o["zz"], o]; return r',
  'in and instanceof':
    'class A {} class B extends A {} const o = { a: 1 }; return ["a" in o, "b" in o, new B() instanceof A, new A() instanceof B, [] instanceof Array, ({}) instanceof Object, new TypeError() instanceof Error]',
  conditional: 'const f = (x: any) => (x ? "yes" : "no"); return [0, "", null, NaN, [], {}, "0", -1, 0n].map(f)',
  'nullish and logical': 'return [0 ?? 1, null ?? 2, undefined ?? 3, 0 || 4, 1 && 5, "" && 6]',
  'array literal':
    'const a = [1, 2]; const b = new Set([3, 4]); return [[...a, ...b, 5], [...a], [..."héy"], [, 1, , 2], [...[]]]',
  'spread of iterables':
    'const m = new Map([["a", 1], ["b", 2]]); return [[...m], [...m.keys()], [...m.values()], [...m.entries()], [...new Uint8Array([1, 2])], [...[1, 2].entries()]]',
  'object literal':
    'const x = 1, k = "key"; const o = { x, y: 2, [k]: 3, [`a${x}`]: 4, m() { return this.x; }, get g() { return this.y + 1; }, set g(v) { this.y = v; }, "quoted name": 5, 12: 6, ...{ z: 7, x: 8 } }; o.g = 10; return [o, o.m(), o.g]',
  'object literal duplicates':
    'const o = { a: 1, b: 2, ["a"]: 3, ...{ b: 4, a: 5 }, c: 6 } as any; return [o, Object.keys(o), Object.keys({ b: 1, 2: 1, a: 1, 1: 1 })]',
  'object spread of null': 'return [{ ...null, ...undefined, ...(0 as any), ...("ab" as any), ...[7, 8] }]',
  'accessor over spread':
    'const log: any[] = []; const o = { get a() { log.push("a"); return 1; } }; const p = { ...o }; p.a; return [p, log]',
  'function names':
    'const f = () => 1, g = function () {}, h = function named() {}; const o: any = { a: () => 1, b() {}, ["c" + 1]: () => 1, get d() { return 1; } }; class K {} const L = class {}; let z; z = () => 1; return [f.name, g.name, h.name, o.a.name, o.b.name, K.name, L.name, (z as any).name, f.length, ((a: any, b: any = 1, c: any) => 1).length, ((...r: any[]) => 1).length]',
  'as, satisfies and !':
    'const a = (5 as any as number)!; const o = { x: 1 } satisfies { x: number }; let v = <number>(6 as any); (v as any) = 7; (v as number)++; return [a, o, v]',
  'numbers as written': 'return [0x1f, 0b101, 0o17, 1e3, .5, 1_000_000, 5., 0xFFFFFFFFFF, 10n, 0x10n]',
  math: 'return [Math.floor(-1.5), Math.max(1, 3, 2), Math.max(), Math.min(4), Math.min(1, NaN), Math.hypot(3, 4), Math.hypot(1, 2, 2), Math.PI, Math.pow(2, 3), Math.imul(3, 5), Math.sign(-3), Math.max(...[1, 9, 3]), Math.atan2(1, 2), Math.abs(-1)]',
  globals:
    'return [parseInt("12px"), parseFloat("1.5e3x"), isNaN("a" as any), isFinite(5), Number("3"), String(5), Boolean(0), Number.isInteger(5), Number.MAX_SAFE_INTEGER, undefined, NaN, Infinity, globalThis.Math.max(1, 2)]',
  'built-ins as values':
    'return [["1", "2"].map(Number), [0, 1].map(Boolean), ["a"].map(String), [1.5].map(Math.floor), Array.isArray([]), [[1], 2].map(Array.isArray)]',
  'built-in prototypes':
    'const f = function () { return Array.prototype.slice.call(arguments, 1); }; return [(f as any)(1, 2, 3), Object.prototype.hasOwnProperty.call({ a: 1 }, "a"), [].concat.apply([], [[1], [2]] as any)]',
  'undeclared name': 'try { return (neverDeclared as any); } catch (e: any) { return e }',
  'errors of nothing': 'const o: any = {}; try { return o.a.b; } catch (e: any) { return e.message }',
  'assignment to a constant':
    'const c = 1; let log = ""; const f = () => { log += "f"; return 2; }; try { (c as any) = f(); } catch (e: any) { return [e, log, c] }',
  'labels and commas in for': 'const r = []; for (let i = 0, j = 10; i < j; i++, j--) r.push(i * j); return r',
};
