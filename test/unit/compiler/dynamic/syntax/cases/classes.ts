// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are sources
/** Classes, enums and namespaces. */
export const CLASSES = {
  plain:
    'class P { constructor(public x: number, private y = 2) {} sum() { return this.x + this.y; } static of(x: number) { return new P(x); } } return [new P(1).sum(), P.of(5), new P(3).x]',
  fields:
    'class A { a = 1; b = this.a + 1; c; ["d" + 1] = 4; static s = 5; static t = this.s + 1; f = () => this.a; "quoted" = 7; 12 = 8 } const a = new A(); a.a = 10; return [a, A.s, A.t, a.f(), Object.keys(a)]',
  accessors:
    'class T { #c = 0; get f() { return this.#c * 2; } set f(v: number) { this.#c = v; } static get z() { return 3; } } const t = new T(); t.f = 4; t.f += 1; return [t.f, T.z, Object.keys(t)]',
  private:
    'class A { #x = 1; #m() { return this.#x; } static #s = 5; get #g() { return 7; } run() { this.#x += 2; this.#x++; return [this.#m(), A.#s, this.#g, #x in this, #x in ({} as any)]; } static make() { return new A().#x; } } return [new A().run(), A.make()]',
  'private in inheritance':
    'class A { #x = 1; a() { return this.#x; } } class B extends A { #x = 2; b() { return this.#x; } } const b = new B(); return [b.a(), b.b(), Object.keys(b), JSON.stringify(b)]',
  inheritance:
    'class A { constructor(public n: string) {} hi() { return "A" + this.n; } get g() { return 1; } static st() { return "sA"; } } class B extends A { extra = this.n + "!"; constructor() { super("b"); this.n += "x"; } hi() { return "B" + super.hi(); } get g() { return super.g + 1; } static st() { return super.st() + "B"; } } class C extends B {} const c = new C(); return [c, c.hi(), c.g, C.st(), c instanceof A, c.constructor === C]',
  'super in arrows':
    'class A { m() { return "m"; } } class B extends A { m() { return (() => super.m() + "!")(); } } return new B().m()',
  'super assignment': 'class A { x = 1; } class B extends A { set() { super.x = 5; return this.x; } } return new B().set()',
  'implicit constructors':
    'class A { a; constructor(...args: any[]) { this.a = args; } } class B extends A { b = 1 } return new B(1, 2, 3)',
  'derived errors':
    'class E extends Error { code = 5; constructor(m: string) { super(m); this.name = "E"; } } class F extends E { get extra() { return this.message + "!"; } } const e = new F("boom"); return [e instanceof Error, e instanceof E, e.message, e.name, e.code, e.extra, String(e)]',
  'errors with a cause': 'const e = new Error("a", { cause: 5 } as any); return [(e as any).cause, e.message]',
  'extends built-ins':
    'class Stack extends Array { top() { return this[this.length - 1]; } } const s: any = new Stack(); s.push(1, 2); class M extends Map { getOr(k: any, d: any) { return this.has(k) ? this.get(k) : d; } } const m = new M([["a", 1]] as any); return [s.length, s.top(), Array.isArray(s), m.getOr("a", 0), m.getOr("b", 9), m.size]',
  expressions:
    'const A = class { static n = 1; m() { return 2; } }; const B = class Inner { static make() { return new Inner(); } }; const mixin = (Base: any) => class extends Base { mixed = true; }; class C extends mixin(A) {} return [A.n, new A().m(), B.make() instanceof B, new C(), A.name, B.name]',
  'static blocks':
    'class A { static x = 1; static y: number; static { this.y = A.x + 1; let z = 5; A.x = z; } static m = () => this.y; } return [A.x, A.y, A.m()]',
  'static self': 'class A { static instance = new A(); static list: A[] = []; v = 1; } return [A.instance, A.list]',
  symbols:
    'class R { constructor(private n: number) {} *[Symbol.iterator]() { for (let i = 0; i < this.n; i++) yield i; } get [Symbol.toStringTag]() { return "R"; } [Symbol.toPrimitive](h: string) { return h === "number" ? 5 : "prim"; } } const r: any = new R(3); return [[...r], `${r}`, +r, String(Object.prototype.toString.call(r))]',
  'iterator class':
    'class L { items = [1, 2, 3]; [Symbol.iterator]() { let i = 0; const items = this.items; return { next: () => (i < items.length ? { value: items[i++], done: false } : { value: undefined, done: true }) }; } } const r = []; for (const x of new L() as any) r.push(x); return [r, [...(new L() as any)], Math.max(...(new L() as any))]',
  'new.target and abstract':
    'abstract class A { abstract m(): number; k = new.target ? 1 : 2; constructor() { if (new.target === A) throw new Error("abstract"); } } class B extends A { m() { return this.k; } } try { new (A as any)(); } catch (e: any) { return [e.message, new B().m()]; }',
  'called without new': 'class A {} try { (A as any)(); } catch (e) { return e; }',
  'computed methods':
    'const k = "m"; class A { [k + 1]() { return 1; } static [`s${2}`] = 2; get ["g"]() { return 3; } } return [(new A() as any).m1(), (A as any).s2, new A().g]',
  'methods are not enumerable':
    'class A { m() {} x = 1; } const r = []; for (const k in new A()) r.push(k); return [r, Object.keys(A.prototype), typeof A.prototype.m]',
  'fields over accessors':
    'class A { get v() { return 1; } set v(x) { throw new Error("setter"); } } class B extends A { /** @ts-ignore */ v = 5; } return new B().v',
  'method as value': 'class A { x = 1; m() { return this?.x; } } const { m } = new A(); return [m(), m.call({ x: 2 } as any)]',
  'classes in loops':
    'const cs: any[] = []; for (let i = 0; i < 3; i++) cs.push(class { static i = i; get() { return i; } }); return cs.map((C) => [C.i, new C().get()])',
  'constructor that returns': 'class A { constructor() { return { other: 1 } as any; } } return new A()',
  'generics and implements':
    'interface I<T> { get(): T } class Box<T> implements I<T> { constructor(private readonly v: T) {} get(): T { return this.v; } map<U>(f: (v: T) => U): Box<U> { return new Box(f(this.v)); } } return new Box(2).map((x) => x + 1).get()',
  enums:
    'enum A { x, y = 5, z, n = -1 } enum S { a = "p", b = "q" } const enum C { one = 1 << 0, two = 1 << 1, both = one | two } enum D { v = "abc".length, w = 2 } return [A.x, A.z, A[5], (A as any)["y"], Object.keys(A), S.a, Object.values(S), C.both, D.v, D.w, D[3], typeof A]',
  'merged enums': {
    files: { 'main.ts': 'enum A { x } enum A { y = 7 } export function run() { return [A.x, A.y, Object.keys(A)]; }' },
  },
  namespaces: {
    files: {
      'main.ts':
        'namespace N { export const a = 1; const hidden = 2; export function f() { return a + hidden; } export namespace M { export const b = 3; } export class K { v = a; } export enum E { p, q } } namespace N { export const c = a + 10; } function F() { return F.x; } namespace F { export const x = 9; } export function run() { return [N.a, N.f(), N.M.b, new N.K(), N.E.q, N.c, F(), Object.keys(N)]; }',
    },
  },
  'destructured this': 'class A { a = 1; b = 2; sum() { const { a, b } = this; return a + b; } } return new A().sum()',
  'linked list':
    'class N { next: N | null = null; constructor(public v: number) {} } let head: N | null = null; for (const v of [1, 2, 3]) { const n = new N(v); n.next = head; head = n; } const r = []; for (let n = head; n; n = n.next) r.push(n.v); return r',
};
