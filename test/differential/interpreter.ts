/**
 * A plain interpreter of the IR. It runs a program by the words of compiler/ir/types.ts alone, so that what the frontend made can
 * be compared with Node before any later pass of the compiler has touched it.
 */
import type {
  ElementKind,
  Expression,
  FunctionId,
  IrProgram,
  LoopId,
  Statement,
  Type,
  VariableId,
} from '../../compiler/ir/index.js';
import type { TypedArray, Value } from '../../runtime/values/index.js';

/** How a compiled function fails: the cases of TRAP in compiler/abi.ts that a program can cause. */
export class Trap extends Error {
  override readonly name = 'Trap';
  constructor(
    readonly reason: 'bounds' | 'arrayLength' | 'empty' | 'thrown' | 'steps',
    message: string,
  ) {
    super(message);
  }
}

const MOST_STEPS = 20_000_000;

const TYPED: Readonly<Record<ElementKind, new (from: number | readonly number[]) => TypedArray>> = {
  i8: Int8Array,
  u8: Uint8Array,
  u8c: Uint8ClampedArray,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
};

type Elements = TypedArray | Value[];
type Frame = Map<VariableId, Value>;

/** What a statement list ended with, when it was not its last statement. */
type Exit = { readonly kind: 'break' | 'continue'; readonly loop: LoopId } | { readonly kind: 'return'; readonly value: Value };

/** The result of the entry function for arguments as JavaScript holds them. Throws Trap. */
export function interpret(program: IrProgram, values: readonly Value[]): Value {
  return new Interpreter(program).call(program.entry, values);
}

class Interpreter {
  private readonly globals: Frame = new Map();
  private steps = 0;

  constructor(private readonly program: IrProgram) {
    for (const { variable, value } of program.globals) this.globals.set(variable.id, this.evaluate(value, this.globals));
  }

  call(id: FunctionId, values: readonly Value[]): Value {
    const fn = this.program.functions.get(id)!;
    const frame: Frame = new Map(fn.parameters.map((parameter, k) => [parameter, values[k]]));
    const exit = this.run(fn.body, frame);
    if (exit && exit.kind !== 'return') throw new Error(`${id} was left by a ${exit.kind}`);
    if (!exit && fn.returns.kind !== 'void') throw new Error(`${id} ended without a return`);
    return exit?.value;
  }

  private run(statements: readonly Statement[], frame: Frame): Exit | undefined {
    for (const statement of statements) {
      const exit = this.step(statement, frame);
      if (exit) return exit;
    }
    return undefined;
  }

  private step(statement: Statement, frame: Frame): Exit | undefined {
    if (++this.steps > MOST_STEPS) throw new Trap('steps', 'too many steps');
    const value = (expression: Expression): Value => this.evaluate(expression, frame);
    switch (statement.kind) {
      case 'let':
      case 'assign':
        frame.set(statement.variable, value(statement.value));
        return undefined;
      case 'store': {
        const array = value(statement.array) as Elements;
        const index = value(statement.index) as number;
        const stored = value(statement.value);
        checkIndex(array, index);
        (array as Value[])[index] = stored;
        return undefined;
      }
      case 'expression':
        value(statement.value);
        return undefined;
      case 'if':
        return this.run(value(statement.test) ? statement.then : statement.otherwise, frame);
      case 'loop':
        return this.loop(statement, frame);
      case 'break':
      case 'continue':
        return { kind: statement.kind, loop: statement.loop };
      case 'return':
        return { kind: 'return', value: statement.value && value(statement.value) };
      case 'throw':
        throw new Trap('thrown', statement.message);
    }
  }

  private loop(statement: Extract<Statement, { kind: 'loop' }>, frame: Frame): Exit | undefined {
    this.run(statement.init, frame);
    while (this.evaluate(statement.test, frame)) {
      if (++this.steps > MOST_STEPS) throw new Trap('steps', 'too many steps');
      const exit = this.run(statement.body, frame);
      if (exit && (exit.kind === 'return' || exit.loop !== statement.id)) return exit;
      if (exit?.kind === 'break') return undefined;
      this.run(statement.update, frame);
    }
    return undefined;
  }

