/** Names that no declaration explains: built-in objects, and what the host would have to give. */
import type ts from '#typescript';
import type { Expression } from '../core/types.js';
import type { FunctionContext } from './context.js';
import { numberOf, stringOf, undefinedAt } from './make.js';
import type { ProgramContext } from './program.js';
import { type DynamicCodeName, Refusal, refuse } from './refusal.js';

const OBJECTS = new Set([
  'Object',
  'Function',
  'Array',
  'String',
  'Number',
  'Boolean',
  'Symbol',
  'BigInt',
  'Map',
  'Set',
  'Math',
  'JSON',
  'ArrayBuffer',
  'DataView',
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'ReferenceError',
  'EvalError',
  'URIError',
  'AggregateError',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'WeakMap',
  'WeakSet',
  'RegExp',
]);

/** Functions of the global object. */
const FUNCTIONS = new Set([
  'parseInt',
  'parseFloat',
  'isNaN',
  'isFinite',
  'encodeURIComponent',
  'decodeURIComponent',
  'encodeURI',
  'decodeURI',
  'escape',
  'unescape',
  'structuredClone',
]);

const REFUSED: Readonly<Record<string, readonly [DynamicCodeName, string]>> = {
  eval: ['codeFromText', 'Code can not be made from text.'],
  Proxy: ['reflection', "'Proxy' is not supported."],
  Reflect: ['reflection', "'Reflect' is not supported."],
  WeakRef: ['reflection', "'WeakRef' is not supported."],
  FinalizationRegistry: ['reflection', "'FinalizationRegistry' is not supported."],
  Promise: ['asynchronous', 'Promises are not supported.'],
};

export const CONSTANTS: Readonly<Record<string, number>> = {
  'Math.PI': Math.PI,
  'Math.E': Math.E,
  'Math.LN2': Math.LN2,
  'Math.LN10': Math.LN10,
  'Math.LOG2E': Math.LOG2E,
  'Math.LOG10E': Math.LOG10E,
  'Math.SQRT2': Math.SQRT2,
  'Math.SQRT1_2': Math.SQRT1_2,
  'Number.MAX_SAFE_INTEGER': Number.MAX_SAFE_INTEGER,
  'Number.MIN_SAFE_INTEGER': Number.MIN_SAFE_INTEGER,
  'Number.MAX_VALUE': Number.MAX_VALUE,
  'Number.MIN_VALUE': Number.MIN_VALUE,
  'Number.EPSILON': Number.EPSILON,
  'Number.POSITIVE_INFINITY': Number.POSITIVE_INFINITY,
  'Number.NEGATIVE_INFINITY': Number.NEGATIVE_INFINITY,
  'Number.NaN': Number.NaN,
  'Int8Array.BYTES_PER_ELEMENT': 1,
  'Uint8Array.BYTES_PER_ELEMENT': 1,
  'Uint8ClampedArray.BYTES_PER_ELEMENT': 1,
  'Int16Array.BYTES_PER_ELEMENT': 2,
  'Uint16Array.BYTES_PER_ELEMENT': 2,
  'Int32Array.BYTES_PER_ELEMENT': 4,
  'Uint32Array.BYTES_PER_ELEMENT': 4,
  'Float32Array.BYTES_PER_ELEMENT': 4,
  'Float64Array.BYTES_PER_ELEMENT': 8,
  'BigInt64Array.BYTES_PER_ELEMENT': 8,
  'BigUint64Array.BYTES_PER_ELEMENT': 8,
};

/** Built-in objects that construct, all of which instances may know as `constructor`. */
export const CONSTRUCTORS: readonly string[] = [...OBJECTS].filter(
  (name) => !['Math', 'JSON', 'WeakMap', 'WeakSet'].includes(name),
);

export function isBuiltinObject(name: string): boolean {
  return OBJECTS.has(name);
}

export function isGlobalFunction(name: string): boolean {
  return FUNCTIONS.has(name);
}

