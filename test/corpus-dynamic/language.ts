/** The corners of the language that real code leans on. */

export class ValidationError extends Error {
  readonly field: string;
  constructor(field: string, message?: string, options?: { cause?: unknown }) {
    super(message ?? `${field} is invalid`, options);
    this.name = 'ValidationError';
    this.field = field;
  }
}

class RequiredError extends ValidationError {
  readonly code = 'REQUIRED';
  constructor(field: string) {
    super(field, `${field} is required`);
  }
}

export function validate(input: any): { name: string; age: number; tags: string[] } {
  if (input === null || typeof input !== 'object') throw new TypeError('expected an object, got ' + (input === null ? 'null' : typeof input));
  const { name, age, tags = [] } = input;
  if (name === undefined) throw new RequiredError('name');
  if (typeof name !== 'string') throw new ValidationError('name');
  const parsed = typeof age === 'string' ? Number.parseInt(age, 10) : age;
  if (!Number.isInteger(parsed) || parsed < 0 || parsed > 150) throw new ValidationError('age', undefined, { cause: age });
  return { name: name.trim(), age: parsed, tags: Array.isArray(tags) ? tags.map(String) : [String(tags)] };
}

export function attempts(actions: string[]): string[] {
  const log: string[] = [];
  const run = (action: string): string => {
    try {
      switch (action) {
        case 'type': (null as any).x; break;
        case 'call': (undefined as any)(); break;
        case 'method': ({} as any).missing(); break;
        case 'range': new Array(-1); break;
        case 'reference': early(); break;
        case 'custom': throw new RequiredError('f');
        case 'string': throw 'just text';
        case 'deep': ({ a: {} } as any).a.b.c; break;
        case 'iterate': { const [x] = 5 as any; return x; }
        case 'instance': ({}) instanceof (5 as any); break;
        case 'in': 'x' in ('y' as any); break;
        case 'frozen': (Object.freeze([1]) as any).push(2); break;
        case 'const': (Object.freeze({ a: 1 }) as any).a = 2; break;
        case 'bigint': (1n as any) + 1; break;
        case 'new': new ((() => 1) as any)(); break;
        case 'class': (ValidationError as any)('x'); break;
        case 'super': return 'early';
        default: return 'fine';
      }
      return 'no error';
    } catch (error: any) {
      return error instanceof Error ? `${error.name}: ${error.message} ${error instanceof ValidationError}` : String(error);
    } finally {
      log.push(`done ${action}`);
    }
  };
  const early = () => later;
  for (const a of actions) log.push(run(a));
  const later = log.length;
  return log;
}

export function finallyOrder(n: number): { result: unknown; trace: string[] } {
  const trace: string[] = [];
  const f = (): unknown => {
    for (let i = 0; ; i++) {
      try {
        trace.push(`try ${i}`);
        if (i === n) return i;
        if (i % 2) continue;
        if (i > 10) break;
        throw new Error(`e${i}`);
      } catch (e) {
        trace.push((e as Error).message);
        if (i === 4) return 'from catch';
      } finally {
        trace.push(`finally ${i}`);
        if (i === 6) return 'from finally';
      }
    }
    return 'after';
  };
  return { result: f(), trace };
}

export function rethrow(depth: number, value: any): string {
  try {
    if (depth < 0) return 'nothing thrown';
    if (depth > 0) rethrow(depth - 1, value);
    throw value;
  } catch (e) {
    if (depth % 2 === 0 && e instanceof Error) throw new Error(`level ${depth}`, { cause: e });
    throw e;
  }
}

class Temperature {
  #celsius = 0;
  static #instances = 0;
  static readonly unit = '°C';
  private history: number[] = [];

  constructor(c: number) {
    this.celsius = c;
    Temperature.#instances += 1;
  }

