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
  private readonly arrays: Variable[];
  private readonly sizes: Variable[];
  /** Numbers that may stand in subscripts. */
  private symbols: Variable[];

  constructor(seed: number) {
    this.below = randomNumbers(seed);
    this.arrays = ['a', 'b', 'c'].map((name) => this.variable(name, DOUBLES));
    this.sizes = ['n', 'm'].map((name) => this.variable(name, NUMBER));
    this.symbols = [...this.sizes];
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
    const sum = this.variable('sum', NUMBER, true);
    body.push(this.let(sum, this.number(this.pick([0, -0, 1.5]))));
    const count = 1 + this.below(2);
    for (let k = 0; k < count; k++) body.push(this.loop([], 1 + this.below(3), sum));
    body.push({ kind: 'return', value: this.result(sum), span: SPAN });
    const parameters = [...this.arrays.slice(0, 3), ...this.sizes];
    const fn: IrFunction = {
      id: 'random' as FunctionId,
      name: 'random',
      parameters: parameters.map(({ id }) => id),
      returns: { kind: 'tuple', elements: [NUMBER, ...this.arrays.map(({ type }) => type)] },
      variables: this.variables,
      body,
      span: SPAN,
    };
    const program: IrProgram = {
      entry: fn.id,
      functions: new Map([[fn.id, fn]]),
      globals: [],
      sources: new Map([['random.ts', '']]),
    };
    const length = this.pick([0, 3, 12, 40, 90]);
    const array = (k: number): Value => Float64Array.from({ length: length + this.below(9) }, (_, at) => ((at * 7 + k) % 11) - 5);
    return { program, values: [array(1), array(2), array(3), this.below(6), this.below(5)] };
  }

  private result(sum: Variable): Expression {
    return {
      kind: 'record',
      values: [this.read(sum), ...this.arrays.map((array) => this.read(array))],
      type: { kind: 'tuple', elements: [NUMBER, ...this.arrays.map(({ type }) => type)] },
      span: SPAN,
    };
  }

  private chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  private pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  private variable(name: string, type: Type, mutable = false): Variable {
    const variable: Variable = {
      id: this.variables.size as VariableId,
      name: `${name}${this.variables.size}`,
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
    return [this.store(inside)];
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
    return { kind: 'load', array: this.read(this.pick(this.arrays)), index: this.subscript(inside), type: NUMBER, span: SPAN };
  }

  private subscriptPart(inside: readonly Variable[]): Expression {
    return this.chance(50)
      ? this.number(this.below(6) - 1)
      : this.chance(50)
        ? this.read(this.pick(inside))
        : this.read(this.pick(this.symbols));
  }

  /** Mostly rows: `i * stride + j + c`; sometimes anything. */
  private subscript(inside: readonly Variable[]): Expression {
    const [outer = inside[0]!, ...others] = inside;
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
