/**
 * Properties with constant keys, through inline caches (CACHE in layout.ts): the receiver's shape is compared with the one seen last; when it is the
 * same, the value lies at a known offset, or is the inherited one as long as no prototype changed.
 */
import type { Expression, FunctionId } from '../core/types.js';
import { isObjectOf, OBJECT_KIND, OBJECTS } from '../inference/types.js';
import { ARRAY, CACHE, CELL, CELL_KIND, FUNCTION, OBJECT, REALM, STRING, TYPED_ARRAY } from '../layout.js';
import { callFunction } from './direct-calls.js';
import type { FunctionScope } from './function-scope.js';
import { inOrder, type Kept, keepTyped } from './kept.js';
import { callGet, callGetSuper, callSet, findGetter, lookupSite } from './property-lookups.js';
import type { Typed } from './values.js';
import { I32, I64, NONE, type Ref } from './wasm.js';

export function getProperty(scope: FunctionScope, expression: Extract<Expression, { kind: 'property' }>): Typed {
  const object = scope.expression(expression.object);
  if (expression.key === 'length') {
    if (object.as === 'string') return { ref: scope.wasm.load32(object.ref, STRING.length), as: 'integer' };
    const type = scope.module.inference.typeOf(expression.object);
    if (object.as === 'object') {
      if (isObjectOf(type, OBJECT_KIND.array)) return { ref: scope.wasm.load32(object.ref, ARRAY.length), as: 'integer' };
      if (isObjectOf(type, OBJECT_KIND.typedArray))
        return { ref: scope.wasm.load32(object.ref, TYPED_ARRAY.length), as: 'integer' };
    }
  }
  const kept = keepTyped(scope, object);
  const slot = knownSlot(scope, expression);
  const found =
    slot === undefined
      ? getPropertyOf(scope, kept.get(), expression.key, lookupSite(scope.module))
      : getSlot(scope, kept, slot, expression.key);
  return inOrder(scope, [kept.first], found);
}

/** The slot in which all objects that there can be hold the property. */
function knownSlot({ module }: FunctionScope, { object, key }: Extract<Expression, { kind: 'property' }>): number | undefined {
  const slot = module.inference.slotOf(object, key);
  // Keys with setters took no slot.
  return slot?.before.some((earlier) => earlier === '__proto__' || module.mayBeAccessor(earlier)) ? undefined : slot?.number;
}

function getSlot(scope: FunctionScope, object: Kept, slot: number, key: string): Typed {
  const { wasm, values } = scope;
  const load = (address: Ref) => wasm.load64(wasm.load32(address, OBJECT.slots), 8 * slot);
  const { as } = object.get();
  if (as === 'object') return { ref: load(object.get().ref), as: 'value' };
  const look = scope.library('getProperty', [values.box(object.get()), atom(scope, key), wasm.int(0)]);
  if (as !== 'value') return look;
  const loaded = load(values.addressOf(object.get().ref));
  return { ref: wasm.module.if(values.isObject(object.get().ref), loaded, values.box(look)), as: 'value' };
}

/** `super.key`: found as a property of `home`, where getters get `self` as `this`. undefined: that needs the general way. */
export function getSuperProperty(scope: FunctionScope, home: Expression, key: Expression, self: Expression): Typed | undefined {
  if (key.kind !== 'string' || (scope.module.inference.typeOf(home).kinds & ~OBJECTS) !== 0) return undefined;
  const object = keepTyped(scope, { ref: scope.as(home, 'object'), as: 'object' });
  const receiver = keepTyped(scope, scope.expression(self));
  const found = cachedGet(scope, object, key.value, lookupSite(scope.module), receiver);
  return inOrder(scope, [object.first, receiver.first], { ref: found, as: 'value' });
}

/** `receiver` must be cheap to repeat: a local. */
export function getPropertyOf(scope: FunctionScope, receiver: Typed, key: string, cache: number): Typed {
  const object = keepTyped(scope, receiver);
  const generic = cachedGet(scope, object, key, cache);
  const value = key === 'length' ? lengthOr(scope, object, generic) : generic;
  return inOrder(scope, [object.first], { ref: value, as: 'value' });
}

function atom(scope: FunctionScope, key: string): Ref {
  return scope.wasm.int(scope.module.reserved.string(key));
}

