/**
 * `object[key]`. Reads and writes of array elements and typed array elements that exist are inline; everything else is the library's, or another
 * property access when the key turns out to be one.
 */
import type { Expression } from '../core/types.js';
import type { AbstractType } from '../inference/types.js';
import { elementKinds, isObjectOf, KIND, mayBe, OBJECT_KIND, objectKinds } from '../inference/types.js';
import { ARRAY, CELL, CELL_KIND, ELEMENT_KIND, OBJECT_FLAGS, SPECIAL, TYPED_ARRAY } from '../layout.js';
import { orCallGetter, thenCallSetter } from './accessors.js';
import { isNumeric, toInt32 } from './conversions.js';
import { callFunction } from './direct-calls.js';
import type { FunctionScope } from './function-scope.js';
import { inOrder, type Kept, keepTyped } from './kept.js';
import { toPropertyKey } from './properties.js';
import { stringElement } from './string-elements.js';
import { ANYTHING } from './types.js';
import type { Typed } from './values.js';
import { F64, I32, I64, NONE, type Ref } from './wasm.js';

/** What a receiver can be, so that only the tests that can succeed are made. */
interface Receiver {
  readonly kept: Kept;
  readonly type: AbstractType;
}

export function getElement(scope: FunctionScope, expression: Extract<Expression, { kind: 'element' }>): Typed {
  const type = scope.module.inference.typeOf(expression.object);
  const object = keepTyped(scope, scope.expression(expression.object));
  const key = scope.expression(expression.key);
  return inOrder(scope, [object.first], getFrom(scope, { kept: object, type }, key));
}

/** Of an object in a local. */
export function getElementOf(scope: FunctionScope, object: Typed, key: Typed): Typed {
  const kept = keepTyped(scope, object);
  return inOrder(scope, [kept.first], getFrom(scope, { kept, type: ANYTHING }, key));
}

function mayBeKind(type: AbstractType, kind: number): boolean {
  return type === ANYTHING || type.sites.sites.length === 0 ? mayBe(type, KIND.object) : (objectKinds(type) & kind) !== 0;
}

function getFrom(scope: FunctionScope, receiver: Receiver, keyTyped: Typed): Typed {
  const { wasm, values } = scope;
  const { module } = wasm;
  const { kept, type } = receiver;
  const key = keepTyped(scope, keyTyped);
  const slowGet = () => {
    const boxed = () => values.box(kept.get());
    const found = scope.library('getElement', [boxed(), toPropertyKey(scope, key.get())]).ref;
    return mayRunAccessor(scope, key) ? orCallGetter(scope, found, boxed) : found;
  };
  const { as } = kept.get();
  if (as === 'string' && isNumeric(key.get())) return inOrder(scope, [key.first], ofString(scope, kept, key, slowGet));
  const keyMayBeIndex = isNumeric(key.get()) || key.get().as === 'value';
  if (!keyMayBeIndex || (as !== 'value' && as !== 'object')) return inOrder(scope, [key.first], { ref: slowGet(), as: 'value' });

  const single = singleElementKind(type);
  if (single !== undefined && single !== ELEMENT_KIND.i64 && single !== ELEMENT_KIND.u64 && isNumeric(key.get())) {
    const index = indexOf(scope, key);
    if (index.always) {
      // Out of bounds is undefined: where only numbers are wanted, the caller asked for a number representation by its inferred type.
      const inside = inBounds(scope, kept, index.get(), TYPED_ARRAY.length);
      const load = loadElement(scope, single, wasm.load32(values.convert(kept.get(), 'object'), TYPED_ARRAY.data), index.get());
      const slow = values.undefined();
      return inOrder(scope, [key.first, ...index.first], { ref: module.if(inside, values.box(load), slow), as: 'value' });
    }
  }

  const done = scope.label('element');
  const slow = scope.label('slow');
  const address = scope.local(I32);
  const index = indexOf(scope, key);
  const parts: Ref[] = [];
  if (as === 'value') parts.push(wasm.leave(slow, wasm.not(values.isObject(kept.get().ref))));
  parts.push(scope.set(address, values.convert(kept.get(), 'object')));
  parts.push(...index.first);
  if (index.test) parts.push(wasm.leave(slow, wasm.not(index.test())));
  if (mayBeKind(type, OBJECT_KIND.array)) parts.push(arrayRead(scope, type, address, index, done));
  if (mayBeKind(type, OBJECT_KIND.typedArray) && type !== ANYTHING) parts.push(typedRead(scope, type, address, index, done));
  parts.push(wasm.leave(slow));
  return inOrder(scope, [key.first], {
    ref: module.block(done, [module.block(slow, parts, NONE), slowGet()], I64),
    as: 'value',
  });
}

