/** The whole program from its parts: top-level code in order, and the built-in objects with what the program may reach of them. */
import type {
  BinaryOperator,
  BuiltinObject,
  BuiltinProperty,
  CoreProgram,
  Expression,
  FunctionId,
  PropertyKey,
  Statement,
  UnaryOperator,
} from '../core/types.js';
import { visitExpressions } from '../core/visit.js';
import { constantProperties } from './builtin-constants.js';
import { keyText } from './builtin-sources.js';
import { FunctionContext } from './context.js';
import { finish } from './functions.js';
import { CONSTRUCTORS, globalProperties } from './globals.js';
import { letStatement } from './make.js';
import type { ProgramContext } from './program.js';

const OPERATORS: Readonly<Record<Exclude<BinaryOperator, '===' | '!=='>, string>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'remainder',
  '**': 'power',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'shiftLeft',
  '>>': 'shiftRight',
  '>>>': 'shiftRightUnsigned',
  '==': 'looseEquals',
  '!=': 'looseEquals',
  '<': 'less',
  '<=': 'lessOrEqual',
  '>': 'greater',
  '>=': 'greaterOrEqual',
  in: 'has',
  instanceof: 'isInstanceOf',
};
const UNARY: Partial<Record<UnaryOperator, string>> = {
  '-': 'negate',
  '~': 'not',
  '++': 'increment',
  '--': 'decrement',
  '+': 'toNumber',
};

/** Self-hosted functions behind what the expression may do when its operands are no primitives. */
function slowPath(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'binary':
      if (expression.operator === '===' || expression.operator === '!==') return undefined;
      return isNullTest(expression) ? undefined : OPERATORS[expression.operator];
    case 'unary':
      return UNARY[expression.operator];
    case 'element':
    case 'setElement':
    case 'delete':
    case 'callElement':
      return expression.key.kind === 'string' || expression.key.kind === 'number' ? undefined : 'toPropertyKey';
    case 'intrinsic':
      return expression.name.startsWith('Math.') ? 'toNumber' : undefined;
    default:
      return undefined;
  }
}

function isNullTest(expression: Expression & { kind: 'binary' }): boolean {
  return ['null', 'undefined'].includes(expression.right.kind) || ['null', 'undefined'].includes(expression.left.kind);
}

/** Translates until nothing new is reached: code mentions keys, keys bring built-ins, built-ins mention keys. */
export function complete(program: ProgramContext): void {
  const seen = new Set<FunctionId>();
  for (let before = -1; before !== size(program); ) {
    before = size(program);
    program.drain();
    // Any constructor may be met, and called.
    if (program.mentionedAt.has('constructor'))
      for (const name of CONSTRUCTORS) if (isMet(program, name)) program.objects.add(name);
    if (program.globalObject !== undefined) for (const name of globalProperties(program)) program.objects.add(name);
    for (const [id, one] of program.functions) {
      if (seen.has(id)) continue;
      seen.add(id);
      needOperators(program, one.body);
      if (!one.isBuiltin) findComputedKeys(program, one.body);
    }
    for (const statements of program.included.values()) {
      needOperators(program, statements);
      findComputedKeys(program, statements);
    }
    if (program.hasComputedKeys) program.objects.add('Object');
    needOperators(program, program.hoisted);
    for (const source of program.builtins.functions.values()) {
      if (source.place && isReachable(program, source.place.object, source.place.role, source.place.key))
        program.builtin(source.name);
    }
  }
}

/** The parser of patterns is much code for programs that have none. */
function isMet(program: ProgramContext, name: string): boolean {
  return name !== 'RegExp' || program.facts.mayHavePatterns;
}

function findComputedKeys(program: ProgramContext, statements: readonly Statement[]): void {
  if (program.hasComputedKeys) return;
  visitExpressions(statements, (expression) => {
    if (isComputed(expression)) program.hasComputedKeys = true;
  });
}

/** Whether the name of a property is a value that may be any text. */
function isComputed(expression: Expression): boolean {
  if (expression.kind === 'binary' && expression.operator === 'in') return expression.left.kind !== 'string';
  if (expression.kind !== 'element' && expression.kind !== 'callElement') return false;
  return !['string', 'number', 'symbol'].includes(expression.key.kind);
}