/** `self`: what getters get as `this`, if not the object. */
function cachedGet(scope: FunctionScope, object: Kept, key: string, cache: number, self?: Kept): Ref {
  const { wasm, values } = scope;
  const { module } = wasm;
  const done = scope.label('found');
  const slow = scope.label('slow');
  const address = scope.local(I32);
  const epoch = scope.local(I32);
  const word = (offset: number) => wasm.load32(wasm.int(0), cache + offset);
  const boxed = () => values.box(object.get());
  const mayCall = scope.module.mayBeAccessor(key);
  const call = () => {
    const look = self
      ? callGetSuper(scope.module, boxed(), atom(scope, key), cache, values.box(self.get()))
      : callGet(scope.module, boxed(), atom(scope, key), cache, mayCall);
    return mayCall || object.get().as === 'value' ? scope.checked(look, I64) : look;
  };
  const { as } = object.get();
  if (as !== 'value' && as !== 'object') return call();
  const getters = mayCall ? scope.module.gettersOf(key) : [];
  const other = scope.label('other');
  const enter: Ref[] = as === 'value' ? [wasm.leave(slow, wasm.not(values.isObject(object.get().ref)))] : [];
  const inline = module.block(
    other,
    [
      scope.set(address, values.convert(object.get(), 'object')),
      wasm.leave(other, module.i32.ne(wasm.load32(scope.get(address), OBJECT.shape), word(CACHE.shape))),
      scope.set(epoch, word(CACHE.epoch)),
      module.if(
        wasm.not(scope.get(epoch)),
        module.br(
          done,
          undefined as unknown as Ref,
          wasm.load64(module.i32.add(wasm.load32(scope.get(address), OBJECT.slots), word(CACHE.offset))),
        ),
      ),
      wasm.leave(other, module.i32.ne(scope.get(epoch), wasm.load32(wasm.int(0), REALM.epoch))),
      module.br(done, undefined as unknown as Ref, wasm.load64(wasm.int(0), cache + CACHE.value)),
    ],
    NONE,
  );
  const direct =
    getters.length > 0 && getters.length <= MOST_GETTERS ? callGetters(scope, getters, address, cache, self ?? object, done) : [];
  return module.block(done, [module.block(slow, [...enter, inline, ...direct], NONE), call()], I64);
}

/** More are called through the table. */
const MOST_GETTERS = 4;

/** Calls the getter that a cache knows for the object directly, when it is one of these. */
function callGetters(
  scope: FunctionScope,
  getters: readonly FunctionId[],
  address: number,
  cache: number,
  self: Kept,
  done: string,
): Ref[] {
  const { wasm, values } = scope;
  const { module } = wasm;
  const closure = scope.keep(I32, findGetter(scope.module, scope.get(address), cache));
  const code = scope.local(I32);
  const cases = getters.map((id) => {
    const called = callFunction(scope, id, { this: self.get(), closure: scope.get(closure.index) }, []);
    return module.if(
      module.i32.eq(scope.get(code), wasm.int(scope.module.tableIndex(id))),
      module.br(done, undefined as unknown as Ref, values.box(called)),
    );
  });
  const known = module.block(null, [scope.set(code, wasm.load32(scope.get(closure.index), FUNCTION.code)), ...cases], NONE);
  return [closure.first, module.if(scope.get(closure.index), known)];
}

/** `length` of strings, arrays and typed arrays is no property in a slot. */
function lengthOr(scope: FunctionScope, object: Kept, generic: Ref): Ref {
  const { wasm, values } = scope;
  const { module } = wasm;
  if (object.get().as !== 'value' && object.get().as !== 'object') return generic;
  const done = scope.label('length');
  const address = scope.local(I32);
  const kind = scope.local(I32);
  const give = (offset: number) =>
    module.br(done, undefined as unknown as Ref, values.box({ ref: wasm.load32(scope.get(address), offset), as: 'integer' }));
  const isKind = (number: number) => module.i32.eq(scope.get(kind), wasm.int(number));
  const ofObject = module.block(null, [
    scope.set(address, values.convert(object.get(), 'object')),
    scope.set(kind, wasm.load8(scope.get(address), CELL.kind)),
    module.if(isKind(CELL_KIND.array), give(ARRAY.length)),
    module.if(isKind(CELL_KIND.typedArray), give(TYPED_ARRAY.length)),
  ]);
  if (object.get().as === 'object') return module.block(done, [ofObject, generic], I64);
  const ofString = module.block(null, [scope.set(address, values.addressOf(object.get().ref)), give(STRING.length)]);
  return module.block(
    done,
    [module.if(values.isObject(object.get().ref), ofObject, module.if(values.isString(object.get().ref), ofString)), generic],
    I64,
  );
}