/** The value of an undeclared name. */
export function readGlobal(context: FunctionContext, name: string, node: ts.Node): Expression {
  const span = context.span(node);
  switch (name) {
    case 'undefined':
      return undefinedAt(span);
    case 'NaN':
      return numberOf(span, Number.NaN);
    case 'Infinity':
      return numberOf(span, Number.POSITIVE_INFINITY);
    case 'globalThis':
    case 'global':
      return globalObject(context, node);
  }
  refuseGlobal(name, node);
  if (OBJECTS.has(name) || FUNCTIONS.has(name)) {
    requireBuiltin(context, name, node);
    return builtinObject(context, name, node);
  }
  // What Node does not have either: an error when it is reached.
  const error: Expression = {
    kind: 'new',
    callee: builtinObject(context, 'ReferenceError', node),
    arguments: [stringOf(span, `${name} is not defined`)],
    span,
  };
  return { kind: 'block', body: [{ kind: 'throw', value: error, span }], value: undefinedAt(span), span };
}

/** Whether no value of the program can be of that class or be that object, because Shoal refuses to make one. */
export function isAbsentGlobal(name: string): boolean {
  if (OBJECTS.has(name) || FUNCTIONS.has(name) || name === 'undefined' || name === 'globalThis') return false;
  return typeof (globalThis as Record<string, unknown>)[name] === 'function';
}

/** Whether the host has it and Shoal has not. */
export function isHostOnly(name: string): boolean {
  if (OBJECTS.has(name) || FUNCTIONS.has(name) || ['undefined', 'NaN', 'Infinity', 'globalThis', 'global'].includes(name))
    return false;
  return name in globalThis;
}

function refuseGlobal(name: string, node: ts.Node): void {
  const refusal = refusalOfGlobal(name, node);
  if (refusal) throw refusal;
}

/** Why a name that the host has can't be used. */
export function refusalOfGlobal(name: string, node: ts.Node): Refusal | undefined {
  const refused = REFUSED[name];
  if (refused) return new Refusal(node, refused[0], refused[1]);
  if (OBJECTS.has(name) || FUNCTIONS.has(name) || !(name in globalThis)) return undefined;
  return new Refusal(node, 'hostOrChance', `'${name}' exists only where the host gives it.`);
}

/** The global object: it has the built-in objects that the program mentions, and nothing of the host. */
function globalObject(context: FunctionContext, node: ts.Node): Expression {
  const { program } = context;
  if (program.globalObject === undefined) {
    const id = program.newVariable();
    program.globalObject = id;
    program.globals.set(id, { id, name: 'globalThis', isCaptured: false, isReassigned: false, hasDeadZone: false });
  }
  return { kind: 'get', variable: program.globalObject, span: context.span(node) };
}

/** Whether the library makes the object, whatever TypeScript adds to it. */
const isAlwaysThere = (name: string): boolean => OBJECTS.has(name) && name !== 'WeakMap' && name !== 'WeakSet';

/** Built-in objects and functions that the program may find in the global object. */
export function globalProperties(program: ProgramContext): readonly string[] {
  const isThere = (name: string) => isAlwaysThere(name) || program.builtins.objects.has(name);
  return [...OBJECTS, ...FUNCTIONS].filter((name) => program.mentioned.has(name) && isThere(name));
}

function requireBuiltin(context: FunctionContext, name: string, node: ts.Node): void {
  const { builtins } = context.program;
  if (isAlwaysThere(name) || builtins.objects.has(name)) return;
  refuse(node, 'missingBuiltin', `'${name}' is not supported.`);
}

export function builtinObject(context: FunctionContext, name: string, node: ts.Node): Expression {
  context.program.objects.add(name);
  return { kind: 'builtin', name, span: context.span(node) };
}

/** What `typeof` says of an undeclared name, as far as it is known before the program runs. */
export function typeofGlobal(name: string): string | undefined {
  if (name === 'undefined') return 'undefined';
  if (name === 'NaN' || name === 'Infinity') return 'number';
  return typeof (globalThis as Record<string, unknown>)[name];
}
