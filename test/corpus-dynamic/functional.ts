/** Higher-order functions, reducers, state machines, observers. */

type Fn<A extends any[] = any[], R = any> = (...args: A) => R;

export const memoize = <A extends unknown[], R>(fn: Fn<A, R>, key: (...args: A) => string = (...args) => JSON.stringify(args)) => {
  const cache = new Map<string, R>();
  const wrapped = (...args: A): R => {
    const k = key(...args);
    if (cache.has(k)) {
      wrapped.hits++;
      return cache.get(k)!;
    }
    const value = fn(...args);
    cache.set(k, value);
    return value;
  };
  wrapped.hits = 0;
  wrapped.cache = cache;
  return wrapped;
};

export function memoizedFibonacci(n: number): { value: bigint; hits: number; size: number; keys: string[] } {
  const fib = memoize((k: number): bigint => (k < 2 ? BigInt(k) : fib(k - 1) + fib(k - 2)));
  const value = fib(n);
  return { value, hits: fib.hits, size: fib.cache.size, keys: [...fib.cache.keys()].slice(0, 3) };
}

function curry(fn: Fn): any {
  return function curried(this: unknown, ...args: any[]): any {
    return args.length >= fn.length ? fn.apply(this, args) : (...more: any[]) => curried.apply(this, args.concat(more));
  };
}

const pipe =
  (...fns: Fn[]): Fn =>
  (x) =>
    fns.reduce((v, f) => f(v), x);
const compose = (...fns: Fn[]) => pipe(...fns.reverse());

export function curried(a: number, b: number, c: number): unknown[] {
  const volume = curry((x: number, y: number, z: number) => x * y * z);
  const sum = curry(function sum(x: number, y: number) {
    return x + y;
  });
  return [volume(a)(b)(c), volume(a, b)(c), volume(a, b, c), volume(a)()(b, c), compose(sum(a), sum(b))(c), typeof volume(a), volume.name, volume.length];
}

export function pipeline(words: string[]): string {
  const trim = (s: string) => s.trim();
  const not =
    <T>(p: (x: T) => boolean) =>
    (x: T) =>
      !p(x);
  const empty = (s: string) => s.length === 0;
  const map = <A, B>(f: (a: A) => B) => (xs: A[]) => xs.map((x) => f(x));
  const filter = <A>(p: (a: A) => boolean) => (xs: A[]) => xs.filter(p);
  const join = (sep: string) => (xs: string[]) => xs.join(sep);
  return pipe(map(trim), filter(not(empty)), map((s: string) => s[0].toUpperCase() + s.slice(1)), join(', '))(words);
}

interface State {
  todos: readonly { id: number; text: string; done: boolean }[];
  filter: 'all' | 'done' | 'open';
  nextId: number;
}

type Action = { type: 'add'; text: string } | { type: 'toggle'; id: number } | { type: 'remove'; id: number } | { type: 'filter'; by: State['filter'] } | { type: 'clear' };

const initial: State = { todos: [], filter: 'all', nextId: 1 };

function reducer(state: State = initial, action: Action): State {
  switch (action.type) {
    case 'add':
      return { ...state, nextId: state.nextId + 1, todos: [...state.todos, { id: state.nextId, text: action.text, done: false }] };
    case 'toggle':
      return { ...state, todos: state.todos.map((t) => (t.id === action.id ? { ...t, done: !t.done } : t)) };
    case 'remove':
      return { ...state, todos: state.todos.filter((t) => t.id !== action.id) };
    case 'filter':
      return { ...state, filter: action.by };
    case 'clear':
      return initial;
    default:
      return assertNever(action);
  }
}

function assertNever(x: never): never {
  throw new Error('Unhandled action: ' + JSON.stringify(x));
}

export function todos(actions: Action[]): State & { visible: string[] } {
  const history: State[] = [];
  const state = actions.reduce((s, a) => {
    history.push(s);
    return reducer(s, a);
  }, Object.freeze(initial));
  const visible = state.todos.filter(({ done }) => state.filter === 'all' || done === (state.filter === 'done')).map((t) => t.text);
  return { ...state, visible };
}

type Machine<S extends string, E extends string> = { initial: S; states: { [K in S]: { on?: Partial<Record<E, S>>; entry?: (log: string[]) => void; final?: true } } };

