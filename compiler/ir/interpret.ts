/**
 * A plain interpreter of the IR, for tests: what a function means, and which elements it touches in which iteration.
 * Values are JavaScript's own: numbers, booleans, strings, typed arrays, arrays; tuples are arrays, objects plain objects.
 */
import { applyBinary, applyUnary } from './operators.js';
import { TYPED_ARRAYS, type TypedValue } from './typed-arrays.js';
import type { Expression, FunctionId, IrFunction, IrGlobal, LoopId, Span, Statement, Type, VariableId } from './types.js';

export type Value = number | boolean | string | undefined | ArrayValue | { readonly [field: string]: Value };
export type ArrayValue = TypedValue | Value[];

/** The run can not go on; in a compiled function the same place traps. */
export class Trap extends Error {
  override readonly name = 'Trap';
  constructor(
    readonly reason: 'bounds' | 'arrayLength' | 'thrown' | 'empty' | 'steps',
    message: string,
    readonly span: Span,
  ) {
    super(`${span.file}:${span.line}:${span.column}: ${message}`);
  }
}

export interface InterpretOptions {
  /** Called for each element that is read or written; the array is its identity. May throw. */
  readonly onAccess?: (array: ArrayValue, index: number, write: boolean) => void;
  /** Called when an iteration of the loop begins, and with -1 when the loop has ended. */
  readonly onIteration?: (loop: LoopId, iteration: number) => void;
  /** Called with the value of each expression, innermost first. */
  readonly onValue?: (expression: Expression, value: Value) => void;
  /** Statements after which the run is given up. */
  readonly maximumSteps?: number;
}

export interface Code {
  readonly functions: ReadonlyMap<FunctionId, IrFunction>;
  readonly globals: readonly IrGlobal[];
}

type Signal = { readonly kind: 'return'; readonly value: Value } | { readonly kind: 'break' | 'continue'; readonly loop: LoopId };
export type Frame = Map<VariableId, Value>;

export class Interpreter {
  private readonly globals: Frame = new Map();
  private steps: number;

  constructor(
    private readonly code: Code,
    private readonly options: InterpretOptions = {},
  ) {
    this.steps = options.maximumSteps ?? Infinity;
    for (const { variable, value } of code.globals) this.globals.set(variable.id, this.evaluate(value, new Map()));
  }

  /** Throws Trap where a compiled function would trap. */
  call(fn: IrFunction, values: readonly Value[]): Value {
    const frame: Frame = new Map(fn.parameters.map((id, k) => [id, values[k]]));
    const signal = this.run(fn.body, frame);
    if (signal && signal.kind !== 'return') throw new Error(`${fn.id} was left by a ${signal.kind}`);
    if (!signal && fn.returns.kind !== 'void') throw new Error(`${fn.id} ended without a return`);
    return signal?.value;
  }

  /** Runs statements in a frame, which holds what they left afterwards. */
  run(statements: readonly Statement[], frame: Frame): Signal | undefined {
    for (const statement of statements) {
      const signal = this.execute(statement, frame);
      if (signal) return signal;
    }
    return undefined;
  }

  private execute(statement: Statement, frame: Frame): Signal | undefined {
    if (--this.steps < 0) throw new Trap('steps', 'too many steps', statement.span);
    switch (statement.kind) {
      case 'let':
      case 'assign':
        frame.set(statement.variable, this.evaluate(statement.value, frame));
        return undefined;
      case 'store': {
        const array = this.evaluate(statement.array, frame) as ArrayValue;
        const index = this.evaluate(statement.index, frame) as number;
        const value = this.evaluate(statement.value, frame);
        this.element(array, index, true, statement.span);
        (array as Value[])[index] = value;
        return undefined;
      }
      case 'expression':
        this.evaluate(statement.value, frame);
        return undefined;
      case 'if':
        return this.run(this.evaluate(statement.test, frame) ? statement.then : statement.otherwise, frame);
      case 'loop':
        return this.loop(statement, frame);
      case 'break':
      case 'continue':
        return { kind: statement.kind, loop: statement.loop };
      case 'return':
        return { kind: 'return', value: statement.value && this.evaluate(statement.value, frame) };
      case 'throw':
        throw new Trap('thrown', statement.message, statement.span);
      case 'barrier':
        return undefined;
    }
  }

  private loop(statement: Extract<Statement, { kind: 'loop' }>, frame: Frame): Signal | undefined {
    this.run(statement.init, frame);
    for (let iteration = 0; this.evaluate(statement.test, frame); iteration++) {
      this.options.onIteration?.(statement.id, iteration);
      const signal = this.run(statement.body, frame);
      if (signal?.kind === 'break' && signal.loop === statement.id) break;
      if (signal && !(signal.kind === 'continue' && signal.loop === statement.id)) return signal;
      this.run(statement.update, frame);
    }
    this.options.onIteration?.(statement.id, -1);
    return undefined;
  }

  private element(array: ArrayValue, index: number, write: boolean, span: Span): void {
    if (!Number.isInteger(index) || index < 0 || index >= array.length) {
      throw new Trap('bounds', `index ${index} out of bounds of length ${array.length}`, span);
    }
    this.options.onAccess?.(array, index, write);
  }

  evaluate(expression: Expression, frame: Frame): Value {
    const value = this.compute(expression, frame);
    this.options.onValue?.(expression, value);
    return value;
  }