function ofString(scope: FunctionScope, text: Kept, key: Kept, slowGet: () => Ref): Typed {
  const index = indexOf(scope, key);
  const element = stringElement(scope, () => text.get().ref, index.get, false);
  if (!index.test) return inOrder(scope, index.first, element);
  return inOrder(scope, index.first, { ref: scope.wasm.module.if(index.test(), element.ref, slowGet()), as: 'value' });
}

function mayRunAccessor(scope: FunctionScope, key: Kept): boolean {
  return !isNumeric(key.get()) || scope.module.mayBeIndexAccessor();
}

interface Index {
  readonly first: readonly Ref[];
  /** Whether the key is an index below 2^32; undefined: it always is, or what it is else is out of bounds as u32, too. */
  readonly test: (() => Ref) | undefined;
  readonly always: boolean;
  /** As u32. */
  get(): Ref;
}

/** A key as an index. */
function indexOf(scope: FunctionScope, key: Kept): Index {
  const { wasm, values } = scope;
  const { module } = wasm;
  const typed = key.get();
  // Negative ones are huge as u32 and so out of bounds.
  if (typed.as === 'integer') return { first: [], test: undefined, always: true, get: () => key.get().ref };
  const index = scope.local(I32);
  const double = () => (key.get().as === 'number' ? key.get().ref : values.asDouble(key.get().ref));
  // A key that is no number reads as NaN, which equals no integer.
  return {
    first: [scope.set(index, values.lowWord(double()))],
    test: () => module.f64.eq(module.f64.convert_u.i32(scope.get(index)), double()),
    always: false,
    get: () => scope.get(index),
  };
}

function inBounds(scope: FunctionScope, kept: Kept, index: Ref, lengthOffset: number): Ref {
  return scope.wasm.module.i32.lt_u(index, scope.wasm.load32(scope.values.convert(kept.get(), 'object'), lengthOffset));
}

/** Leaves to `done` with the element when it is an array that has it. */
function arrayRead(scope: FunctionScope, type: AbstractType, address: number, index: Index, done: string): Ref {
  const { wasm, values } = scope;
  const { module } = wasm;
  const no = scope.label('no');
  const element = scope.local(I64);
  const parts: Ref[] = [];
  if (!isObjectOf(type, OBJECT_KIND.array))
    parts.push(wasm.leave(no, module.i32.ne(wasm.load8(scope.get(address), CELL.kind), wasm.int(CELL_KIND.array))));
  parts.push(
    wasm.leave(no, module.i32.ge_u(index.get(), wasm.load32(scope.get(address), ARRAY.length))),
    scope.set(element, wasm.load64(wasm.scaled(wasm.load32(scope.get(address), ARRAY.elements), index.get(), 3))),
    wasm.leave(no, values.isSpecial(scope.get(element), SPECIAL.empty)),
    module.br(done, undefined as unknown as Ref, scope.get(element)),
  );
  return module.block(no, parts, NONE);
}

