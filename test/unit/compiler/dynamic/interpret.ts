/**
 * An interpreter of Core for tests: objects, strings and closures are the host's own. A self-hosted built-in is replaced by the host's function of
 * that name where there is one, so that syntax can be tested without built-ins; `selfHosted` runs them instead.
 */
import type {
  CoreFunction,
  CoreProgram,
  Expression,
  FunctionId,
  Label,
  Statement,
  VariableId,
} from '../../../../compiler/dynamic/core/types.js';

/** biome-ignore lint/suspicious/noExplicitAny: values of the interpreted program */
type Value = any;
type Cell = { value: Value };

/** What intrinsics and built-ins do on the host's values. */
export type HostTable = Readonly<Record<string, (this: unknown, ...args: Value[]) => Value>>;

export interface InterpretOptions {
  /** Intrinsics by name. */
  readonly intrinsics: HostTable;
  /** Built-ins by their self-hosted name, which are called instead of the program's. */
  readonly builtins: HostTable;
  /** Whether self-hosted functions run as the program has them, where `builtins` does not say otherwise. */
  readonly selfHosted?: boolean;
  /** Built-in objects by name; otherwise the host's globals. */
  readonly objects?: Readonly<Record<string, Value>>;
}

/** The mark SPECIAL.empty, which no program sees. */
export const EMPTY = Symbol('empty');
const DEAD = Symbol('dead zone');

type Completion =
  | { readonly kind: 'return'; readonly value: Value }
  | { readonly kind: 'break' | 'continue'; readonly label: Label };

interface Frame {
  readonly cells: Map<VariableId, Cell>;
  readonly self: Value;
  readonly newTarget: Value;
  /** Variables that are checked. */
  readonly dead: ReadonlySet<VariableId>;
}

export class Interpreter {
  private readonly globals = new Map<VariableId, Cell>();
  private readonly closures = new Map<FunctionId, Value>();

  constructor(
    private readonly program: CoreProgram,
    private readonly options: InterpretOptions,
  ) {
    for (const [id, variable] of program.globals) this.globals.set(id, { value: variable.hasDeadZone ? DEAD : undefined });
  }

  /** Runs the modules' top-level code, then the entry. */
  run(args: readonly unknown[]): unknown {
    this.invoke(this.program.initialise, undefined, []);
    return this.invoke(this.program.entry, undefined, args);
  }

  /** Calls a function of the program without a closure. */
  invoke(id: FunctionId, self: unknown, args: readonly unknown[]): unknown {
    return this.execute(this.function(id), new Map(), self, args, undefined);
  }

  private function(id: FunctionId): CoreFunction {
    const found = this.program.functions.get(id);
    if (!found) throw new Error(`no function ${id}`);
    return found;
  }

  private execute(
    one: CoreFunction,
    captured: ReadonlyMap<VariableId, Cell>,
    self: Value,
    args: readonly Value[],
    newTarget: Value,
  ): Value {
    const cells = new Map(captured);
    for (const [id, variable] of one.variables) {
      if (!cells.has(id)) cells.set(id, { value: variable.hasDeadZone ? DEAD : undefined });
    }
    one.parameters.forEach((id, index) => void cells.set(id, { value: args[index] }));
    if (one.rest !== undefined) cells.set(one.rest, { value: args.slice(one.parameters.length) });
    const dead = new Set([...one.variables.values()].flatMap((variable) => (variable.hasDeadZone ? [variable.id] : [])));
    const result = this.list(one.body, { cells, self, newTarget, dead });
    return result?.kind === 'return' ? result.value : undefined;
  }

  private closure(id: FunctionId, frame: Frame): Value {
    const one = this.function(id);
    const captured = new Map(one.captures.map((variable) => [variable, this.cell(variable, frame)] as const));
    const host = this.hostBuiltin(id);
    if (host) return host;
    const interpreter = this;
    let value: Value;
    if (one.kind === 'normal') {
      value = function (this: Value, ...args: Value[]) {
        return interpreter.execute(one, captured, this, args, new.target);
      };
    } else if (one.kind === 'arrow') value = (...args: Value[]) => interpreter.execute(one, captured, undefined, args, undefined);
    else {
      value = {
        method(this: Value, ...args: Value[]) {
          return interpreter.execute(one, captured, this, args, undefined);
        },
      }.method;
    }
    Object.defineProperty(value, 'name', { value: one.name, configurable: true });
    Object.defineProperty(value, 'length', { value: one.length, configurable: true });
    return value;
  }

  private hostBuiltin(id: FunctionId): Value {
    if (!this.function(id).isBuiltin) return undefined;
    const known = this.closures.get(id) ?? this.options.builtins[id] ?? (this.options.selfHosted ? undefined : hostFunction(id));
    return known;
  }

