/** Runs a program in the interpreter and compares every value it meets with the type that inference gave the place. */
import type { CoreProgram, Expression, FunctionId } from '../../../../../compiler/dynamic/core/types.js';
import type { AssumedType } from '../../../../../compiler/dynamic/inference/assumptions.js';
import {
  type AbstractType,
  type DetailedInference,
  elementKinds,
  KIND,
  OBJECT_KIND,
  objectKinds,
} from '../../../../../compiler/dynamic/inference/index.js';
import { showType } from '../../../../../compiler/dynamic/inference/show.js';
import { ELEMENT_KIND } from '../../../../../compiler/dynamic/layout.js';
import { builtinObject, EMPTY as HOST_EMPTY, HOST_INTRINSICS } from '../host-intrinsics.js';
import { INTRINSICS } from '../host-tables.js';
import { EMPTY, Interpreter } from '../interpret.js';

const ELEMENTS: Readonly<Record<string, number>> = {
  Int8Array: ELEMENT_KIND.i8,
  Uint8Array: ELEMENT_KIND.u8,
  Uint8ClampedArray: ELEMENT_KIND.u8c,
  Int16Array: ELEMENT_KIND.i16,
  Uint16Array: ELEMENT_KIND.u16,
  Int32Array: ELEMENT_KIND.i32,
  Uint32Array: ELEMENT_KIND.u32,
  Float32Array: ELEMENT_KIND.f32,
  Float64Array: ELEMENT_KIND.f64,
  BigInt64Array: ELEMENT_KIND.i64,
  BigUint64Array: ELEMENT_KIND.u64,
};

const isMark = (value: unknown): boolean =>
  value === EMPTY ||
  value === HOST_EMPTY ||
  (typeof value === 'symbol' && ['empty', 'accessor'].includes(value.description ?? ''));

function kindOf(value: unknown): number {
  if (value === null) return KIND.null;
  if (isMark(value)) return KIND.mark;
  return KIND[typeof value];
}

function objectKind(value: object): number | undefined {
  if (Array.isArray(value)) return OBJECT_KIND.array;
  if (value instanceof Map) return OBJECT_KIND.map;
  if (value instanceof Set) return OBJECT_KIND.set;
  if (value instanceof Error) return OBJECT_KIND.error;
  if (value instanceof DataView) return OBJECT_KIND.dataView;
  if (ArrayBuffer.isView(value)) return OBJECT_KIND.typedArray;
  if (value instanceof ArrayBuffer) return OBJECT_KIND.arrayBuffer;
  // The interpreter's wrappers are plain objects of the host.
  return undefined;
}

/** undefined when the value is in the type; else what is wrong. */
export function whyNotIn(value: unknown, type: AbstractType): string | undefined {
  if (!(type.kinds & kindOf(value))) return `kind of ${String(value)}`;
  if (typeof value === 'number') {
    const { range } = type;
    if (Number.isNaN(value)) return range.mayBeNaN ? undefined : 'NaN';
    if (Object.is(value, -0) && !range.mayBeNegativeZero) return '-0';
    if (Number.isFinite(value) && !Number.isInteger(value) && range.isInteger) return `fraction ${value}`;
    return range.minimum <= value && value <= range.maximum ? undefined : `${value} out of ${range.minimum}..${range.maximum}`;
  }
  if (typeof value === 'boolean') return type.truth === !value ? `${value}` : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  const kind = objectKind(value);
  if (kind !== undefined && !(objectKinds(type) & kind)) return `object kind ${kind}`;
  const element = ELEMENTS[value.constructor?.name ?? ''];
  if (kind === OBJECT_KIND.typedArray && element !== undefined && !(elementKinds(type) & (1 << element)))
    return `elements of ${value.constructor.name}`;
  return undefined;
}

/** Objects that the host has no global for. */
const OBJECTS = new Proxy({} as Record<string, unknown>, {
  get: (_, name) => (/Iterator\.|^Generator/.test(String(name)) ? builtinObject(String(name)) : undefined),
});

