// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are sources
/** Generators and iterators. */
export const GENERATORS = {
  simple:
    'function* g() { yield 1; const x: any = yield 2; yield x; return 4; } const it = g(); return [it.next(), it.next(), it.next("in"), it.next(), it.next(), [...g()]]',
  loops:
    'function* range(a: number, b: number, s = 1) { for (let i = a; i < b; i += s) { if (i === 4) continue; if (i > 8) break; yield i; } } return [[...range(0, 12)], [...range(0, 5, 2)], Array.from(range(1, 4))]',
  infinite:
    'function* nat() { let n = 0; while (true) yield n++; } const r = []; for (const x of nat()) { if (x > 4) break; r.push(x); } const [a, b] = nat(); return [r, a, b]',
  'for-of inside':
    'function* flat(xs: any): any { for (const x of xs) { if (Array.isArray(x)) yield* flat(x); else yield x; } } return [...flat([1, [2, [3, 4]], 5])]',
  'yield in expressions':
    'function* g(): any { const a = (yield 1) + (yield 2); const b = [yield 3, (yield 4) * 2]; const c = f(yield 5, yield 6); return [a, b, c, (yield 7) ? yield 8 : yield 9, (yield 10) && (yield 11)]; } const f = (x: any, y: any) => x - y; const it = g(); const r = []; let s = it.next(); let n = 10; while (!s.done) { r.push(s.value); s = it.next(n++); } return [r, s.value]',
  'order around yields':
    'function* g(): any { let x = 1; const r = x + (yield) + x; return r; } const it = g(); it.next(); const log: any[] = []; function* h(): any { log.push(1); const o: any = {}; o[(log.push(2), "k")] = yield (log.push(3), 0); return o; } const j = h(); j.next(); return [it.next(10), j.next(7), log]',
  'try and finally':
    'const log: any[] = []; function* g() { try { yield 1; yield 2; } catch (e) { log.push(["c", e]); yield 3; } finally { log.push("f"); yield 4; } yield 5; } const drive = (f: any) => { const it = g(); it.next(); return [f(it), it.next(), it.next(), it.next()]; }; return [drive((it: any) => it.throw("t")), drive((it: any) => it.return("r")), drive((it: any) => it.next()), log]',
  'finally on break':
    'const log: any[] = []; function* g() { try { yield 1; yield 2; } finally { log.push("cleanup"); } } for (const x of g()) { log.push(x); break; } try { for (const x of g()) throw new Error("x"); } catch { log.push("caught"); } const [a] = g(); return [log, a]',
  'return inside try':
    'const log: any[] = []; function* g(n: number) { outer: for (let i = 0; i < 3; i++) { try { yield i; if (n === 1) return "early"; if (n === 2) continue outer; if (n === 3) break outer; } finally { log.push("f" + i); yield "fin"; } } return "end"; } const all = (n: number) => { const r = []; const it = g(n); for (let s = it.next(); ; s = it.next()) { r.push(s.value); if (s.done) return r; } }; return [all(0), all(1), all(2), all(3), log]',
  'nested finally':
    'const log: any[] = []; function* g() { try { try { yield 1; } finally { log.push("inner"); } } finally { log.push("outer"); } } const a = g(); a.next(); a.return(5 as any); const b = g(); b.next(); try { b.throw(new Error("e")); } catch (e: any) { log.push(e.message); } return [log, a.next()]',
  'exception from outside a try':
    'function* g() { yield 1; throw new Error("inside"); } const it = g(); it.next(); let m; try { it.next(); } catch (e: any) { m = e.message; } return [m, it.next()]',
  'throw before start':
    'function* g() { yield 1; } const it = g(); let m; try { it.throw("x"); } catch (e) { m = e; } const j = g(); return [m, it.next(), j.return(5 as any), j.next()]',
  'catch and go on':
    'function* g(): any { let n = 0; while (n < 3) { try { n++; yield n; } catch (e) { yield ["caught", e]; } } } const it = g(); return [it.next(), it.throw("a"), it.next(), it.next(), it.throw("b"), it.next()]',
  delegation:
    'function* inner(): any { const x = yield 1; try { yield x; } finally { yield "fin"; } return "res"; } function* outer(): any { const r = yield* inner(); yield r; yield* [7, 8]; yield* "ab"; return yield* inner(); } const it = outer(); return [it.next(), it.next("in"), it.next(), it.next(), it.next(), it.next(), it.next(), it.next(), it.next(), it.next(), it.next(), it.return("x")]',
  'delegated throw':
    'function* inner(): any { try { yield 1; } catch (e) { yield ["inner", e]; } return "r"; } function* outer(): any { const r = yield* inner(); yield r; } const it = outer(); it.next(); return [it.throw("t"), it.next(), it.next()]',
  'delegated return':
    'const log: any[] = []; function* inner(): any { try { yield 1; } finally { log.push("f"); } } function* outer(): any { try { yield* inner(); } finally { log.push("o"); } } const it = outer(); it.next(); return [it.return(9), it.next(), log]',
  'delegation to user iterators':
    'const it = { [Symbol.iterator]() { let i = 0; return { next(v: any) { return { value: [i++, v], done: i > 3 }; } }; } }; function* g(): any { return yield* it as any; } const j = g(); return [j.next("a"), j.next("b"), j.next("c"), j.next("d")]',
  methods:
    'const o = { n: 3, *g() { for (let i = 0; i < this.n; i++) yield this.n - i; }, *[Symbol.iterator]() { yield* this.g(); } }; class A { v = 2; *m(x: number) { yield this.v + x; yield (() => this.v)(); } static *s() { yield 1; } } return [[...o], [...o.g()], [...new A().m(1)], [...A.s()]]',
  'closures over locals':
    'function* g() { let n = 0; const up = () => ++n; yield up; yield n; up(); yield n; } const it = g(); const up: any = it.next().value; up(); return [it.next(), it.next(), up(), n2()]; function n2() { return 1; }',
  'closures in loops': 'function* g(xs: number[]) { for (const x of xs) yield [1, 2].map((y) => x * y); } return [...g([3, 4])]',
  'captured parameters':
    'function* g(a: number, b = a + 1, ...rest: number[]) { const f = () => a + b; yield f(); a++; yield f(); yield rest; } return [...g(1, undefined, 5, 6)]',
  'switch inside':
    'function* g(x: number) { switch (x) { case 1: yield "one"; case 2: yield "two"; break; case 3: yield "three"; default: yield "d"; } } return [1, 2, 3, 4].map((x) => [...g(x)])',
  'labelled inside':
    'function* g() { a: { yield 1; if (true) break a; yield 2; } outer: for (const i of [1, 2, 3]) { for (const j of [1, 2]) { if (j === 2) continue outer; if (i === 3) break outer; yield [i, j]; } } } return [...g()]',
  'do and while':
    'function* g() { let i = 0; do { yield i; } while (++i < 3); while ((yield "t") && i < 5) i++; return i; } const it = g(); const r = []; for (let s = it.next(); !s.done; s = it.next(true)) r.push(s.value); return r',
  'lazy pipelines':
    'function* map(it: any, f: any) { for (const x of it) yield f(x); } function* filter(it: any, f: any) { for (const x of it) if (f(x)) yield x; } function* take(it: any, n: number) { if (n <= 0) return; for (const x of it) { yield x; if (--n === 0) return; } } function* nat() { for (let i = 0; ; i++) yield i; } return [...take(map(filter(nat(), (x: number) => x % 2), (x: number) => x * x), 5)]',
  fibonacci:
    'function* fib() { let [a, b] = [0, 1]; for (;;) { yield a; [a, b] = [b, a + b]; } } const r = []; for (const x of fib()) { if (x > 50) break; r.push(x); } return r',
  'tree walk':
    'class T { constructor(public v: number, public l?: T, public r?: T) {} *[Symbol.iterator](): any { if (this.l) yield* this.l; yield this.v; if (this.r) yield* this.r; } } return [...(new T(2, new T(1), new T(4, new T(3))) as any)]',
  permutations:
    'function* perms(a: number[], n = a.length): any { if (n <= 1) yield a.slice(); else for (let i = 0; i < n; i++) { yield* perms(a, n - 1); const j = n % 2 ? 0 : i; [a[n - 1], a[j]] = [a[j], a[n - 1]]; } } return [...perms([1, 2, 3])]',
  'running twice':
    'let it: any; function* g() { it.next(); yield 1; } it = g(); try { it.next(); } catch (e) { return [e, it.next()]; }',
  'arguments in generators': 'function* g() { yield arguments.length; yield arguments[1]; } return [...(g as any)(1, 2, 3)]',
  'loop with closing':
    'const log: any[] = []; function* src() { try { yield 1; yield 2; } finally { log.push("closed"); } } function* g() { for (const x of src()) { yield x; } } for (const x of g()) break; return log',
  'assigned in catch across yield':
    'function* g(): any { let r = []; for (const x of [1, 2]) { try { if (x === 1) throw x; yield x; } catch (e) { r.push(e); yield "c"; r.push(e); } } return r; } const it = g(); return [it.next(), it.next(), it.next()]',
};
