/** `Set` and `WeakSet`. */
import { requireCallback } from './array-elements.js';
import { itemsOf } from './iterables.js';

function requireSet(value: Value, method: string): void {
  if (!$isSet(value)) $failTypeError(`Method ${method} called on incompatible receiver ${$textForMessage(value)}`);
}

export function Set$call(): never {
  $failTypeError("Constructor Set requires 'new'");
}

export function Set$construct(this: Value, iterable?: Value): void {
  if (iterable === undefined || iterable === null) return;
  const isPlain = $getPrototypeOf(this) === $builtin('Set.prototype');
  if (isPlain && $isSet(iterable) && $getPrototypeOf(iterable) === $builtin('Set.prototype')) {
    for (let cursor = $mapNext(iterable, 0); cursor !== -1; cursor = $mapNext(iterable, cursor))
      $setAdd(this, $mapKeyAt(iterable, cursor));
    return;
  }
  addItems(this, iterable, isPlain);
}

function addItems(set: Value, iterable: Value, isPlain: boolean): void {
  const add = isPlain ? undefined : set.add;
  if (!isPlain && !$isCallable(add))
    $failTypeError(`'${$textForMessage(add)}' returned for property 'add' of object '#<Set>' is not a function`);
  const items = itemsOf(iterable);
  for (let i = 0; i < $arrayLength(items); i++) {
    if (isPlain) $setAdd(set, items[i]);
    else $call(add, set, items[i]);
  }
}

export function Set$get$$species(this: Value): Value {
  return this;
}

export function Set$prototype$has(this: Value, value: Value): boolean {
  requireSet(this, 'Set.prototype.has');
  return $setHas(this, value);
}

export function Set$prototype$add(this: Value, value: Value): Value {
  requireSet(this, 'Set.prototype.add');
  $setAdd(this, value);
  return this;
}

export function Set$prototype$delete(this: Value, value: Value): boolean {
  requireSet(this, 'Set.prototype.delete');
  return $setDelete(this, value);
}

export function Set$prototype$clear(this: Value): void {
  requireSet(this, 'Set.prototype.clear');
  $mapClear(this);
}

export function Set$prototype$get$size(this: Value): number {
  requireSet(this, 'get Set.prototype.size');
  return $mapSize(this);
}

export function Set$prototype$forEach(this: Value, callback: Value, thisArgument?: Value): void {
  requireSet(this, 'Set.prototype.forEach');
  if (!$isCallable(callback)) requireCallback(callback);
  for (let cursor = $mapNext(this, 0); cursor !== -1; cursor = $mapNext(this, cursor)) {
    const item = $mapKeyAt(this, cursor);
    $call(callback, thisArgument, item, item, this);
  }
}

export function WeakSet$call(): never {
  $failTypeError("Constructor WeakSet requires 'new'");
}

export function WeakSet$construct(this: Value, iterable?: Value): void {
  if (iterable === undefined || iterable === null) return;
  const items = itemsOf(iterable);
  for (let i = 0; i < $arrayLength(items); i++) this.add(items[i]);
}

export function WeakSet$prototype$has(this: Value, value: Value): boolean {
  requireSet(this, 'WeakSet.prototype.has');
  return $setHas(this, value);
}

export function WeakSet$prototype$add(this: Value, value: Value): Value {
  requireSet(this, 'WeakSet.prototype.add');
  if (!$isObject(value) && (typeof value !== 'symbol' || $symbolKeyFor(value) !== undefined))
    $failTypeError('Invalid value used in weak set');
  $setAdd(this, value);
  return this;
}

export function WeakSet$prototype$delete(this: Value, value: Value): boolean {
  requireSet(this, 'WeakSet.prototype.delete');
  return $setDelete(this, value);
}