const door: Machine<'closed' | 'open' | 'locked', 'OPEN' | 'CLOSE' | 'LOCK' | 'UNLOCK'> = {
  initial: 'closed',
  states: {
    closed: { on: { OPEN: 'open', LOCK: 'locked' }, entry: (log) => log.push('click') },
    open: { on: { CLOSE: 'closed' } },
    locked: { on: { UNLOCK: 'closed' }, entry: (log) => void log.push('clack') },
  },
};

export function runMachine(events: string[], strict?: boolean): { state: string; log: string[] } {
  const log: string[] = [];
  let state = door.initial;
  for (const event of events) {
    const next = door.states[state].on?.[event as 'OPEN'];
    if (!next) {
      if (strict) throw Object.assign(new Error(`no transition ${event} from ${state}`), { state, event });
      log.push(`ignored ${event}`);
      continue;
    }
    state = next;
    door.states[state].entry?.(log);
  }
  return { state, log };
}

class Emitter<Events extends Record<string, unknown[]>> {
  #handlers: { [K in keyof Events]?: Array<(...args: Events[K]) => void> } = {};

  on<K extends keyof Events>(name: K, handler: (...args: Events[K]) => void): () => void {
    (this.#handlers[name] ??= []).push(handler);
    return () => {
      this.#handlers[name] = this.#handlers[name]?.filter((h) => h !== handler);
    };
  }

  once<K extends keyof Events>(name: K, handler: (...args: Events[K]) => void) {
    const off = this.on(name, (...args) => {
      off();
      handler(...args);
    });
  }

  emit<K extends keyof Events>(name: K, ...args: Events[K]): boolean {
    const list = this.#handlers[name];
    list?.slice().forEach((h) => h(...args));
    return !!list?.length;
  }
}

export function events(n: number): unknown[] {
  const emitter = new Emitter<{ tick: [number]; end: [] }>();
  const seen: unknown[] = [];
  const off = emitter.on('tick', (i) => seen.push(i));
  emitter.once('tick', (i) => seen.push(`once ${i}`));
  emitter.on('end', function (this: unknown) {
    seen.push(this === undefined);
  });
  for (let i = 0; i < n; i++) {
    if (i === 3) off();
    seen.push(emitter.emit('tick', i));
  }
  emitter.emit('end');
  return seen;
}

export function counters(n: number): number[] {
  const makers: (() => number)[] = [];
  for (let i = 0; i < n; i++) {
    let count = i * 10;
    makers.push(() => count++ + i);
  }
  var shared: (() => number)[] = [];
  for (var j = 0; j < n; j++) shared.push(() => j);
  return [...makers, ...makers, ...shared].map((f) => f());
}

/** Lenses: reading and writing deep inside without changing the original. */
export function updatePath(data: any, path: (string | number)[], by: number): { before: any; after: any } {
  const lens = (key: string | number) => ({
    get: (o: any) => o?.[key],
    set: (o: any, v: any) => (Array.isArray(o) ? Object.assign([...o], { [key]: v }) : { ...o, [key]: v }),
  });
  const over = (p: (string | number)[], f: (v: any) => any, o: any): any => {
    if (p.length === 0) return f(o);
    const [head, ...rest] = p;
    const l = lens(head);
    return l.set(o, over(rest, f, l.get(o)));
  };
  return { before: data, after: over(path, (v = 0) => v + by, data) };
}

class Result<T> {
  private constructor(readonly ok: boolean, private readonly value?: T, readonly error?: string) {}
  static success<T>(v: T) { return new Result<T>(true, v); }
  static failure<T = never>(e: string) { return new Result<T>(false, undefined, e); }
  map<U>(f: (v: T) => U): Result<U> { return this.ok ? Result.success(f(this.value!)) : Result.failure(this.error!); }
  flatMap<U>(f: (v: T) => Result<U>): Result<U> { return this.ok ? f(this.value!) : Result.failure(this.error!); }
  getOrElse(other: T): T { return this.ok ? this.value! : other; }
}

export function safeDivisions(pairs: [number, number][]): (string | number)[] {
  const divide = (a: number, b: number) => (b === 0 ? Result.failure<number>(`${a}/0`) : Result.success(a / b));
  return pairs.map(([a, b]) => {
    const r = divide(a, b).map((x) => x * 2).flatMap((x) => (x > 100 ? Result.failure<number>('too big') : Result.success(x)));
    return r.ok ? r.getOrElse(0) : r.error!;
  });
}
