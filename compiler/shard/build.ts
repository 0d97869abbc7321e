/** Short ways to write down IR for passes that make new code. */
import type {
  ArithmeticOperator,
  BitwiseOperator,
  ComparisonOperator,
  Expression,
  LoopId,
  Span,
  Statement,
  Type,
  Variable,
} from '../ir/index.js';

export const NUMBER: Type = { kind: 'number' };
const BOOLEAN: Type = { kind: 'boolean' };
export const DOUBLES: Type = { kind: 'typed', element: 'f64' };

/** Code that stands where `span` says. */
export class Code {
  constructor(readonly span: Span) {}

  number(value: number): Expression {
    return { kind: 'number', value, type: NUMBER, span: this.span };
  }

  read({ id, type }: Variable): Expression {
    return { kind: 'variable', id, type, span: this.span };
  }

  arithmetic(operator: ArithmeticOperator | BitwiseOperator, left: Expression, right: Expression): Expression {
    return { kind: 'binary', operator, left, right, type: NUMBER, span: this.span };
  }

  compare(operator: ComparisonOperator, left: Expression, right: Expression): Expression {
    return { kind: 'binary', operator, left, right, type: BOOLEAN, span: this.span };
  }

  math(name: string, ...values: readonly Expression[]): Expression {
    return { kind: 'math', name, arguments: values, type: NUMBER, span: this.span };
  }

  element(array: Variable, index: Expression): Expression {
    return { kind: 'load', array: this.read(array), index, type: NUMBER, span: this.span };
  }

  lengthOf(array: Variable): Expression {
    return { kind: 'length', of: this.read(array), type: NUMBER, span: this.span };
  }

  newArray(type: Type, length: Expression, fill?: number): Expression {
    const filled = fill === undefined ? {} : { fill: this.number(fill) };
    return { kind: 'newArray', length, ...filled, type, span: this.span };
  }

  declare(variable: Variable, value: Expression): Statement {
    return { kind: 'let', variable: variable.id, value, span: this.span };
  }

  assign(variable: Variable, value: Expression): Statement {
    return { kind: 'assign', variable: variable.id, value, span: this.span };
  }

  store(array: Variable, index: Expression, value: Expression): Statement {
    return { kind: 'store', array: this.read(array), index, value, span: this.span };
  }

  when(test: Expression, then: readonly Statement[]): Statement {
    return { kind: 'if', test, then, otherwise: [], span: this.span };
  }

  /** Counts up by one from `from` to before `to`. */
  count(id: LoopId, counter: Variable, from: Expression, to: Expression, body: readonly Statement[]): Statement {
    return {
      kind: 'loop',
      id,
      init: [this.declare(counter, from)],
      test: this.compare('<', this.read(counter), to),
      update: [this.assign(counter, this.arithmetic('+', this.read(counter), this.number(1)))],
      body,
      span: this.span,
    };
  }
}