  get celsius() { return this.#celsius; }
  set celsius(v: number) {
    if (v < -273.15) throw new RangeError('below absolute zero');
    this.history.push(v);
    this.#celsius = v;
  }
  get fahrenheit() { return this.#celsius * 1.8 + 32; }
  set fahrenheit(v) { this.celsius = (v - 32) / 1.8; }
  static get instances() { return Temperature.#instances; }
  static isTemperature(x: any): x is Temperature { return typeof x === 'object' && x !== null && #celsius in x; }
  [Symbol.toPrimitive](hint: string) { return hint === 'number' ? this.#celsius : `${this.#celsius}${Temperature.unit}`; }
  toJSON() { return { c: this.#celsius, past: this.history.length }; }
}

export function temperatures(values: number[]): unknown[] {
  const all = values.map((v) => new Temperature(v));
  const [first] = all;
  if (first) {
    first.fahrenheit = 212;
    first.celsius += 0.5;
  }
  return [
    all.map((t) => t.fahrenheit),
    `${all[0]}`,
    all.reduce((s, t) => s + +t, 0),
    JSON.stringify(all),
    Temperature.instances - Temperature.instances + all.length,
    Temperature.isTemperature(first),
    Temperature.isTemperature({}),
    Object.keys(first ?? {}),
    first ? 'celsius' in first : null,
    first?.constructor.name,
  ];
}

class Animal {
  static registry: string[] = [];
  static register<T extends typeof Animal>(this: T, name: string): T {
    Animal.registry.push(`${this.name}:${name}`);
    return this;
  }
  sound = 'silence';
  constructor(public name: string) {
    this.init();
  }
  protected init() {}
  speak() { return `${this.name} makes ${this.sound}`; }
}
class Dog extends Animal {
  override sound = 'woof';
  tricks?: string[] = [];
  protected override init() { this.sound = 'never seen'; }
  override speak() { return super.speak() + '!'; }
}
class Puppy extends Dog {
  override speak = () => `tiny ${Dog.prototype.speak.call(this)}`;
}

export function zoo(names: string[]): { spoken: string[]; registry: string[]; dog: Dog } {
  Animal.registry = [];
  Dog.register('d');
  Puppy.register('p');
  const spoken = names.map((n, i) => new [Animal, Dog, Puppy][i % 3](n).speak());
  const detached = new Puppy('x').speak;
  spoken.push(detached());
  return { spoken, registry: Animal.registry, dog: new Dog('last') };
}

function* naturals(from = 0): Generator<number, void, number | undefined> {
  let n = from;
  for (;;) {
    const step = yield n;
    n += step ?? 1;
  }
}
function* take<T>(source: Iterable<T>, n: number): Generator<T> {
  if (n <= 0) return;
  for (const x of source) {
    yield x;
    if (--n <= 0) return;
  }
}
function* mapped<T, U>(source: Iterable<T>, f: (x: T) => U) {
  for (const x of source) yield f(x);
}

export function lazy(n: number): unknown {
  const log: string[] = [];
  function* guarded(): Generator<number, string, any> {
    try {
      log.push('open');
      const got: string = yield 1;
      log.push(`got ${got}`);
      yield 2;
    } catch (e) {
      log.push(`caught ${e}`);
      yield -1;
    } finally {
      log.push('close');
    }
    return 'end';
  }
  const a = guarded();
  const steps = [a.next('ignored'), a.next('hello'), a.throw('bang'), a.next(), a.next()];
  const b = guarded();
  b.next();
  steps.push(b.return('stop'));
  for (const x of guarded()) if (x === 1) break;
  const it = naturals(5);
  const jumps = [it.next().value, it.next(10).value, it.next().value];
  return { squares: [...take(mapped(naturals(), (x) => x * x), n)], steps, log, jumps };
}

class Range implements Iterable<number> {
  constructor(readonly from: number, readonly to: number, readonly step = 1) {}
  [Symbol.iterator](): Iterator<number> {
    let at = this.from;
    const { to, step } = this;
    return { next: () => (at < to ? { value: (at += step) - step, done: false } : { value: undefined, done: true }) };
  }
}

export function iterables(n: number): unknown[] {
  const r = new Range(0, n, 2);
  const [first, , third = 'none', ...rest] = r;
  return [Math.max(...r), first, third, rest, Array.from(r, (x) => -x), new Set(r), new Map([...r].map((x, i) => [x, i])), Object.entries({ ...[...r] })];
}

export function scores(table: Record<string, number[]>, ...names: string[]): { [k: string]: number | null } {
  const out: { [k: string]: number | null } = {};
  for (const name of names.length ? names : Object.keys(table)) out[name] = table[name]?.at(-1) ?? null;
  return out;
}

export enum Permission { None = 0, Read = 1 << 0, Write = 1 << 1, Admin = Read | Write | (1 << 2) }
const enum Color { Red = 'RED', Green = 'GREEN' }

export function permissions(mask: number): { names: string[]; text: string; color: string } {
  const names = Object.keys(Permission).filter((k) => isNaN(Number(k))).filter((k) => {
    const bit = Permission[k as keyof typeof Permission];
    return bit !== 0 && (mask & bit) === bit;
  });
  return { names, text: Permission[mask] ?? `Permission(${mask})`, color: mask & Permission.Write ? Color.Red : Color.Green };
}

/** Changes what it is given, in several ways, and shares parts of it with the result. */
export function normalizeInPlace(order: { items: { price: number; qty?: number; total?: number }[]; meta: Map<string, unknown>; tags: Set<string>; extra?: any }): unknown {
  let sum = 0;
  for (const item of order.items) {
    item.qty ??= 1;
    item.total = item.price * item.qty;
    sum += item.total;
  }
  order.items.sort((a, b) => b.total! - a.total!);
  order.meta.set('sum', sum).delete('draft');
  order.tags.add('normalized');
  delete order.extra;
  return { cheapest: order.items[order.items.length - 1], order };
}

export function describeAny(value: any): any {
  if (value === undefined || value === null) return `${value}`;
  if (Array.isArray(value)) return value.map(describeAny);
  if (value instanceof Map) return new Map([...value].map(([k, v]) => [k, describeAny(v)]));
  if (value instanceof Set) return new Set([...value].map(describeAny));
  if (value instanceof Error) return { error: value.message, cause: describeAny(value.cause) };
  if (typeof value === 'object') {
    const out: any = {};
    for (const k in value) out[k.toUpperCase()] = describeAny(value[k]);
    return out;
  }
  return `${typeof value} ${String(value)}`;
}

export function coercions(a: any, b: any): any[] {
  return [a + b, a - b, a == b, a === b, a < b, a >= b, !a, a && b, a || b, a ?? b, `${a}`, +a, a | 0, typeof a, [a] + '', a != null];
}

export function swapAll({ a, b: { c, d = 4, ...others }, ...rest }: any, [x, [y = x] = []]: any): any {
  [a, c] = [c, a];
  ({ x, y } = { x: y, y: x });
  return { a, c, d, others, rest, x, y };
}

export function sumArguments(): number {
  let total = 0;
  for (let i = 0; i < arguments.length; i++) total += arguments[i];
  return total;
}

export function labels(grid: number[][], wanted: number): { at?: [number, number]; looked: number } {
  let looked = 0;
  outer: for (const [y, row] of grid.entries()) {
    for (let x = 0; x < row.length; x++) {
      looked++;
      if (row[x] < 0) continue outer;
      if (row[x] === wanted) return { at: [x, y], looked };
      if (row[x] > 100) break outer;
    }
  }
  return { looked };
}

async function half(n: number): Promise<number> {
  if (n % 2 === 1) throw new RangeError(`${n} is odd`);
  return n / 2;
}

/** Waits for nothing but its own kind, and so runs from end to end. */
export async function halvings(n: number): Promise<{ steps: number[]; end: string }> {
  const steps: number[] = [];
  try {
    for (;;) {
      steps.push(n);
      n = await half(n);
    }
  } catch (error) {
    if (n === 13) throw error;
    return { steps, end: (error as Error).message };
  }
}

/** Getters of several classes at one place, by `super` too, also when they are replaced or found on single objects. */
export function meters(values: number[], change: string): unknown {
  class Meter {
    static #made = 0;
    static get made(): number { return Meter.#made; }
    constructor(readonly raw: number) { Meter.#made++; }
    get level(): number { return this.raw; }
    get label(): string { return `m${this.level}`; }
  }
  class Scaled extends Meter {
    static override get made(): number { return super.made * 10; }
    override get level(): number { return 2 * super.level; }
    override get label(): string { return `${super.label}!`; }
  }
  class Strict extends Scaled {
    override get level(): number {
      if (this.raw < 0) throw new RangeError(`negative ${super.level}`);
      return super.level + 1;
    }
  }
  const bonus = values.length;
  const single = { raw: 1, get level() { return this.raw + bonus; }, label: 'own' };
  const read = (meter: { level: number; label: string }): unknown => {
    try {
      return [meter.level, meter.label];
    } catch (error) {
      return String(error);
    }
  };
  const kinds = [Meter, Scaled, Strict];
  const all: { level: number; label: string }[] = [...values.map((v, k) => new kinds[k % 3]!(v)), single];
  const seen = [...all, ...all].map(read);
  if (change === 'method') Object.defineProperty(Meter.prototype, 'level', { get() { return -1; }, configurable: true });
  if (change === 'value') Object.defineProperty(Scaled.prototype, 'level', { value: 99, configurable: true });
  if (change === 'own') Object.defineProperty(all[0], 'level', { get: () => 'mine' });
  if (change === 'setter') Object.defineProperty(Scaled.prototype, 'level', { get: undefined, set() {}, configurable: true });
  if (change === 'delete') delete (Scaled.prototype as any).level;
  seen.push(...all.map(read), Scaled.made);
  return seen;
}

/** Fields in the same places in all objects of a class or literal, and those that look like it. */
export function places(n: number): unknown {
  class Point {
    x: number;
    y = 2;
    #secret = 'base';
    constructor(x: number) { this.x = x; }
    get sum(): number { return this.x + this.y; }
    secret(): string { return this.#secret; }
  }
  class Deep extends Point {
    z = this.x * 2;
    w: number;
    #secret = 'deep';
    constructor(x: number) { super(x); this.w = x + 100; }
    override secret(): string { return super.secret() + this.#secret; }
  }
  const seen: unknown[] = [];
  class Early {
    a = 1;
    b: number;
    c = 3;
    constructor(b: number) { const self: any = this; seen.push(self.b, self.c); this.b = b; }
  }
  class Hooked {
    a: number;
    constructor(a: number) { this.hook(); this.a = a; }
    hook(): void {}
  }
  class Hooking extends Hooked {
    declare late: number;
    b: number;
    constructor(a: number) { super(a); this.b = a + 1; }
    override hook(): void { this.late = 7; }
  }
  class Watched {
    declare stored: number;
    set v(value: number) { this.stored = value; }
  }
  class Watching extends Watched {
    u: number;
    constructor(v: number) { super(); this.v = v; this.u = v + 1; }
  }
  class Choosy {
    p: number;
    q: number | undefined;
    constructor(p: number) {
      this.p = p;
      if (p > 1) return;
      this.q = 2;
    }
  }
  class Replaced {
    r = 1;
    constructor(n: number) { if (n > 1) return { s: 0, r: 'other' } as any; }
  }
  const get = (o: { a: number; b: number; late?: number }): unknown => [o.a, o.b, o.late];
  const pick = (o: any): unknown => {
    try {
      return o.length;
    } catch (error) {
      return String(error);
    }
  };
  const deep = new Deep(n);
  const literals = [{ a: n, b: 1 }, { b: 2, a: n + 1 }, { a: 3, b: 4, late: 5 }];
  const grown: any = Object.freeze({ a: 1, b: { c: n } });
  const other: any = Object.setPrototypeOf({ a: 'own', b: 'too' }, { late: 'inherited' });
  return [
    deep, deep.sum, deep.secret(), deep.z, deep.w, new Point(n).sum, new Early(n), new Hooking(n), new Watching(n).u, new Watching(n).stored,
    [new Choosy(1), new Choosy(n)].map((o) => [o.p, o.q]), [new Replaced(1), new Replaced(n)].map((o) => o.r),
    literals.map(get), get(new Hooking(n) as any), [{ length: n }, 'text', null, undefined, 5].map(pick),
    grown.b.c, get(grown), get(other), seen,
  ];
}

/** As places, where properties come and go. */
export function moving(keys: ('a' | 'b' | 'c')[]): unknown {
  const make = (n: number): any => ({ a: n, b: 2 * n, c: 3 * n });
  const list = [1, 2, 3].map(make);
  for (const [k, key] of keys.entries()) {
    const one = list[k % list.length];
    delete one[key];
    if (k % 2) one[key] = `again ${k}`;
  }
  return [list, list.map((one) => [one.a, one.b, one.c])];
}
