// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are sources
/** Statements: loops, switch, exceptions, labels, dead zones, var. */
export const CONTROL = {
  loops:
    'const r = []; for (let i = 0; i < 3; i++) r.push(i); let n = 3; while (n) r.push(n--); do { r.push("d"); } while (n++ < 1); for (;;) { if (n++ > 3) break; } return [r, n]',
  'continue and break':
    'const r = []; for (let i = 0; i < 9; i++) { if (i % 2) continue; if (i > 6) break; r.push(i); } let j = 0; while (j < 5) { j++; if (j === 2) continue; r.push(j); } do { j--; if (j === 3) continue; if (j === 1) break; } while (j > 0); return [r, j]',
  'labelled loops':
    'const r = []; outer: for (let i = 0; i < 4; i++) { inner: for (let j = 0; j < 4; j++) { if (j === 2) continue outer; if (i === 2) break outer; if (j === 1) continue inner; r.push([i, j]); } } return r',
  'labelled block':
    'let r = 0; a: { r = 1; if (r) break a; r = 2; } b: if (r) { r += 10; break b; } c: switch (r) { case 11: for (;;) { break c; } } return r',
  'for-of':
    'const r: any[] = []; for (const x of [1, , 3]) r.push(x); for (const c of "a😀b") r.push(c); for (const [k, v] of new Map([[1, 2]])) r.push(k, v); for (const x of new Set([5])) r.push(x); for (const x of new Uint8Array([7, 8])) r.push(x); return r',
  'for-of while the array grows':
    'const a = [1, 2, 3]; let n = 0; for (const x of a) { n += x; if (a.length < 6) a.push(x * 10); } return [n, a]',
  'for-of over a set that grows': 'const s = new Set([1]); for (const x of s) { if (x < 5) s.add(x + 1); } return s',
  'for-of closes':
    'const log: any[] = []; const make = (n: number) => ({ i: 0, [Symbol.iterator]() { return this; }, next() { return { value: this.i, done: this.i++ >= n }; }, return() { log.push("closed" + n); return {}; } }); for (const x of make(3)) if (x === 1) break; for (const x of make(2)) {} outer: for (const y of [1, 2]) for (const x of make(4)) continue outer; const f = () => { for (const x of make(5)) return x; }; f(); try { for (const x of make(6)) throw 1; } catch { log.push("caught"); } return log',
  'for-of to a member':
    'const o: any = {}; let y; for (o.x of [1, 2]); for (y of [3, 4]); for ([o.a, o.b = 9] of [[5]] as any) ; return [o, y]',
  'for-in':
    'const r: any[] = []; for (const k in { a: 1, b: 2 }) r.push(k); for (const i in [7, 8]) r.push(i); class A { z = 1; m() {} } const o = Object.create({ inherited: 1 }); o.own = 2; for (const k in o) r.push(k); for (const k in new A()) r.push(k); for (const k in null as any) r.push(k); let k2; for (k2 in { q: 1 }); r.push(k2); return r',
  'for-in with deletion':
    'const o: any = { a: 1, b: 2, c: 3 }; const r = []; for (const k in o) { r.push(k); delete o.b; } return r',
  'closures in loops':
    'const fs: any[] = []; for (let i = 0; i < 3; i++) fs.push(() => i); for (const x of [10, 20]) fs.push(() => x); for (const k in { p: 1, q: 1 }) fs.push(() => k); let n = 0; while (n < 2) { const m = n; fs.push(() => m); n++; } return fs.map((f) => f())',
  'closures in loops that assign':
    'const fs: any[] = []; for (let i = 0; i < 4; i++) { fs.push(() => i, () => { i += 10; }); if (i === 1) i++; } fs[1](); return fs.filter((_, k) => k % 2 === 0).map((f) => f())',
  'closures in the head of a loop':
    'const fs: any[] = []; for (let i = 0, f = () => i; i < 3; fs.push(() => i), i++) { fs.push(f); } return fs.map((f) => f())',
  'continue in a loop with closures':
    'const fs: any[] = []; for (let i = 0; i < 5; i++) { if (i % 2) continue; fs.push(() => i * 2); } return fs.map((f) => f())',
  'var in loops':
    'var fs: any[] = []; for (var i = 0; i < 3; i++) fs.push(() => i); for (var j = 0; j < 2; j++) { var k = j * 2; } for (var j = 5; j < 6; j++); return [fs.map((f) => f()), i, j, k]',
  'var hoisting':
    'const before = typeof v; if (true) { var v = 5; } function f() { return w; var w = 1; } var x; var x = 3 as any; var x; return [before, v, f(), x]',
  'var keeps its value':
    'const r = []; for (let i = 0; i < 3; i++) { var t: any; if (i === 1) t = 5; r.push(t); } for (var a of [1, 2]) { var b: any = a; } return [r, a, b]',
  'var split in two': 'let r = 0; { var q = 1; r += q; } { var q = 2; r += q * 10; } return r',
  switch:
    'const f = (x: any) => { switch (x) { case 1: return "one"; case 2: case 3: return "few"; case "s": return "string"; default: return "other"; case 4: return "four"; } }; return [1, 2, 3, 4, 5, "s", "1"].map(f)',
  'switch falls through':
    'const f = (x: any) => { const r = []; switch (x) { case 0: r.push(0); case 1: r.push(1); break; default: r.push("d"); case 2: r.push(2); case 3: { r.push(3); break; } case 4: r.push(4); } return r; }; return [0, 1, 2, 3, 4, 5, 1.5, "1", -1, NaN].map(f)',
  'switch in loops':
    'const r = []; for (let i = 0; i < 6; i++) { switch (i) { case 1: continue; case 3: break; case 4: r.push("four"); default: r.push(i); } } return r',
  'switch over effects':
    'const log: any[] = []; const f = (x: any) => { log.push(x); return x; }; switch (f(2)) { case f(1): break; case f(2): log.push("hit"); case f(3): log.push("through"); } return log',
  'switch scope': 'switch (1 as number) { case 0: let a = 1; break; case 1: try { a; } catch (e: any) { return e; } }',
  'switch without clauses': 'let n = 0; switch (n++) {} switch (n) { default: n = 9; } return n',
  exceptions:
    'const log: any[] = []; const f = (x: number) => { try { log.push("t"); if (x === 1) throw new Error("e"); if (x === 2) return "r"; } catch (e: any) { log.push(e.message); return "c"; } finally { log.push("f"); } return "end"; }; return [f(0), f(1), f(2), log]',
  'finally wins':
    'const f = () => { try { return 1; } finally { return 2; } }; const g = () => { for (;;) { try { return 1; } finally { break; } } return 3; }; const h = () => { try { throw 1; } finally { return 4; } }; const k = () => { let x = 1; try { return x; } finally { x = 5; } }; return [f(), g(), h(), k()]',
  'catch patterns': 'try { throw { a: 1, b: [2, 3] }; } catch ({ a, b: [c, d] }: any) { return [a, c, d]; }',
  'nested exceptions':
    'const r: any[] = []; try { try { throw 1; } catch (e) { r.push(e); throw 2; } finally { r.push("f"); } } catch (e) { r.push(e); } const fs = []; for (const x of [1, 2]) { try { throw x; } catch (e) { fs.push(() => e); } } return [r, fs.map((f) => f())]',
  'throw anything':
    'const r = []; for (const x of [1, "s", null, undefined, { a: 1 }]) { try { throw x; } catch (e) { r.push(e); } } return r',
  uncaught: 'throw new RangeError("out")',
  'dead zone':
    'const r: any[] = []; try { x; } catch (e) { r.push(e); } let x = 1; const f = () => y; try { f(); } catch (e) { r.push(e); } let y = 2; r.push(f()); function g() { return z; } try { g(); } catch (e) { r.push(e); } const z = 3; r.push(g()); try { let q = q + 1; } catch (e) { r.push(e); } return r',
  'dead zone of assignment': 'try { a = 1; let a; } catch (e) { return e }',
  'no dead zone where none is':
    'const memo = new Map(); function f(n: number): number { if (n < 2) return n; const m = memo.get(n); if (m) return m; const v = f(n - 1) + f(n - 2); memo.set(n, v); return v; } const g = (n: number): number => (n ? g(n - 1) + 1 : 0); return [f(30), g(5)]',
  'function hoisting':
    'const r: any[] = [a(), typeof b]; function a() { return 1; } { r.push(c()); function c() { return 3; } } var b = 1; return r',
  'functions in loops':
    'const fs: any[] = []; for (let i = 0; i < 3; i++) { fs.push(f); const x = i * 2; function f() { return x; } } return fs.map((f) => f())',
  'block scopes': 'let x = 1; { let x = 2; { let x = 3; } } const f = () => { let x = 4; return x; }; return [x, f()]',
  'empty and debugger': ';;; if (true); else; return 1',
};