  private evaluate(expression: Expression, frame: Frame): Value {
    const of = (inner: Expression): Value => this.evaluate(inner, frame);
    const number = (inner: Expression): number => of(inner) as number;
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
        return unary(expression.operator, of(expression.operand));
      case 'binary': {
        const left = of(expression.left);
        return binary(expression.operator, left as number, of(expression.right) as number);
      }
      case 'logical':
        return expression.operator === '&&'
          ? of(expression.left) && of(expression.right)
          : of(expression.left) || of(expression.right);
      case 'conditional':
        return of(expression.test) ? of(expression.then) : of(expression.otherwise);
      case 'math': {
        const [owner, name] = expression.name.split('.') as ['Math' | 'Number', string];
        const library = (owner === 'Math' ? Math : Number) as unknown as Record<string, (...values: number[]) => Value>;
        return library[name]!(...expression.arguments.map(number));
      }
      case 'call':
        return this.call(expression.callee, expression.arguments.map(of));
      case 'load': {
        const array = of(expression.array) as Elements;
        const index = number(expression.index);
        checkIndex(array, index);
        return array[index];
      }
      case 'length':
        return (of(expression.of) as Elements | string).length;
      case 'charCode': {
        const text = of(expression.text) as string;
        return text.charCodeAt(number(expression.index));
      }
      case 'newArray': {
        const length = number(expression.length);
        const fill = expression.fill && of(expression.fill);
        return newArray(expression.type, length, fill);
      }
      case 'arrayLiteral': {
        const elements = expression.elements.map(of);
        return expression.type.kind === 'typed' ? new TYPED[expression.type.element](elements as number[]) : elements;
      }
      case 'record': {
        const values = expression.values.map(of);
        const { type } = expression;
        return type.kind === 'object' ? Object.fromEntries(type.fields.map((field, k) => [field.name, values[k]])) : values;
      }
      case 'field':
        return Object.values(of(expression.record) as Record<string, Value>)[expression.index];
      case 'intrinsic': {
        const receiver = of(expression.receiver) as Elements;
        return intrinsic(expression.name, receiver, expression.arguments.map(of));
      }
    }
  }
}

function checkIndex(array: Elements, index: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= array.length) {
    throw new Trap('bounds', `index ${index} of an array of ${array.length}`);
  }
}

function newArray(type: Type, length: number, fill: Value): Elements {
  if (type.kind === 'typed') {
    const wanted = Number.isNaN(length) ? 0 : Math.trunc(length);
    if (wanted < 0 || wanted >= 2 ** 32) throw new Trap('arrayLength', `length ${length}`);
    return new TYPED[type.element](wanted);
  }
  if (!Number.isInteger(length) || length < 0 || length >= 2 ** 32) throw new Trap('arrayLength', `length ${length}`);
  return new Array<Value>(length).fill(fill);
}

function unary(operator: '-' | '+' | '!' | '~', operand: Value): Value {
  if (operator === '!') return !operand;
  const number = operand as number;
  return operator === '-' ? -number : operator === '~' ? ~number : number;
}

function binary(operator: Extract<Expression, { kind: 'binary' }>['operator'], left: number, right: number): Value {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    case '**':
      return left ** right;
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '<<':
      return left << right;
    case '>>':
      return left >> right;
    case '>>>':
      return left >>> right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '===':
      return left === right;
    case '!==':
      return left !== right;
  }
}

function intrinsic(name: Extract<Expression, { kind: 'intrinsic' }>['name'], receiver: Elements, given: Value[]): Value {
  switch (name) {
    case 'push':
      return (receiver as Value[]).push(given[0]);
    case 'pop':
      if (receiver.length === 0) throw new Trap('empty', 'pop of an empty array');
      return (receiver as Value[]).pop();
    case 'fill':
      return (receiver as Value[]).fill(given[0], given[1] as number, given[2] as number);
    case 'slice':
      return receiver.slice(given[0] as number, given[1] as number) as Value;
    case 'set': {
      const target = receiver as TypedArray;
      const source = given[0] as TypedArray;
      const offset = (given[1] as number | undefined) ?? 0;
      const start = Number.isNaN(offset) ? 0 : Math.trunc(offset);
      if (start < 0 || start + source.length > target.length) throw new Trap('bounds', `set at ${offset}`);
      target.set(source, start);
      return undefined;
    }
  }
}
