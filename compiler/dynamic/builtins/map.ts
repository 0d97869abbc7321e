/** `Map` and `WeakMap`, which holds its keys as a Map does: nobody can tell. */
import { requireCallback } from './array-elements.js';
import { itemsOf } from './iterables.js';

function requireMap(value: Value, method: string): void {
  if (!$isMap(value)) $failTypeError(`Method ${method} called on incompatible receiver ${$textForMessage(value)}`);
}

export function Map$call(): never {
  $failTypeError("Constructor Map requires 'new'");
}

export function Map$construct(this: Value, iterable?: Value): void {
  if (iterable === undefined || iterable === null) return;
  const isPlain = $getPrototypeOf(this) === $builtin('Map.prototype');
  if (isPlain && $isMap(iterable) && $getPrototypeOf(iterable) === $builtin('Map.prototype')) {
    for (let cursor = $mapNext(iterable, 0); cursor !== -1; cursor = $mapNext(iterable, cursor)) {
      $mapSet(this, $mapKeyAt(iterable, cursor), $mapValueAt(iterable, cursor));
    }
    return;
  }
  addEntries(this, iterable, isPlain);
}

function addEntries(map: Value, iterable: Value, isPlain: boolean): void {
  const set = isPlain ? undefined : map.set;
  if (!isPlain && !$isCallable(set))
    $failTypeError(`'${$textForMessage(set)}' returned for property 'set' of object '#<Map>' is not a function`);
  const entries = itemsOf(iterable);
  for (let i = 0; i < $arrayLength(entries); i++) {
    const entry = entries[i];
    if (!$isObject(entry)) $failTypeError(`Iterator value ${$textForMessage(entry)} is not an entry object`);
    const key = entry[0];
    const value = entry[1];
    if (isPlain) $mapSet(map, key, value);
    else $call(set, map, key, value);
  }
}

export function Map$get$$species(this: Value): Value {
  return this;
}

export function Map$prototype$get(this: Value, key: Value): Value {
  requireMap(this, 'Map.prototype.get');
  return $mapGet(this, key);
}

export function Map$prototype$has(this: Value, key: Value): boolean {
  requireMap(this, 'Map.prototype.has');
  return $mapHas(this, key);
}

export function Map$prototype$set(this: Value, key: Value, value: Value): Value {
  requireMap(this, 'Map.prototype.set');
  $mapSet(this, key, value);
  return this;
}

export function Map$prototype$delete(this: Value, key: Value): boolean {
  requireMap(this, 'Map.prototype.delete');
  return $mapDelete(this, key);
}

export function Map$prototype$clear(this: Value): void {
  requireMap(this, 'Map.prototype.clear');
  $mapClear(this);
}

export function Map$prototype$get$size(this: Value): number {
  requireMap(this, 'get Map.prototype.size');
  return $mapSize(this);
}

export function Map$prototype$forEach(this: Value, callback: Value, thisArgument?: Value): void {
  requireMap(this, 'Map.prototype.forEach');
  if (!$isCallable(callback)) requireCallback(callback);
  for (let cursor = $mapNext(this, 0); cursor !== -1; cursor = $mapNext(this, cursor)) {
    $call(callback, thisArgument, $mapValueAt(this, cursor), $mapKeyAt(this, cursor), this);
  }
}

function requireWeakKey(key: Value): void {
  if (!$isObject(key) && (typeof key !== 'symbol' || $symbolKeyFor(key) !== undefined))
    $failTypeError('Invalid value used as weak map key');
}

export function WeakMap$call(): never {
  $failTypeError("Constructor WeakMap requires 'new'");
}

export function WeakMap$construct(this: Value, iterable?: Value): void {
  if (iterable === undefined || iterable === null) return;
  const entries = itemsOf(iterable);
  for (let i = 0; i < $arrayLength(entries); i++) {
    const entry = entries[i];
    if (!$isObject(entry)) $failTypeError(`Iterator value ${$textForMessage(entry)} is not an entry object`);
    this.set(entry[0], entry[1]);
  }
}

export function WeakMap$prototype$get(this: Value, key: Value): Value {
  requireMap(this, 'WeakMap.prototype.get');
  return $mapGet(this, key);
}

export function WeakMap$prototype$has(this: Value, key: Value): boolean {
  requireMap(this, 'WeakMap.prototype.has');
  return $mapHas(this, key);
}

export function WeakMap$prototype$set(this: Value, key: Value, value: Value): Value {
  requireMap(this, 'WeakMap.prototype.set');
  requireWeakKey(key);
  $mapSet(this, key, value);
  return this;
}

export function WeakMap$prototype$delete(this: Value, key: Value): boolean {
  requireMap(this, 'WeakMap.prototype.delete');
  return $mapDelete(this, key);
}