/** The only kind of elements of what can only be a typed array. */
function singleElementKind(type: AbstractType): number | undefined {
  if (!isObjectOf(type, OBJECT_KIND.typedArray)) return undefined;
  const kinds = elementKinds(type);
  return kinds !== 0 && (kinds & (kinds - 1)) === 0 ? 31 - Math.clz32(kinds) : undefined;
}

function elementKindList(type: AbstractType): number[] {
  const kinds = elementKinds(type);
  return Object.values(ELEMENT_KIND).filter((kind) => kind < ELEMENT_KIND.i64 && (kinds & (1 << kind)) !== 0);
}

function typedRead(scope: FunctionScope, type: AbstractType, address: number, index: Index, done: string): Ref {
  const { wasm, values } = scope;
  const { module } = wasm;
  const no = scope.label('no');
  const parts: Ref[] = [];
  if (!isObjectOf(type, OBJECT_KIND.typedArray)) {
    parts.push(wasm.leave(no, module.i32.ne(wasm.load8(scope.get(address), CELL.kind), wasm.int(CELL_KIND.typedArray))));
  }
  parts.push(wasm.leave(no, module.i32.ge_u(index.get(), wasm.load32(scope.get(address), TYPED_ARRAY.length))));
  for (const kind of elementKindList(type)) {
    const load = loadElement(scope, kind, wasm.load32(scope.get(address), TYPED_ARRAY.data), index.get());
    parts.push(
      module.if(
        module.i32.eq(wasm.load32(scope.get(address), TYPED_ARRAY.element), wasm.int(kind)),
        module.br(done, undefined as unknown as Ref, values.box(load)),
      ),
    );
  }
  return module.block(no, parts, NONE);
}

function loadElement(scope: FunctionScope, kind: number, data: Ref, index: Ref): Typed {
  const { wasm } = scope;
  const { i32, f64, f32 } = wasm.module;
  switch (kind) {
    case ELEMENT_KIND.i8:
      return { ref: i32.load8_s(0, 1, i32.add(data, index)), as: 'integer' };
    case ELEMENT_KIND.u8:
    case ELEMENT_KIND.u8c:
      return { ref: i32.load8_u(0, 1, i32.add(data, index)), as: 'integer' };
    case ELEMENT_KIND.i16:
      return { ref: i32.load16_s(0, 2, wasm.scaled(data, index, 1)), as: 'integer' };
    case ELEMENT_KIND.u16:
      return { ref: i32.load16_u(0, 2, wasm.scaled(data, index, 1)), as: 'integer' };
    case ELEMENT_KIND.i32:
      return { ref: i32.load(0, 4, wasm.scaled(data, index, 2)), as: 'integer' };
    case ELEMENT_KIND.u32:
      return { ref: f64.convert_u.i32(i32.load(0, 4, wasm.scaled(data, index, 2))), as: 'number' };
    case ELEMENT_KIND.f32:
      return { ref: canonical(scope, f64.promote(f32.load(0, 4, wasm.scaled(data, index, 2)))), as: 'number' };
    default:
      return { ref: canonical(scope, f64.load(0, 8, wasm.scaled(data, index, 3))), as: 'number' };
  }
}

/** Memory of typed arrays may hold any NaN; values only the canonical one. */
function canonical(scope: FunctionScope, double: Ref): Ref {
  const { module } = scope.wasm;
  const kept = scope.keep(F64, double);
  return module.block(
    null,
    [
      kept.first,
      module.select(
        module.f64.eq(scope.get(kept.index), scope.get(kept.index)),
        scope.get(kept.index),
        scope.wasm.module.f64.const(Number.NaN),
      ),
    ],
    F64,
  );
}