  private cell(id: VariableId, frame: Frame): Cell {
    const found = frame.cells.get(id) ?? this.globals.get(id);
    if (!found) throw new Error(`no variable ${id}`);
    return found;
  }

  private list(statements: readonly Statement[], frame: Frame): Completion | undefined {
    // Closures made in front of a declaration share its variable, but not with the iteration before.
    for (const statement of statements) {
      if (statement.kind !== 'let' || this.globals.has(statement.variable)) continue;
      frame.cells.set(statement.variable, { value: frame.dead.has(statement.variable) ? DEAD : undefined });
    }
    for (const statement of statements) {
      const result = this.statement(statement, frame);
      if (result) return result;
    }
    return undefined;
  }

  private statement(statement: Statement, frame: Frame): Completion | undefined {
    switch (statement.kind) {
      case 'expression':
        this.value(statement.value, frame);
        return undefined;
      case 'let': {
        const value = this.value(statement.value, frame);
        (this.globals.get(statement.variable) ?? frame.cells.get(statement.variable)!).value = value;
        return undefined;
      }
      case 'if':
        return this.list(this.value(statement.test, frame) ? statement.then : statement.otherwise, frame);
      case 'loop':
        return this.loop(statement, frame);
      case 'block': {
        const result = this.list(statement.body, frame);
        return result?.kind === 'break' && result.label === statement.label ? undefined : result;
      }
      case 'break':
      case 'continue':
        return { kind: statement.kind, label: statement.label };
      case 'jump': {
        const on = this.value(statement.on, frame);
        const isCase = typeof on === 'number' && Number.isInteger(on) && on >= 0 && on < statement.cases.length;
        return this.list(isCase ? statement.cases[on]! : statement.otherwise, frame);
      }
      case 'return':
        return { kind: 'return', value: this.value(statement.value, frame) };
      case 'throw':
        throw this.value(statement.value, frame);
      case 'try':
        return this.attempt(statement, frame);
    }
  }

  private loop(statement: Statement & { kind: 'loop' }, frame: Frame): Completion | undefined {
    const { label, test, testsLast } = statement;
    for (let first = true; ; first = false) {
      if (test && !(testsLast && first) && !this.value(test, frame)) return undefined;
      const result = this.list(statement.body, frame);
      if (result?.kind === 'break' && result.label === label) return undefined;
      if (result && !(result.kind === 'continue' && result.label === label)) return result;
      this.list(statement.update, frame);
    }
  }

  private attempt(statement: Statement & { kind: 'try' }, frame: Frame): Completion | undefined {
    const { handler, finalizer } = statement;
    try {
      try {
        return this.list(statement.body, frame);
      } catch (error) {
        if (!handler) throw error;
        frame.cells.set(handler.variable, { value: error });
        return this.list(handler.body, frame);
      }
    } finally {
      const result = finalizer ? this.list(finalizer, frame) : undefined;
      // biome-ignore lint/correctness/noUnsafeFinally: what a finalizer does replaces what came before it
      if (result) return result;
    }
  }

  private values(list: readonly Expression[], frame: Frame): Value[] {
    return list.map((one) => this.value(one, frame));
  }