export function setProperty(
  scope: FunctionScope,
  expression: Extract<Expression, { kind: 'setProperty' }>,
  wantsValue: boolean,
): Typed {
  const { wasm, values } = scope;
  const { module } = wasm;
  const object = keepTyped(scope, scope.expression(expression.object));
  const value = keepTyped(scope, scope.expression(expression.value));
  const cache = lookupSite(scope.module);
  const boxed = () => values.box(object.get());
  const mayCall = scope.module.mayBeAccessor(expression.key);
  const slowCall = () =>
    scope.checked(callSet(scope.module, boxed(), atom(scope, expression.key), values.box(value.get()), cache, mayCall), NONE);
  const parts: Ref[] = [object.first, value.first];
  const { as } = object.get();
  if (as !== 'value' && as !== 'object') parts.push(slowCall());
  else parts.push(cachedSet(scope, object, value, cache, slowCall));
  if (!wantsValue) return { ref: module.block(null, parts, NONE), as: 'nothing' };
  return inOrder(scope, parts, value.get());
}

function cachedSet(scope: FunctionScope, object: Kept, value: Kept, cache: number, slowCall: () => Ref): Ref {
  const { wasm, values } = scope;
  const { module } = wasm;
  const done = scope.label('stored');
  const slow = scope.label('slow');
  const address = scope.local(I32);
  const epoch = scope.local(I32);
  const word = (offset: number) => wasm.load32(wasm.int(0), cache + offset);
  const store = () => {
    const at = module.i32.add(wasm.load32(scope.get(address), OBJECT.slots), word(CACHE.offset));
    const typed = value.get();
    return typed.as === 'number' ? wasm.storeDouble(at, typed.ref) : wasm.store64(at, values.box(typed));
  };
  const enter: Ref[] = object.get().as === 'value' ? [wasm.leave(slow, wasm.not(values.isObject(object.get().ref)))] : [];
  const capacityBytes = module.i32.shl(wasm.load32(scope.get(address), OBJECT.slotCapacity), wasm.int(3));
  const fast = module.block(
    slow,
    [
      ...enter,
      scope.set(address, values.convert(object.get(), 'object')),
      wasm.leave(slow, module.i32.ne(wasm.load32(scope.get(address), OBJECT.shape), word(CACHE.shape))),
      scope.set(epoch, word(CACHE.epoch)),
      module.if(wasm.not(scope.get(epoch)), module.block(null, [store(), wasm.leave(done)])),
      // Adding a property: the shape with it is known, and there must be room.
      wasm.leave(slow, module.i32.ne(scope.get(epoch), wasm.load32(wasm.int(0), REALM.epoch))),
      wasm.leave(slow, module.i32.ge_u(word(CACHE.offset), capacityBytes)),
      store(),
      wasm.store32(scope.get(address), word(CACHE.value), OBJECT.shape),
      wasm.leave(done),
    ],
    NONE,
  );
  return module.block(done, [fast, slowCall()], NONE);
}

export function deleteProperty(scope: FunctionScope, expression: Extract<Expression, { kind: 'delete' }>): Typed {
  const object = keepTyped(scope, scope.expression(expression.object));
  const key = toPropertyKey(scope, scope.expression(expression.key));
  const answer = scope.library('deleteProperty', [scope.values.box(object.get()), key]);
  return inOrder(scope, [object.first], answer);
}

/** A value as a property key: objects are converted, which may call the program. */
export function toPropertyKey(scope: FunctionScope, key: Typed): Ref {
  const { wasm, values } = scope;
  if (key.as !== 'value' && key.as !== 'object') return values.box(key);
  const kept = keepTyped(scope, key);
  const convert = values.box(callToPropertyKey(scope, kept.get()));
  if (key.as === 'object') return wasm.module.block(null, [kept.first, convert], I64);
  return wasm.module.block(null, [kept.first, wasm.module.if(values.isObject(kept.get().ref), convert, kept.get().ref)], I64);
}

function callToPropertyKey(scope: FunctionScope, key: Typed): Typed {
  return callFunction(scope, 'Operators$toPropertyKey', undefined, [key]);
}
