/** Random functions with nested counting loops over arrays, as IR, and arguments for them. Everything follows from one seed. */
import type {
  Expression,
  FunctionId,
  IrFunction,
  IrProgram,
  LoopId,
  Span,
  Statement,
  Type,
  Value,
  Variable,
  VariableId,
} from '../../../../compiler/ir/index.js';

const SPAN: Span = { file: 'random.ts', line: 1, column: 1, start: 0, end: 0 };
const NUMBER: Type = { kind: 'number' };
const BOOLEAN: Type = { kind: 'boolean' };
const DOUBLES: Type = { kind: 'typed', element: 'f64' };
const ROW: Type = { kind: 'array', element: NUMBER };
const ROWS: Type = { kind: 'array', element: ROW };

export interface RandomCase {
  readonly program: IrProgram;
  readonly values: readonly Value[];
}

export function randomCase(seed: number): RandomCase {
  return new Generator(seed).generate();
}

/** mulberry32: a small generator of 32-bit numbers with a full period. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

class Generator {
  private readonly below: (n: number) => number;
  private readonly variables = new Map<VariableId, Variable>();
  private loops = 0;
  private ids = 0;
  private readonly arrays: Variable[];
  /** An array of arrays, and one that loops append to. */
  private readonly rows: Variable;
  private readonly appended: Variable;
  private readonly functions = new Map<FunctionId, IrFunction>();
  private readonly sizes: Variable[];
  /** Numbers that may stand in subscripts. */
  private symbols: Variable[];

  constructor(seed: number) {
    this.below = randomNumbers(seed);
    this.arrays = ['a', 'b', 'c'].map((name) => this.variable(name, DOUBLES));
    this.sizes = ['n', 'm'].map((name) => this.variable(name, NUMBER));
    this.rows = this.variable('rows', ROWS);
    this.appended = this.variable('appended', ROWS);
    this.symbols = [...this.sizes];
    this.addFunctions();
  }

  /** `put` writes an element, `total` sums an array, `wrap` chooses an index; each may be called anywhere. */
  private addFunctions(): void {
    const add = (
      name: string,
      types: readonly Type[],
      returns: Type,
      body: (own: Variable[], local: (name: string, type: Type, mutable?: boolean) => Variable) => Statement[],
    ): void => {
      const variables = new Map<VariableId, Variable>();
      const local = (word: string, type: Type, mutable = false): Variable => {
        const variable = this.variable(word, type, mutable);
        this.variables.delete(variable.id);
        variables.set(variable.id, variable);
        return variable;
      };
      const own = types.map((type, k) => local(`p${k}`, type));
      const id = name as FunctionId;
      this.functions.set(id, {
        id,
        name,
        parameters: own.map((one) => one.id),
        returns,
        variables,
        body: body(own, local),
        span: SPAN,
      });
    };
    add('put', [DOUBLES, NUMBER, NUMBER], { kind: 'void' }, ([array, at, value]) => [
      { kind: 'store', array: this.read(array!), index: this.read(at!), value: this.read(value!), span: SPAN },
    ]);
    add('total', [DOUBLES, NUMBER], NUMBER, ([array, count], local) => {
      const sum = local('s', NUMBER, true);
      const k = local('k', NUMBER, true);
      const step = this.binary('+', this.read(sum), this.element(array!, this.read(k)));
      return [
        this.let(sum, this.number(0)),
        {
          kind: 'loop',
          id: this.loops++ as LoopId,
          init: [this.let(k, this.number(0))],
          test: this.compare('<', this.read(k), this.read(count!)),
          update: [{ kind: 'assign', variable: k.id, value: this.binary('+', this.read(k), this.number(1)), span: SPAN }],
          body: [{ kind: 'assign', variable: sum.id, value: step, span: SPAN }],
          span: SPAN,
        },
        { kind: 'return', value: this.read(sum), span: SPAN },
      ];
    });
    add('wrap', [NUMBER, NUMBER], NUMBER, ([at, size]) => [
      {
        kind: 'if',
        test: this.compare('<', this.read(at!), this.number(0)),
        then: [{ kind: 'return', value: this.number(0), span: SPAN }],
        otherwise: [],
        span: SPAN,
      },
      {
        kind: 'if',
        test: this.compare('>=', this.read(at!), this.read(size!)),
        then: [{ kind: 'return', value: this.binary('-', this.read(size!), this.number(1)), span: SPAN }],
        otherwise: [],
        span: SPAN,
      },
      { kind: 'return', value: this.read(at!), span: SPAN },
    ]);
  }

  private call(name: string, returns: Type, values: readonly Expression[]): Expression {
    return { kind: 'call', callee: name as FunctionId, arguments: values, type: returns, span: SPAN };
  }

  private element(array: Variable, index: Expression): Expression {
    return { kind: 'load', array: this.read(array), index, type: NUMBER, span: SPAN };
  }

  generate(): RandomCase {
    const body: Statement[] = [];
    if (this.chance(50)) {
      const stride = this.variable('stride', NUMBER);
      const value = this.binary('*', this.number(1 + this.below(3)), this.read(this.pick(this.sizes)));
      body.push(this.let(stride, value));
      this.symbols.push(stride);
    }
    if (this.chance(40)) {
      const made = this.variable('made', DOUBLES);
      const length: Expression = this.chance(50)
        ? this.binary('*', this.read(this.pick(this.symbols)), this.read(this.pick(this.symbols)))
        : this.binary('+', this.binary('*', this.number(2), this.read(this.pick(this.symbols))), this.number(this.below(4)));
      body.push(this.let(made, { kind: 'newArray', length, type: DOUBLES, span: SPAN }));
      this.arrays.push(made);
    }
    body.push(this.let(this.appended, { kind: 'arrayLiteral', elements: [], type: ROWS, span: SPAN }));
    if (this.chance(15)) {
      const alias = this.variable('alias', DOUBLES);
      const [one, other] = [this.read(this.pick(this.arrays)), this.read(this.pick(this.arrays))];
      const test = this.compare('<', this.read(this.pick(this.sizes)), this.number(3));
      body.push(this.let(alias, { kind: 'conditional', test, then: one, otherwise: other, type: DOUBLES, span: SPAN }));
      this.arrays.push(alias);
    }
    const sum = this.variable('sum', NUMBER, true);
    body.push(this.let(sum, this.number(this.pick([0, -0, 1.5]))));
    const count = 1 + this.below(2);
    for (let k = 0; k < count; k++) body.push(this.chance(12) ? this.appending() : this.loop([], 1 + this.below(3), sum));
    body.push({ kind: 'return', value: this.result(sum), span: SPAN });
    const parameters = [...this.arrays.slice(0, 3), ...this.sizes, this.rows];
    const fn: IrFunction = {
      id: 'random' as FunctionId,
      name: 'random',
      parameters: parameters.map(({ id }) => id),
      returns: this.resultType(),
      variables: this.variables,
      body,
      span: SPAN,
    };
    const program: IrProgram = {
      entry: fn.id,
      functions: new Map([[fn.id, fn], ...this.functions]),
      globals: [],
      sources: new Map([['random.ts', '']]),
    };
    const length = this.pick([0, 3, 12, 40, 90]);
    const array = (k: number): Value => Float64Array.from({ length: length + this.below(9) }, (_, at) => ((at * 7 + k) % 11) - 5);
    return { program, values: [array(1), array(2), array(3), this.below(6), this.below(5), this.table()] };
  }

  private table(): Value {
    const width = this.below(7);
    return Array.from({ length: this.below(7) }, (_, y) => Array.from({ length: width }, (_, x) => x - y));
  }

  private resultType(): Type {
    return { kind: 'tuple', elements: [NUMBER, ...[...this.arrays, this.rows, this.appended].map(({ type }) => type)] };
  }

  private result(sum: Variable): Expression {
    const values = [sum, ...this.arrays, this.rows, this.appended].map((variable) => this.read(variable));
    return { kind: 'record', values, type: this.resultType(), span: SPAN };
  }

  /** A loop that makes a row in each iteration and appends it. */
  private appending(): Statement {
    const counter = this.variable('i', NUMBER, true);
    const inner = this.variable('j', NUMBER, true);
    const row = this.variable('row', ROW);
    const push = (array: Variable, value: Expression): Statement => ({
      kind: 'expression',
      value: { kind: 'intrinsic', name: 'push', receiver: this.read(array), arguments: [value], type: NUMBER, span: SPAN },
      span: SPAN,
    });
    const counting = (own: Variable, bound: Expression, body: Statement[]): Statement => ({
      kind: 'loop',
      id: this.loops++ as LoopId,
      init: [this.let(own, this.number(this.chance(80) ? 0 : 1))],
      test: this.compare('<', this.read(own), bound),
      update: [{ kind: 'assign', variable: own.id, value: this.binary('+', this.read(own), this.number(1)), span: SPAN }],
      body,
      span: SPAN,
    });
    const fill = counting(inner, this.read(this.pick(this.symbols)), [push(row, this.load([counter, inner]))]);
    const body = [
      this.let(row, { kind: 'arrayLiteral', elements: [], type: ROW, span: SPAN }),
      fill,
      push(this.appended, this.read(row)),
    ];
    if (this.chance(15)) body.push(push(this.appended, this.read(row)));
    return counting(counter, this.read(this.pick(this.symbols)), body);
  }

  private chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  private pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  private variable(name: string, type: Type, mutable = false): Variable {
    const variable: Variable = {
      id: this.ids++ as VariableId,
      name: `${name}${this.ids}`,
      type,
      mutable,
      span: SPAN,
    };
    this.variables.set(variable.id, variable);
    return variable;
  }

  private number(value: number): Expression {
    return { kind: 'number', value, type: NUMBER, span: SPAN };
  }

  private read({ id, type }: Variable): Expression {
    return { kind: 'variable', id, type, span: SPAN };
  }

  private binary(operator: '+' | '-' | '*' | '%', left: Expression, right: Expression): Expression {
    return { kind: 'binary', operator, left, right, type: NUMBER, span: SPAN };
  }

  private compare(operator: '<' | '<=' | '>' | '>=' | '===', left: Expression, right: Expression): Expression {
    return { kind: 'binary', operator, left, right, type: BOOLEAN, span: SPAN };
  }

  private math(name: string, left: Expression, right: Expression): Expression {
    return { kind: 'math', name, arguments: [left, right], type: NUMBER, span: SPAN };
  }

  private let(variable: Variable, value: Expression): Statement {
    return { kind: 'let', variable: variable.id, value, span: SPAN };
  }

  private loop(around: readonly Variable[], depth: number, sum: Variable): Statement {
    const counter = this.variable('i', NUMBER, true);
    const id = this.loops++ as LoopId;
    const start = this.chance(70) ? this.number(this.below(3)) : this.bound(around);
    const down = this.chance(12);
    const step = this.chance(85) ? 1 : 2;
    const inside = [...around, counter];
    const body: Statement[] = [];
    const statements = 1 + this.below(2);
    for (let k = 0; k < statements; k++) body.push(...this.inner(inside, depth, sum, id));
    const bound = this.bound(around);
    const at = this.read(counter);
    return {
      kind: 'loop',
      id,
      init: [this.let(counter, down ? bound : start)],
      test: this.compare(down ? '>=' : this.chance(75) ? '<' : '<=', at, down ? start : bound),
      update: [{ kind: 'assign', variable: counter.id, value: this.binary(down ? '-' : '+', at, this.number(step)), span: SPAN }],
      body,
      span: SPAN,
    };
  }

  private bound(around: readonly Variable[]): Expression {
    const inner = around.at(-1);
    if (inner && this.chance(15)) return this.binary('+', this.read(inner), this.number(this.below(3)));
    if (this.chance(10)) return { kind: 'length', of: this.read(this.pick(this.arrays)), type: NUMBER, span: SPAN };
    const symbol = this.read(this.pick(this.symbols));
    if (this.chance(15)) return this.binary('-', symbol, this.number(1 + this.below(2)));
    return this.chance(60) ? symbol : this.number(this.below(6));
  }

  private inner(inside: readonly Variable[], depth: number, sum: Variable, loop: LoopId): Statement[] {
    if (depth > 1 && this.chance(65)) return [this.loop(inside, depth - 1, sum)];
    if (this.chance(20)) {
      const then = this.inner(inside, 1, sum, loop);
      const test = this.compare(
        this.pick(['<', '<=', '>', '>=', '===']),
        this.read(this.pick(inside)),
        this.subscriptPart(inside),
      );
      return [{ kind: 'if', test, then, otherwise: this.chance(30) ? this.inner(inside, 1, sum, loop) : [], span: SPAN }];
    }
    if (this.chance(4)) return [{ kind: 'continue', loop, span: SPAN }];
    if (this.chance(15)) return [this.reduction(inside, sum)];
    if (this.chance(20)) {
      const local = this.variable('t', NUMBER);
      const declared = this.let(local, this.subscript(inside));
      return [declared, this.store(inside, this.chance(50) ? this.read(local) : undefined)];
    }
    if (this.chance(12)) return this.rowStatements(inside);
    if (this.chance(10)) {
      const put = this.call('put', { kind: 'void' }, [
        this.read(this.pick(this.arrays)),
        this.subscript(inside),
        this.load(inside),
      ]);
      return [{ kind: 'expression', value: put, span: SPAN }];
    }
    if (this.chance(6)) {
      const scratch = this.variable('scratch', DOUBLES);
      const at = this.number(this.below(3));
      return [
        this.let(scratch, { kind: 'newArray', length: this.number(3), type: DOUBLES, span: SPAN }),
        { kind: 'store', array: this.read(scratch), index: at, value: this.load(inside), span: SPAN },
        { ...(this.store(inside) as Extract<Statement, { kind: 'store' }>), value: this.element(scratch, at) },
      ];
    }
    if (this.chance(12)) return [this.update(inside)];
    return [this.store(inside)];
  }

  /** Folds a term into an element. */
  private update(inside: readonly Variable[]): Statement {
    const array = this.pick(this.arrays);
    const index = this.subscript(inside);
    const old = this.element(array, index);
    const term = this.load(inside);
    const value = this.chance(80) ? this.binary(this.chance(80) ? '+' : '-', old, term) : this.math('Math.max', old, term);
    return { kind: 'store', array: this.read(array), index, value, span: SPAN };
  }

  /** An element of a row, through a name of its own or not. */
  private rowStatements(inside: readonly Variable[]): Statement[] {
    const load: Expression = {
      kind: 'load',
      array: this.read(this.chance(30) ? this.appended : this.rows),
      index: this.subscriptPart(inside),
      type: ROW,
      span: SPAN,
    };
    const row = this.variable('row', ROW);
    const named = this.chance(50);
    const target = named ? this.read(row) : load;
    const value = this.binary('+', this.load(inside), this.number(1));
    const store: Statement = { kind: 'store', array: target, index: this.read(this.pick(inside)), value, span: SPAN };
    if (named) return [this.let(row, load), store];
    this.variables.delete(row.id);
    return [store];
  }

  private reduction(inside: readonly Variable[], sum: Variable): Statement {
    const term = this.chance(50) ? this.load(inside) : this.number(this.pick([1, -1, 0.1]));
    const self = this.read(sum);
    const value = this.chance(70) ? this.binary(this.chance(80) ? '+' : '-', self, term) : this.math('Math.max', self, term);
    return { kind: 'assign', variable: sum.id, value, span: SPAN };
  }

  private store(inside: readonly Variable[], at?: Expression): Statement {
    const array = this.read(this.pick(this.arrays));
    const index = at ?? this.subscript(inside);
    const value = this.chance(70)
      ? this.binary('+', this.load(inside), this.load(inside))
      : this.binary('+', this.load(inside), this.number(1));
    return { kind: 'store', array, index, value, span: SPAN };
  }

  private load(inside: readonly Variable[]): Expression {
    if (this.chance(5)) return this.call('total', NUMBER, [this.read(this.pick(this.arrays)), this.read(this.pick(this.sizes))]);
    if (this.chance(6)) {
      const array: Expression = {
        kind: 'load',
        array: this.read(this.rows),
        index: this.read(this.pick(inside)),
        type: ROW,
        span: SPAN,
      };
      return { kind: 'load', array, index: this.subscriptPart(inside), type: NUMBER, span: SPAN };
    }
    return { kind: 'load', array: this.read(this.pick(this.arrays)), index: this.subscript(inside), type: NUMBER, span: SPAN };
  }

  private subscriptPart(inside: readonly Variable[]): Expression {
    return this.chance(50)
      ? this.number(this.below(6) - 1)
      : this.chance(50)
        ? this.read(this.pick(inside))
        : this.read(this.pick(this.symbols));
  }

  /** Mostly rows: `i * stride + j + c`; sometimes columns, sometimes anything. */
  private subscript(inside: readonly Variable[]): Expression {
    const [outer = inside[0]!, ...others] = this.chance(80) ? inside : inside.toReversed();
    if (this.chance(8)) {
      const near = this.binary(this.chance(50) ? '+' : '-', this.read(this.pick(inside)), this.number(1));
      const clamped = this.math(
        'Math.min',
        this.math('Math.max', near, this.number(0)),
        this.binary('-', this.read(this.pick(this.symbols)), this.number(1)),
      );
      return this.chance(50)
        ? clamped
        : this.binary('+', this.binary('*', clamped, this.read(this.pick(this.symbols))), this.read(this.pick(inside)));
    }
    if (this.chance(5)) {
      const wrapped = this.call('wrap', NUMBER, [
        this.binary('-', this.read(this.pick(inside)), this.number(1)),
        this.read(this.pick(this.symbols)),
      ]);
      return this.chance(50)
        ? wrapped
        : this.binary('+', this.binary('*', wrapped, this.read(this.pick(this.symbols))), this.read(this.pick(inside)));
    }
    if (this.chance(6)) return this.binary('%', this.subscriptPart(inside), this.subscriptPart(inside));
    let index: Expression = this.read(this.chance(80) ? outer : this.pick(inside));
    if (this.chance(65)) {
      const factor = this.chance(75) ? this.read(this.pick(this.symbols)) : this.number(this.below(5) - 1);
      index = this.binary('*', index, factor);
    }
    for (const other of others) {
      if (this.chance(70)) {
        const part = this.read(other);
        index = this.binary(
          this.chance(90) ? '+' : '-',
          index,
          this.chance(75) ? part : this.binary('*', this.number(this.below(3)), part),
        );
      }
    }
    if (this.chance(30)) index = this.binary(this.chance(70) ? '+' : '-', index, this.number(this.below(3)));
    return index;
  }
}