const size = (program: ProgramContext): number =>
  program.functions.size + program.mentioned.size + program.objects.size + program.included.size + program.pending.length;

function needOperators(program: ProgramContext, statements: readonly Statement[]): void {
  visitExpressions(statements, (expression) => {
    const name = slowPath(expression);
    if (name !== undefined && program.builtins.has(`Operators$${name}`)) program.builtin(`Operators$${name}`);
  });
}

function isReachable(program: ProgramContext, object: string, role: string, key: PropertyKey): boolean {
  if (role === 'call' || role === 'construct') return program.objects.has(object);
  if (object === 'Object.prototype' && program.hasComputedKeys && key !== '__proto__') return true;
  if (!program.mentioned.has(keyText(key))) return false;
  return object.endsWith('.prototype') || program.objects.has(object);
}

export function assemble(program: ProgramContext, entry: FunctionId): CoreProgram {
  const graph = program.graph!;
  const start = program.start(graph.entry);
  const all = new FunctionContext(program, graph.entry, '(initialise)', start.scope, undefined);
  const body: Statement[] = [...globalObject(program), ...program.hoisted];
  for (const unit of graph.order) {
    const context = program.starts.get(unit);
    for (const [id, variable] of context?.variables ?? []) all.variables.set(id, variable);
    for (const statement of unit.file.statements) body.push(...(program.included.get(statement) ?? []));
    body.push(...(program.namespaceObjects.get(unit) ?? []));
  }
  const span = start.span(graph.entry.file.statements[0] ?? graph.entry.file);
  finish(all, { parameters: [], rest: undefined, body, length: 0, name: '', kind: 'method', span });
  return {
    functions: program.functions,
    globals: program.globals,
    initialise: '(initialise)',
    entry,
    builtins: builtinObjects(program),
    sources: new Map([...graph.units.values()].map((unit) => [unit.name, unit.file.text])),
  };
}

function globalObject(program: ProgramContext): Statement[] {
  if (program.globalObject === undefined) return [];
  const { entry } = program.graph!;
  const span = entry.span(entry.file.statements[0] ?? entry.file);
  const properties = globalProperties(program).map((name) => ({ key: name, value: { kind: 'builtin', name, span } as const }));
  return [letStatement(span, program.globalObject, { kind: 'object', properties, span })];
}

function builtinObjects(program: ProgramContext): BuiltinObject[] {
  const objects = new Map<string, Parts>();
  const objectOf = (name: string) => {
    let found = objects.get(name);
    if (!found) {
      found = { properties: [] };
      objects.set(name, found);
    }
    return found;
  };
  for (const name of program.objects) objectOf(name);
  for (const source of program.builtins.functions.values()) {
    const { place } = source;
    if (!place || !program.functions.has(source.name) || !isReachable(program, place.object, place.role, place.key)) continue;
    const object = objectOf(place.object);
    if (place.role === 'call') object.call = source.name;
    else if (place.role === 'construct') object.construct = source.name;
    else object.properties.push({ kind: place.role, key: place.key, function: source.name });
  }
  for (const { object, property } of constantProperties()) {
    if (!program.mentioned.has(keyText(property.key))) continue;
    if (object.endsWith('.prototype') || objects.has(object)) objectOf(object).properties.push(property);
  }
  if (program.mentioned.has('constructor')) addConstructors(program, objectOf);
  else if (program.hasComputedKeys) {
    objectOf('Object.prototype').properties.push({ kind: 'object', key: 'constructor', object: 'Object' });
  }
  return [...objects].map(([name, parts]) => ({ name, ...parts }));
}

type Parts = { properties: BuiltinProperty[]; call?: FunctionId; construct?: FunctionId };

/** `value.constructor` of built-in values. */
function addConstructors(program: ProgramContext, objectOf: (name: string) => Parts): void {
  for (const name of CONSTRUCTORS) {
    if (!program.objects.has(name)) continue;
    objectOf(`${name}.prototype`).properties.push({ kind: 'object', key: 'constructor', object: name });
  }
}
