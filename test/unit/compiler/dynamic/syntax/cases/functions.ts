// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are sources
/** Functions: parameters, closures, this, arguments. */
export const FUNCTIONS = {
  parameters: [
    'export function run(a: number, b = a * 2, { c, d = 4 }: any = {}, [e, f = 6]: any = [5], ...rest: any[]) { return [a, b, c, d, e, f, rest]; }',
    1,
  ],
  'parameters given': [
    'export function run(a: number, b = a * 2, { c, d = 4 }: any = {}, [e, f = 6]: any = [5], ...rest: any[]) { return [a, b, c, d, e, f, rest]; }',
    1,
    3,
    { c: 7 },
    [8, 9],
    10,
    11,
  ],
  'missing arguments': 'const f = (a?: any, b?: any) => [a, b]; return [f(), f(1), (f as any)(1, 2, 3)]',
  'default of undefined': 'let n = 0; const f = (a: any = ++n) => a; return [f(), f(undefined), f(null), f(0), n]',
  'defaults see earlier parameters': 'const f = (a: any, b = () => a, c = b()) => [a, b(), c]; return f(3)',
  closures:
    'const counter = () => { let n = 0; return { up: () => ++n, down: () => --n, get value() { return n; } }; }; const a = counter(), b = counter(); a.up(); a.up(); b.down(); return [a.value, b.value]',
  'deep closures':
    'const f = (a: number) => (b: number) => (c: number) => { a++; return () => a + b + c; }; const g = f(1)(2); return [g(3)(), g(3)(), f(1)(1)(1)()]',
  'captured parameters': 'function f(x: number) { const add = () => { x++; }; add(); add(); return x; } return f(5)',
  recursion:
    'function fib(n: number): number { return n < 2 ? n : fib(n - 1) + fib(n - 2); } const even = (n: number): boolean => n === 0 || odd(n - 1); const odd = (n: number): boolean => n !== 0 && even(n - 1); return [fib(15), even(10), odd(7)]',
  'named function expressions':
    'const f = function fact(n: number): number { return n < 2 ? 1 : n * fact(n - 1); }; const g = function self() { try { (self as any) = 1; } catch (e) { return e; } }; return [f(5), g()]',
  this: 'const o = { v: 1, f() { return this.v; }, g: function () { return () => this.v; }, h: () => typeof this, nested() { const inner = () => () => this.v + 1; return inner()(); } }; const { f } = o; let error; try { f(); } catch (e) { error = e; } return [o.f(), o.g()(), o.h(), o.nested(), error]',
  'call, apply, bind':
    'function f(this: any, ...a: any[]) { return [this?.x, ...a]; } return [f.call({ x: 1 }, 2, 3), f.apply({ x: 4 }, [5, 6]), f.bind({ x: 7 }, 8)(9)]',
  arguments:
    'function f(a: any, b = 2) { return [arguments.length, arguments[0], a, b, [...arguments], ((x: any) => arguments[1])(0)]; } return [(f as any)(), (f as any)(1), (f as any)(1, 3, 5)]',
  'spread arguments':
    'const f = (...a: any[]) => a; const o = { v: 1, f(...a: any[]) { return [this.v, ...a]; } }; return [f(...[1, 2], 3, ...new Set([4])), o.f(...[2]), o["f"](...[3], 4), new Array(...[1, 2]), Math.max(...[1, 5, 2]), new (class { a; constructor(...a: any[]) { this.a = a; } })(...[1, 2])]',
  'higher order':
    'const compose = (...fs: any[]) => (x: any) => fs.reduceRight((a, f) => f(a), x); return [compose((x: number) => x + 1, (x: number) => x * 2)(5), [3, 1, 2].sort((a, b) => a - b), [1, 2, 3].reduce((a, b) => a + b, 0)]',
  'immediately called':
    'const x = (function () { return 5; })(); const y = (() => { let z = 1; return z + 1; })(); return [x, y, (function (this: any) { return this; })()]',
  constructors:
    'function P(this: any, x: number) { this.x = x; } P.prototype.get = function () { return this.x; }; const p = new (P as any)(4); return [p.get(), p instanceof P, p.constructor === P]',
  'new.target':
    'function F(this: any) { return new.target === F; } function G(this: any) { this.t = new.target === G; const f = () => new.target; this.u = f() === G; } return [(F as any)(), new (G as any)()]',
  'constructor that returns':
    'function F(this: any) { this.a = 1; return { b: 2 }; } function G(this: any) { this.a = 1; return 5; } return [new (F as any)(), new (G as any)()]',
  getters:
    'let n = 0; const o = { get a() { return ++n; }, set a(v) { n = v; } }; o.a; o.a = 10; o.a++; o.a += 5; return [n, o.a]',
  'async function':
    'export async function run() { const f = async (x: number) => { if (x > 2) return await f2(x); return x; }; async function f2(x: number) { return x * 2; } const r = []; for (const x of [1, 2, 3]) r.push(await f(x)); return r; }',
  overloads:
    'function f(a: string): string; function f(a: number): number; function f(a: any) { return a; } return [f(1), f("s")]',
  'arrow bodies':
    'const a = () => ({ x: 1 }), b = (x: any) => x, c = () => {}, d = () => [1], e = () => void 0; return [a(), b(1), c(), d(), e()]',
  'shadowed built-ins':
    'const Math = { floor: (x: number) => x + 100 }; const Array = { isArray: () => "mine" }; const undefined = 5 as any; return [Math.floor(1), Array.isArray(), undefined]',
  'static properties of functions': 'function f() { return f.count++; } f.count = 0; f(); f(); return f.count',
  'not a function':
    'const o: any = { a: 1 }; const r = []; try { o.b(); } catch (e) { r.push(e instanceof TypeError); } try { o.a(); } catch (e) { r.push(e instanceof TypeError); } return r',
};
