/** Checks the invariants of types.ts. A violation is a bug of the pass that made the program, never of the user's source. */
import type { Expression, FunctionId, IrFunction, IrProgram, LoopId, Statement, Type, Variable, VariableId } from './types.js';
import { operandsOf } from './visit.js';

export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Throws InvariantError at the first broken invariant. */
export function verify(program: IrProgram): void {
  if (!program.functions.has(program.entry)) fail(`the entry function ${program.entry} is missing`);
  const owners = new Map<VariableId, string>();
  const own = (variable: Variable, owner: string) => {
    if (owners.has(variable.id))
      fail(`variable ${variable.name}#${variable.id} belongs to ${owners.get(variable.id)} and ${owner}`);
    owners.set(variable.id, owner);
  };
  const globals = new Map<VariableId, Variable>();
  for (const { variable, value } of program.globals) {
    own(variable, 'the module');
    globals.set(variable.id, variable);
    expectType(value, variable.type, `global ${variable.name}`);
  }
  const loops = new Set<LoopId>();
  for (const [id, fn] of program.functions) {
    if (fn.id !== id) fail(`function ${fn.id} is listed as ${id}`);
    for (const [key, variable] of fn.variables) {
      if (key !== variable.id) fail(`variable ${variable.id} is listed as ${key}`);
      own(variable, fn.id);
    }
    new FunctionVerifier(fn, program.functions, globals, loops).run();
  }
}

/** Structural equality of types. */
export function equalTypes(a: Type, b: Type): boolean {
  if (a.kind === 'typed' && b.kind === 'typed') return a.element === b.element;
  if (a.kind === 'array' && b.kind === 'array') return equalTypes(a.element, b.element);
  if (a.kind === 'tuple' && b.kind === 'tuple') {
    return a.elements.length === b.elements.length && a.elements.every((element, k) => equalTypes(element, b.elements[k]!));
  }
  if (a.kind === 'object' && b.kind === 'object') {
    return (
      a.fields.length === b.fields.length &&
      a.fields.every((field, k) => field.name === b.fields[k]!.name && equalTypes(field.type, b.fields[k]!.type))
    );
  }
  return a.kind === b.kind;
}

class FunctionVerifier {
  private readonly declared = new Set<VariableId>();
  private scope = new Set<VariableId>();
  private readonly around: LoopId[] = [];

  constructor(
    private readonly fn: IrFunction,
    private readonly functions: ReadonlyMap<FunctionId, IrFunction>,
    private readonly globals: ReadonlyMap<VariableId, Variable>,
    private readonly loops: Set<LoopId>,
  ) {}

  run(): void {
    for (const parameter of this.fn.parameters) this.declare(parameter);
    this.statements(this.fn.body);
    for (const id of this.fn.variables.keys()) {
      if (!this.declared.has(id)) this.fail(`variable ${id} is never declared`);
    }
  }

  private declare(id: VariableId): void {
    if (!this.fn.variables.has(id)) this.fail(`variable ${id} is declared but not listed`);
    if (this.declared.has(id)) this.fail(`variable ${id} is declared twice`);
    this.declared.add(id);
    this.scope.add(id);
  }

  private nested(work: () => void): void {
    const outer = this.scope;
    this.scope = new Set(outer);
    work();
    this.scope = outer;
  }

  private statements(list: readonly Statement[]): void {
    for (const statement of list) this.statement(statement);
  }