export interface Observation {
  readonly outcome: () => unknown;
  readonly violations: readonly string[];
}

/** Runs it with arguments; `value` of the interpreter is watched from outside. */
export function observe(
  program: CoreProgram,
  inference: DetailedInference,
  run: (interpreter: Interpreter) => unknown,
): { outcome: unknown; violations: string[] } {
  const violations: string[] = [];
  const owners = new Map<FunctionId, string>();
  void owners;
  const interpreter = new Interpreter(program, {
    intrinsics: { ...INTRINSICS, ...HOST_INTRINSICS } as never,
    builtins: {},
    selfHosted: true,
    objects: OBJECTS,
  });
  const watched = interpreter as unknown as {
    value(expression: Expression, frame: unknown): unknown;
    execute(
      one: { id: FunctionId; parameters: readonly number[]; variables: unknown },
      captured: unknown,
      self: unknown,
      args: unknown[],
      newTarget: unknown,
    ): unknown;
  };
  const original = watched.value.bind(interpreter);
  const report = (what: string) => {
    if (violations.length < 5) violations.push(what);
  };
  let steps = 0;
  watched.value = (expression, frame) => {
    const value = original(expression, frame);
    if (++steps > 3_000_000) throw new Error('too many steps');
    const type = inference.typeOf(expression);
    const reason = whyNotIn(value, type);
    if (reason)
      report(
        `${expression.kind} ${describe(expression)} at ${expression.span.file}:${expression.span.line}: ${reason}, not in ${showType(type)}`,
      );
    if (expression.kind === 'set') {
      const wrong = whyNotIn(value, inference.variableType(expression.variable));
      if (wrong) report(`variable ${expression.variable}: ${wrong}`);
    }
    return value;
  };
  const execute = watched.execute.bind(interpreter);
  watched.execute = (one, captured, self, args, newTarget) => {
    if (!inference.isReached(one.id)) report(`${one.id} is reached`);
    one.parameters.forEach((_, index) => {
      const wrong = whyNotIn(args[index], inference.parameterType(one.id, index));
      if (wrong) report(`parameter ${index} of ${one.id}: ${wrong}, not in ${showType(inference.parameterType(one.id, index))}`);
    });
    const result = execute(one, captured, self, args, newTarget);
    const wrong = whyNotIn(result, inference.returnType(one.id));
    if (wrong) report(`result of ${one.id}: ${wrong}, not in ${showType(inference.returnType(one.id))}`);
    return result;
  };
  let outcome: unknown;
  try {
    outcome = run(interpreter);
  } catch (error) {
    outcome = error instanceof Error ? `throws ${error.name}: ${error.message}` : `throws ${String(error)}`;
  }
  return { outcome, violations };
}

function describe(expression: Expression): string {
  if ('key' in expression) return String(typeof expression.key === 'string' ? expression.key : '');
  if ('name' in expression) return String(expression.name);
  if ('variable' in expression) return `$${expression.variable}`;
  if ('operator' in expression) return expression.operator;
  if ('function' in expression) return String(expression.function);
  return '';
}

/** The narrowest assumption that holds for values. */
export function assumptionFor(values: readonly unknown[]): AssumedType {
  const types = values.map(assumed);
  const first = JSON.stringify(types[0]);
  return types.length > 0 && types.every((type) => JSON.stringify(type) === first) ? types[0]! : { kind: 'any' };
}

function assumed(value: unknown): AssumedType {
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string' || typeof value === 'bigint')
    return { kind: typeof value as 'number' };
  if (
    Array.isArray(value) &&
    Object.getPrototypeOf(value) === Array.prototype &&
    value.length > 0 &&
    Object.keys(value).length === value.length
  ) {
    const element = assumptionFor(value);
    return JSON.stringify(element).includes('any') ? { kind: 'any' } : { kind: 'array', element };
  }
  const element = ArrayBuffer.isView(value) ? ELEMENTS[value.constructor.name] : undefined;
  return element === undefined ? { kind: 'any' } : { kind: 'typedArray', element };
}