export function setElement(
  scope: FunctionScope,
  expression: Extract<Expression, { kind: 'setElement' }>,
  wantsValue: boolean,
): Typed {
  const { wasm, values } = scope;
  const { module } = wasm;
  const type = scope.module.inference.typeOf(expression.object);
  const object = keepTyped(scope, scope.expression(expression.object));
  const key = keepTyped(scope, scope.expression(expression.key));
  const value = keepTyped(scope, scope.expression(expression.value));
  const first = [object.first, key.first, value.first];
  const boxed = () => values.box(object.get());
  const slowSet = () => {
    const operands = [boxed(), toPropertyKey(scope, key.get()), asElement(scope, type, object, value)];
    const answer = scope.library('setElement', operands).ref;
    return mayRunAccessor(scope, key) ? thenCallSetter(scope, answer, boxed(), values.box(value.get())) : module.drop(answer);
  };
  const { as } = object.get();
  const keyMayBeIndex = isNumeric(key.get()) || key.get().as === 'value';
  let code: Ref;
  if (!keyMayBeIndex || (as !== 'value' && as !== 'object')) code = slowSet();
  else {
    const done = scope.label('stored');
    const slow = scope.label('slow');
    const address = scope.local(I32);
    const index = indexOf(scope, key);
    const parts: Ref[] = [];
    if (as === 'value') parts.push(wasm.leave(slow, wasm.not(values.isObject(object.get().ref))));
    parts.push(scope.set(address, values.convert(object.get(), 'object')));
    parts.push(...index.first);
    if (index.test) parts.push(wasm.leave(slow, wasm.not(index.test())));
    if (mayBeKind(type, OBJECT_KIND.array)) parts.push(arrayWrite(scope, type, address, index, value, done));
    if (mayBeKind(type, OBJECT_KIND.typedArray) && type !== ANYTHING)
      parts.push(typedWrite(scope, type, address, index, value, done, slow));
    parts.push(wasm.leave(slow));
    code = module.block(done, [module.block(slow, parts, NONE), slowSet()], NONE);
  }
  if (!wantsValue) return { ref: module.block(null, [...first, code], NONE), as: 'nothing' };
  return inOrder(scope, [...first, code], value.get());
}

/** What is stored: typed arrays convert objects to numbers first, which may call the program; primitives are the library's. */
function asElement(scope: FunctionScope, type: AbstractType, object: Kept, value: Kept): Ref {
  const { wasm, values } = scope;
  const { as } = object.get();
  const valueMayBeObject = value.get().as === 'value' || value.get().as === 'object';
  const isConverted = valueMayBeObject && (as === 'value' || as === 'object') && mayBeKind(type, OBJECT_KIND.typedArray);
  if (!isConverted || !scope.module.program.functions.has(TO_ELEMENT)) return values.box(value.get());
  const { module } = wasm;
  const isObject = as === 'object' ? wasm.int(1) : values.isObject(object.get().ref);
  const kind = wasm.load8(values.convert(object.get(), 'object'), CELL.kind);
  const isTyped = module.if(isObject, module.i32.eq(kind, wasm.int(CELL_KIND.typedArray)), wasm.int(0));
  const test = module.if(values.isObject(values.box(value.get())), isTyped, wasm.int(0));
  const converted = values.box(callFunction(scope, TO_ELEMENT, undefined, [object.get(), value.get()]));
  return module.if(test, converted, values.box(value.get()));
}

/** (view, value): self-hosted, see builtins/typed-array-elements.ts. */
const TO_ELEMENT = 'toElement';