  private compute(expression: Expression, frame: Frame): Value {
    const of = (operand: Expression): Value => this.evaluate(operand, frame);
    const numberOf = (operand: Expression): number => this.evaluate(operand, frame) as number;
    switch (expression.kind) {
      case 'number':
      case 'boolean':
      case 'string':
        return expression.value;
      case 'variable':
        if (frame.has(expression.id)) return frame.get(expression.id);
        if (this.globals.has(expression.id)) return this.globals.get(expression.id);
        throw new Error(`variable ${expression.id} is read before it has a value`);
      case 'unary':
        return applyUnary(expression.operator, of(expression.operand));
      case 'binary':
        return applyBinary(expression.operator, of(expression.left), of(expression.right));
      case 'logical': {
        const left = of(expression.left);
        return left === (expression.operator === '&&') ? of(expression.right) : left;
      }
      case 'conditional':
        return of(expression.test) ? of(expression.then) : of(expression.otherwise);
      case 'math':
        return host(expression.name)(...expression.arguments.map(numberOf));
      case 'call':
        return this.call(this.code.functions.get(expression.callee)!, expression.arguments.map(of));
      case 'load': {
        const array = of(expression.array) as ArrayValue;
        const index = numberOf(expression.index);
        this.element(array, index, false, expression.span);
        return array[index];
      }
      case 'length':
        return (of(expression.of) as ArrayValue | string).length;
      case 'charCode': {
        const text = of(expression.text) as string;
        return text.charCodeAt(numberOf(expression.index));
      }
      case 'newArray':
        return this.newArray(expression, frame);
      case 'arrayLiteral': {
        const elements = expression.elements.map(of);
        if (expression.type.kind !== 'typed') return elements;
        const array = new TYPED_ARRAYS[expression.type.element](elements.length);
        array.set(elements as number[]);
        return array;
      }
      case 'record':
        return record(expression.type, expression.values.map(of));
      case 'field': {
        const { type } = expression.record;
        const whole = of(expression.record);
        if (type.kind === 'object') return (whole as { [field: string]: Value })[type.fields[expression.index]!.name];
        return (whole as Value[])[expression.index];
      }
      case 'intrinsic':
        return this.intrinsic(expression, of(expression.receiver) as ArrayValue, expression.arguments.map(of));
    }
  }

  private newArray(expression: Extract<Expression, { kind: 'newArray' }>, frame: Frame): Value {
    const length = this.evaluate(expression.length, frame) as number;
    const fill = expression.fill && this.evaluate(expression.fill, frame);
    const typed = expression.type.kind === 'typed' ? TYPED_ARRAYS[expression.type.element] : undefined;
    // ToIndex cuts fractions off; Array(n) refuses them.
    const count = typed ? Math.trunc(length) || 0 : length;
    if (!(count >= 0 && count < 2 ** 31) || !Number.isInteger(count)) {
      throw new Trap('arrayLength', `array length ${length} is not allowed`, expression.span);
    }
    return typed ? new typed(count) : Array.from({ length: count }, () => fill);
  }

  private intrinsic(
    expression: Extract<Expression, { kind: 'intrinsic' }>,
    receiver: ArrayValue,
    given: readonly Value[],
  ): Value {
    const touch = (array: ArrayValue, from: number, to: number, write: boolean): void => {
      for (let k = from; k < to; k++) this.options.onAccess?.(array, k, write);
    };
    switch (expression.name) {
      case 'push': {
        const list = receiver as Value[];
        list.push(given[0]);
        touch(list, list.length - 1, list.length, true);
        return list.length;
      }
      case 'pop': {
        const list = receiver as Value[];
        if (list.length === 0) throw new Trap('empty', 'pop of an empty array', expression.span);
        touch(list, list.length - 1, list.length, false);
        return list.pop();
      }
      case 'fill': {
        const [from, to] = span(given.slice(1), receiver.length);
        touch(receiver, from, to, true);
        return (receiver as Value[]).fill(given[0], from, to);
      }
      case 'slice': {
        const [from, to] = span(given, receiver.length);
        touch(receiver, from, to, false);
        return receiver.slice(from, to) as ArrayValue;
      }
      case 'set': {
        const source = given[0] as ArrayValue;
        const offset = Math.trunc((given[1] as number | undefined) ?? 0) || 0;
        if (offset < 0 || offset + source.length > receiver.length) {
          throw new Trap('bounds', `offset ${offset} is out of bounds`, expression.span);
        }
        touch(source, 0, source.length, false);
        touch(receiver, offset, offset + source.length, true);
        (receiver as TypedValue).set(source as number[], offset);
        return undefined;
      }
    }
  }
}

/** Positions as slice and fill understand them. */
function span(given: readonly Value[], length: number): [number, number] {
  const position = (value: Value, missing: number): number => {
    if (value === undefined) return missing;
    const whole = Math.trunc(value as number) || 0;
    return whole < 0 ? Math.max(length + whole, 0) : Math.min(whole, length);
  };
  const from = position(given[0], 0);
  return [from, Math.max(position(given[1], length), from)];
}

function record(type: Type, values: Value[]): Value {
  if (type.kind !== 'object') return values;
  return Object.fromEntries(type.fields.map((field, k) => [field.name, values[k]]));
}

function host(name: string): (...values: number[]) => number | boolean {
  const [owner, method] = name.split('.') as ['Math' | 'Number', string];
  const functions = (owner === 'Math' ? Math : Number) as unknown as Record<string, (...values: number[]) => number | boolean>;
  return functions[method]!.bind(functions);
}