  private value(expression: Expression, frame: Frame): Value {
    const of = (one: Expression): Value => this.value(one, frame);
    switch (expression.kind) {
      case 'number':
      case 'string':
      case 'boolean':
        return expression.value;
      case 'undefined':
        return undefined;
      case 'null':
        return null;
      case 'bigint':
        return BigInt(expression.value);
      case 'builtin':
        return this.builtin(expression.name);
      case 'symbol':
        return Symbol[expression.name];
      case 'get': {
        const { value } = this.cell(expression.variable, frame);
        if (expression.checked && value === DEAD)
          throw new ReferenceError(`Cannot access '${this.nameOf(expression.variable)}' before initialization`);
        if (value === DEAD) throw new Error(`unchecked read in a dead zone: ${this.nameOf(expression.variable)}`);
        return value;
      }
      case 'set': {
        const value = of(expression.value);
        const cell = this.cell(expression.variable, frame);
        if (cell.value === DEAD)
          throw new ReferenceError(`Cannot access '${this.nameOf(expression.variable)}' before initialization`);
        cell.value = value;
        return value;
      }
      case 'this':
        return frame.self;
      case 'newTarget':
        return frame.newTarget;
      case 'unary':
        return unary(expression.operator, of(expression.operand));
      case 'binary':
        return binary(expression.operator, of(expression.left), of(expression.right));
      case 'logical': {
        const left = of(expression.left);
        if (expression.operator === '&&') return left ? of(expression.right) : left;
        if (expression.operator === '||') return left ? left : of(expression.right);
        return left ?? of(expression.right);
      }
      case 'conditional':
        return of(expression.test) ? of(expression.then) : of(expression.otherwise);
      case 'block': {
        const result = this.list(expression.body, frame);
        if (result) throw new Error('control leaves an expression');
        return of(expression.value);
      }
      case 'property':
        return of(expression.object)[expression.key];
      case 'element': {
        const object = of(expression.object);
        return object[of(expression.key)];
      }
      case 'setProperty': {
        const object = of(expression.object);
        const value = of(expression.value);
        setMember(object, expression.key, value);
        return value;
      }
      case 'setElement': {
        const object = of(expression.object);
        const key = of(expression.key);
        const value = of(expression.value);
        setMember(object, key, value);
        return value;
      }
      case 'delete': {
        const object = of(expression.object);
        return delete object[of(expression.key)];
      }
      case 'call': {
        const callee = of(expression.callee);
        const self = expression.this ? of(expression.this) : undefined;
        return Reflect.apply(callee, self, this.values(expression.arguments, frame));
      }
      case 'callMethod': {
        const object = of(expression.object);
        const method = object[expression.key];
        return this.callNamed(method, expression.key, object, this.values(expression.arguments, frame));
      }
      case 'callElement': {
        const object = of(expression.object);
        const key = of(expression.key);
        const method = object[key];
        return this.callNamed(method, String(key), object, this.values(expression.arguments, frame));
      }
      case 'callSpread': {
        const callee = of(expression.callee);
        const self = expression.this ? of(expression.this) : undefined;
        return Reflect.apply(callee, self, of(expression.arguments));
      }
      case 'new': {
        const callee = of(expression.callee);
        return Reflect.construct(callee, this.values(expression.arguments, frame));
      }
      case 'newSpread': {
        const callee = of(expression.callee);
        return Reflect.construct(callee, of(expression.arguments));
      }
      case 'callSuper':
        return this.superCall(of(expression.callee), this.values(expression.arguments, frame), frame);
      case 'callSuperSpread':
        return this.superCall(of(expression.callee), of(expression.arguments), frame);
      case 'callBuiltin': {
        const self = expression.this ? of(expression.this) : undefined;
        const args = this.values(expression.arguments, frame);
        return this.callBuiltin(expression.function, self, args);
      }
      case 'intrinsic': {
        const args = this.values(expression.arguments, frame);
        const host = this.options.intrinsics[expression.name] ?? mathFunction(expression.name);
        if (!host) throw new Error(`no intrinsic ${expression.name}`);
        return host(...args);
      }
      case 'function':
        return this.closure(expression.function, frame);
      case 'object':
        return Object.fromEntries(expression.properties.map((one) => [one.key, of(one.value)]));
      case 'array':
        return this.values(expression.elements, frame);
      case 'class':
        return this.classValue(expression, frame);
    }
  }

  private nameOf(id: VariableId): string {
    for (const one of this.program.functions.values()) {
      const variable = one.variables.get(id);
      if (variable) return variable.name;
    }
    return this.program.globals.get(id)?.name ?? '?';
  }

  private callNamed(method: Value, name: string, self: Value, args: Value[]): Value {
    if (typeof method !== 'function') throw new TypeError(`${name} is not a function`);
    return Reflect.apply(method, self, args);
  }

  private callBuiltin(id: FunctionId, self: Value, args: Value[]): Value {
    const host = this.options.builtins[id] ?? (this.options.selfHosted ? undefined : hostFunction(id));
    if (host) return Reflect.apply(host, self, args);
    return this.invoke(id, self, args);
  }

  private builtin(name: string): Value {
    const given = this.options.objects?.[name];
    if (given !== undefined) return given;
    const host = hostObject(name);
    if (host === undefined) throw new Error(`no built-in object ${name}`);
    return host;
  }

  private superCall(callee: Value, args: Value[], frame: Frame): Value {
    const initialise = initialisers.get(callee);
    if (initialise) return initialise(frame.self, args, frame.newTarget);
    // A built-in parent: its object was made already.
    const build = builders.get(callee);
    build?.(frame.self, args);
    return undefined;
  }

  private classValue(expression: Expression & { kind: 'class' }, frame: Frame): Value {
    const id = (expression as { constructor: FunctionId }).constructor;
    const one = this.function(id);
    const parent = expression.superClass ? this.value(expression.superClass, frame) : undefined;
    if (parent !== undefined && typeof parent !== 'function') {
      throw new TypeError(`Class extends value ${String(parent)} is not a constructor or null`);
    }
    const captured = new Map(one.captures.map((variable) => [variable, this.cell(variable, frame)] as const));
    const initialise = (self: Value, args: Value[], newTarget: Value) => this.execute(one, captured, self, args, newTarget);
    const value: Value = function (this: Value, ...args: Value[]) {
      if (!new.target) throw new TypeError(`Class constructor ${one.name} cannot be invoked without 'new'`);
      const root = rootOf(value);
      const self = root ? Reflect.construct(root, rootArguments(root), new.target) : Object.create(new.target.prototype);
      const result = initialise(self, args, new.target);
      return typeof result === 'object' && result !== null ? result : self;
    };
    Object.defineProperty(value, 'name', { value: one.name, configurable: true });
    Object.defineProperty(value, 'length', { value: one.length, configurable: true });
    Object.defineProperty(value, 'prototype', { writable: false });
    initialisers.set(value, initialise);
    if (parent !== undefined) {
      Object.setPrototypeOf(value, parent);
      Object.setPrototypeOf(value.prototype, parent.prototype);
    }
    return value;
  }
}