  private statement(statement: Statement): void {
    switch (statement.kind) {
      case 'let':
        this.expression(statement.value);
        this.declare(statement.variable);
        expectType(statement.value, this.fn.variables.get(statement.variable)!.type, `let in ${this.fn.name}`);
        return;
      case 'assign': {
        this.expression(statement.value);
        const variable = this.variable(statement.variable);
        if (!variable.mutable) this.fail(`variable ${variable.name} is assigned but not mutable`);
        if (this.globals.has(variable.id)) this.fail(`global ${variable.name} is assigned`);
        expectType(statement.value, variable.type, `assignment of ${variable.name}`);
        return;
      }
      case 'store': {
        for (const part of [statement.array, statement.index, statement.value]) this.expression(part);
        expectType(statement.index, { kind: 'number' }, 'index of a store');
        expectType(statement.value, this.element(statement.array), 'value of a store');
        return;
      }
      case 'expression':
        this.expression(statement.value);
        return;
      case 'if':
        this.condition(statement.test);
        this.nested(() => this.statements(statement.then));
        this.nested(() => this.statements(statement.otherwise));
        return;
      case 'loop':
        if (this.loops.has(statement.id)) this.fail(`loop ${statement.id} stands twice`);
        this.loops.add(statement.id);
        this.nested(() => {
          this.statements(statement.init);
          this.condition(statement.test);
          this.around.push(statement.id);
          this.nested(() => this.statements(statement.body));
          this.around.pop();
          this.nested(() => this.statements(statement.update));
        });
        return;
      case 'break':
      case 'continue':
        if (!this.around.includes(statement.loop))
          this.fail(`${statement.kind} of loop ${statement.loop}, which is not around it`);
        return;
      case 'return':
        if (statement.value) this.expression(statement.value);
        if (!equalTypes(statement.value?.type ?? { kind: 'void' }, this.fn.returns)) this.fail('return of another type');
        return;
      case 'throw':
      case 'barrier':
        return;
    }
  }

  private condition(test: Expression): void {
    this.expression(test);
    expectType(test, { kind: 'boolean' }, `condition in ${this.fn.name}`);
  }

  private variable(id: VariableId): Variable {
    const global = this.globals.get(id);
    if (global) return global;
    if (!this.scope.has(id)) this.fail(`variable ${this.fn.variables.get(id)?.name ?? '?'}#${id} is used outside of its scope`);
    return this.fn.variables.get(id)!;
  }

  private element(array: Expression): Type {
    if (array.type.kind === 'typed') return { kind: 'number' };
    if (array.type.kind === 'array') return array.type.element;
    return this.fail(`a ${array.type.kind} is indexed`);
  }