/** Stores where there is an element, or right behind the last one where there is room. */
function arrayWrite(scope: FunctionScope, type: AbstractType, address: number, index: Index, value: Kept, done: string): Ref {
  const { wasm, values } = scope;
  const { module } = wasm;
  const no = scope.label('no');
  const parts: Ref[] = [];
  if (!isObjectOf(type, OBJECT_KIND.array))
    parts.push(wasm.leave(no, module.i32.ne(wasm.load8(scope.get(address), CELL.kind), wasm.int(CELL_KIND.array))));
  const at = wasm.scaled(wasm.load32(scope.get(address), ARRAY.elements), index.get(), 3);
  const typed = value.get();
  const fixed = OBJECT_FLAGS.notExtensible | OBJECT_FLAGS.frozen;
  const length = () => wasm.load32(scope.get(address), ARRAY.length);
  const append = module.block(null, [
    wasm.leave(no, module.i32.ne(index.get(), length())),
    wasm.leave(no, module.i32.ge_u(index.get(), wasm.load32(scope.get(address), ARRAY.capacity))),
    wasm.store32(scope.get(address), module.i32.add(index.get(), wasm.int(1)), ARRAY.length),
  ]);
  parts.push(
    wasm.leave(no, module.i32.and(wasm.load8(scope.get(address), CELL.flags), wasm.int(fixed))),
    module.if(module.i32.ge_u(index.get(), length()), append),
    typed.as === 'number' ? wasm.storeDouble(at, typed.ref) : wasm.store64(at, values.box(typed)),
    wasm.leave(done),
  );
  return module.block(no, parts, NONE);
}

/** Numbers are stored, out of bounds ignored; anything but a number is converted first, by the library or Operators$toNumber. */
function typedWrite(
  scope: FunctionScope,
  type: AbstractType,
  address: number,
  index: Index,
  value: Kept,
  done: string,
  slow: string,
): Ref {
  const { wasm, values } = scope;
  const { module } = wasm;
  const no = scope.label('no');
  const parts: Ref[] = [];
  if (!isObjectOf(type, OBJECT_KIND.typedArray)) {
    parts.push(wasm.leave(no, module.i32.ne(wasm.load8(scope.get(address), CELL.kind), wasm.int(CELL_KIND.typedArray))));
  }
  const typed = value.get();
  if (typed.as === 'value') parts.push(wasm.leave(slow, wasm.not(values.isDouble(typed.ref))));
  else if (!isNumeric(typed)) return module.nop();
  const number = (): Typed => (typed.as === 'value' ? { ref: values.asDouble(value.get().ref), as: 'number' } : value.get());
  const kinds = elementKindList(type);
  const only = singleElementKind(type);
  parts.push(wasm.leave(no, module.i32.ge_u(index.get(), wasm.load32(scope.get(address), TYPED_ARRAY.length))));
  for (const kind of kinds) {
    const store = module.block(null, [
      storeElement(scope, kind, wasm.load32(scope.get(address), TYPED_ARRAY.data), index.get(), number()),
      wasm.leave(done),
    ]);
    parts.push(
      only === kind
        ? store
        : module.if(module.i32.eq(wasm.load32(scope.get(address), TYPED_ARRAY.element), wasm.int(kind)), store),
    );
  }
  return module.block(no, parts, NONE);
}

function storeElement(scope: FunctionScope, kind: number, data: Ref, index: Ref, value: Typed): Ref {
  const { wasm, values } = scope;
  const { module } = wasm;
  const { i32, f32 } = module;
  switch (kind) {
    case ELEMENT_KIND.i8:
    case ELEMENT_KIND.u8:
      return i32.store8(0, 1, i32.add(data, index), toInt32(scope, value));
    case ELEMENT_KIND.u8c: {
      // Rounds halves to even, and NaN to 0.
      const double = values.convert(value, 'number');
      const clamped = module.f64.min(module.f64.max(module.f64.nearest(double), wasm.double(0)), wasm.double(255));
      return i32.store8(0, 1, i32.add(data, index), i32.trunc_u_sat.f64(clamped));
    }
    case ELEMENT_KIND.i16:
    case ELEMENT_KIND.u16:
      return i32.store16(0, 2, wasm.scaled(data, index, 1), toInt32(scope, value));
    case ELEMENT_KIND.i32:
    case ELEMENT_KIND.u32:
      return i32.store(0, 4, wasm.scaled(data, index, 2), toInt32(scope, value));
    case ELEMENT_KIND.f32:
      return f32.store(0, 4, wasm.scaled(data, index, 2), f32.demote(values.convert(value, 'number')));
    default:
      return wasm.storeDouble(wasm.scaled(data, index, 3), values.convert(value, 'number'));
  }
}