const initialisers = new WeakMap<object, (self: Value, args: Value[], newTarget: Value) => Value>();

/** Fills an object that a built-in constructor has to work on. */
const builders = new Map<Value, (self: Value, args: Value[]) => void>([
  [Array, (self, args) => void self.push(...(args.length === 1 && typeof args[0] === 'number' ? new Array(args[0]) : args))],
  [
    Map,
    (self, [items]) => {
      for (const [key, value] of items ?? []) self.set(key, value);
    },
  ],
  [
    Set,
    (self, [items]) => {
      for (const value of items ?? []) self.add(value);
    },
  ],
  ...[Error, TypeError, RangeError, SyntaxError].map((one): [Value, (self: Value, args: Value[]) => void] => [
    one,
    (self, [message, options]) => {
      if (message !== undefined) {
        Object.defineProperty(self, 'message', { value: String(message), writable: true, configurable: true });
      }
      if (options && 'cause' in options) {
        Object.defineProperty(self, 'cause', { value: options.cause, writable: true, configurable: true });
      }
    },
  ]),
]);

/** The built-in constructor at the root of a chain of classes. */
function rootOf(value: Value): Value {
  let one = Object.getPrototypeOf(value);
  while (one && one !== Function.prototype) {
    if (!initialisers.has(one)) return one;
    one = Object.getPrototypeOf(one);
  }
  return undefined;
}

const rootArguments = (root: Value): Value[] => (builders.has(root) ? [] : [0]);

function setMember(object: Value, key: Value, value: Value): void {
  if (object === undefined || object === null) {
    throw new TypeError(`Cannot set properties of ${object} (setting '${String(key)}')`);
  }
  if (typeof key === 'string' && key.startsWith('\0') && !(key in object)) {
    Object.defineProperty(object, key, { value, writable: true, configurable: true });
    return;
  }
  // As in strict mode.
  object[key] = value;
}

function unary(operator: string, operand: Value): Value {
  switch (operator) {
    case '-':
      return -operand;
    case '+':
      return +operand;
    case '!':
      return !operand;
    case '~':
      return ~operand;
    case 'typeof':
      return typeof operand;
    case '++':
      return ++operand;
    default:
      return --operand;
  }
}

function binary(operator: string, left: Value, right: Value): Value {
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
    case '===':
      return left === right;
    case '!==':
      return left !== right;
    case '==':
      // biome-ignore lint/suspicious/noDoubleEquals: this is what the program says
      return left == right;
    case '!=':
      // biome-ignore lint/suspicious/noDoubleEquals: this is what the program says
      return left != right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case 'in':
      return left in right;
    default:
      return left instanceof right;
  }
}

function mathFunction(name: string): ((...args: Value[]) => Value) | undefined {
  return name.startsWith('Math.') ? (Math as unknown as Record<string, (...args: Value[]) => Value>)[name.slice(5)] : undefined;
}

/** `Array.prototype`, `Map`, `TypedArray.prototype`, `Generator.prototype`. */
export function hostObject(name: string): Value {
  if (name.startsWith('TypedArray')) {
    const typed = Object.getPrototypeOf(Uint8Array);
    return name === 'TypedArray' ? typed : typed.prototype;
  }
  return name.split('.').reduce((object: Value, key) => object?.[key], globalThis as Value);
}

/** The host's function behind the name of a self-hosted one. */
export function hostFunction(id: FunctionId): Value {
  const [base, ...rest] = id.split('$');
  if (base === 'Operators' || base === '' || rest.length === 0) return undefined;
  if (base === 'Global') return (globalThis as Value)[rest[0]!];
  const object = hostObject(rest[0] === 'prototype' && rest.length > 1 ? `${base}.prototype` : base!);
  const parts = rest[0] === 'prototype' && rest.length > 1 ? rest.slice(1) : rest;
  if (parts[0] === '') return object?.[Symbol[parts[1] as 'iterator']];
  if (parts.length === 1) return parts[0] === 'call' && object === hostObject(base!) ? object : object?.[parts[0]!];
  return Object.getOwnPropertyDescriptor(object, parts[1]!)?.[parts[0] as 'get'];
}