  private expression(expression: Expression): void {
    for (const operand of operandsOf(expression)) {
      this.expression(operand);
      if (operand.type.kind === 'void') this.fail(`a void operand of ${expression.kind}`);
    }
    const { type } = expression;
    const number: Type = { kind: 'number' };
    const boolean: Type = { kind: 'boolean' };
    const must = (operand: Expression, wanted: Type) => expectType(operand, wanted, `${expression.kind} in ${this.fn.name}`);
    const gives = (wanted: Type) =>
      equalTypes(type, wanted) || this.fail(`${expression.kind} of type ${type.kind}, not ${wanted.kind}`);
    switch (expression.kind) {
      case 'number':
      case 'boolean':
      case 'string':
        gives({ kind: expression.kind });
        return;
      case 'variable':
        gives(this.variable(expression.id).type);
        return;
      case 'unary':
        must(expression.operand, expression.operator === '!' ? boolean : number);
        gives(expression.operator === '!' ? boolean : number);
        return;
      case 'binary': {
        const { operator, left, right } = expression;
        const equality = operator === '===' || operator === '!==';
        const order = ['<', '<=', '>', '>='].includes(operator);
        const operands = equality ? ['number', 'boolean', 'string'] : order ? ['number', 'string'] : ['number'];
        if (!operands.includes(left.type.kind)) this.fail(`${operator} on ${left.type.kind}`);
        must(right, left.type);
        gives(equality || order ? boolean : number);
        return;
      }
      case 'logical':
        must(expression.left, boolean);
        must(expression.right, boolean);
        gives(boolean);
        return;
      case 'conditional':
        must(expression.test, boolean);
        must(expression.then, type);
        must(expression.otherwise, type);
        return;
      case 'math':
        for (const argument of expression.arguments) must(argument, number);
        gives(expression.name.startsWith('Number.') ? boolean : number);
        return;
      case 'call': {
        const callee = this.functions.get(expression.callee) ?? this.fail(`call of the unknown ${expression.callee}`);
        if (callee.parameters.length !== expression.arguments.length)
          this.fail(`call of ${callee.name} with a wrong number of arguments`);
        for (const [k, argument] of expression.arguments.entries())
          must(argument, callee.variables.get(callee.parameters[k]!)!.type);
        gives(callee.returns);
        return;
      }
      case 'load':
        must(expression.index, number);
        gives(this.element(expression.array));
        return;
      case 'length':
        if (!['typed', 'array', 'string'].includes(expression.of.type.kind)) this.fail(`length of a ${expression.of.type.kind}`);
        gives(number);
        return;
      case 'charCode':
        must(expression.text, { kind: 'string' });
        must(expression.index, number);
        gives(number);
        return;
      case 'newArray':
        must(expression.length, number);
        if (type.kind === 'array') {
          if (!expression.fill) this.fail('a new array without a value to fill it');
          must(expression.fill, type.element);
        } else if (type.kind !== 'typed' || expression.fill) this.fail('newArray of a wrong type');
        return;
      case 'arrayLiteral':
        for (const element of expression.elements) must(element, this.element(expression));
        return;
      case 'record': {
        const wanted =
          type.kind === 'tuple' ? type.elements : type.kind === 'object' ? type.fields.map((field) => field.type) : [];
        if (wanted.length !== expression.values.length || wanted.length === 0)
          this.fail('a record with a wrong number of values');
        for (const [k, value] of expression.values.entries()) must(value, wanted[k]!);
        return;
      }
      case 'field': {
        const { type: record } = expression.record;
        const wanted =
          record.kind === 'tuple'
            ? record.elements[expression.index]
            : record.kind === 'object'
              ? record.fields[expression.index]?.type
              : undefined;
        gives(wanted ?? this.fail('a field that does not exist'));
        return;
      }
      case 'intrinsic':
        this.intrinsic(expression);
        return;
    }
  }

  private intrinsic(expression: Extract<Expression, { kind: 'intrinsic' }>): void {
    const { name, receiver, arguments: given, type } = expression;
    const element = this.element(receiver);
    const number: Type = { kind: 'number' };
    const values = (name === 'push' || name === 'fill') && given[0] ? [given[0]] : [];
    for (const value of values) expectType(value, element, name);
    const source = name === 'set' ? given[0] : undefined;
    if (source && !equalTypes(this.element(source), number)) this.fail('set from something else than numbers');
    for (const bound of given.slice(values.length + (source ? 1 : 0))) expectType(bound, number, name);
    const counts = { push: [1, 1], pop: [0, 0], fill: [1, 3], slice: [0, 2], set: [1, 2] }[name] as [number, number];
    if (given.length < counts[0] || given.length > counts[1]) this.fail(`${name} with ${given.length} arguments`);
    if ((name === 'push' || name === 'pop') && receiver.type.kind !== 'array') this.fail(`${name} on a typed array`);
    if (name === 'set' && receiver.type.kind !== 'typed') this.fail('set on a growable array');
    const result: Type = {
      push: number,
      pop: element,
      fill: receiver.type,
      slice: receiver.type,
      set: { kind: 'void' as const },
    }[name];
    if (!equalTypes(type, result)) this.fail(`${name} of a wrong type`);
  }

  private fail(message: string): never {
    return fail(`${this.fn.name}: ${message}`);
  }
}

function expectType(value: Expression, type: Type, where: string): void {
  if (!equalTypes(value.type, type)) fail(`${where}: ${value.type.kind} where ${type.kind} is needed`);
}

function fail(message: string): never {
  throw new InvariantError(message);
}
