// Map and Set: see map-table.ts.
import { withFields } from './allocation';
import { isKind } from './buffers';
import { builtinObject } from './functions';
import { BUILTIN_MAP_PROTOTYPE, BUILTIN_SET_PROTOTYPE, CELL_KIND_MAP, CELL_KIND_SET } from './layout';
import {
  addKey,
  clearAll,
  cursorOf,
  entryBehind,
  entryNamed,
  findKey,
  hashOfValue,
  keyPlace,
  mapSizeOf,
  normalized,
  NOT_FOUND,
  removeAt,
} from './map-table';
import { rootFor } from './reshaping';
import { addressOf, objectValue, UNDEFINED } from './values';

export function isMap(value: u64): i32 {
  return isKind(value, CELL_KIND_MAP);
}

export function isSet(value: u64): i32 {
  return isKind(value, CELL_KIND_SET);
}

export function newMap(): u64 {
  return objectValue(withFields(CELL_KIND_MAP, rootFor(builtinObject(BUILTIN_MAP_PROTOTYPE)), 8));
}

export function newSet(): u64 {
  return objectValue(withFields(CELL_KIND_SET, rootFor(builtinObject(BUILTIN_SET_PROTOTYPE)), 8));
}

function find(map: u64, key: u64): u32 {
  const wanted: u64 = normalized(key);
  return findKey(addressOf(map), wanted, hashOfValue(wanted));
}

export function mapGet(map: u64, key: u64): u64 {
  const index: u32 = find(map, key);
  return index == NOT_FOUND ? UNDEFINED : load<u64>(keyPlace(addressOf(map), index) + 8);
}

export function mapHas(map: u64, key: u64): i32 {
  return find(map, key) != NOT_FOUND ? 1 : 0;
}

export function mapSet(target: u64, key: u64, value: u64): void {
  const map: u32 = addressOf(target);
  const wanted: u64 = normalized(key);
  const hash: u32 = hashOfValue(wanted);
  const index: u32 = findKey(map, wanted, hash);
  const place: u32 = index != NOT_FOUND ? keyPlace(map, index) : addKey(map, wanted, hash);
  store<u64>(place + 8, value);
}

export function mapDelete(map: u64, key: u64): i32 {
  const index: u32 = find(map, key);
  if (index == NOT_FOUND) return 0;
  removeAt(addressOf(map), index);
  return 1;
}

export function mapClear(map: u64): void {
  clearAll(addressOf(map));
}

export function mapSize(map: u64): i32 {
  return mapSizeOf(addressOf(map));
}

export function mapNext(map: u64, cursor: i32): i32 {
  const index: u32 = entryBehind(addressOf(map), cursor);
  return index == NOT_FOUND ? -1 : <i32>cursorOf(addressOf(map), index);
}

export function mapKeyAt(map: u64, cursor: i32): u64 {
  return load<u64>(keyPlace(addressOf(map), entryNamed(addressOf(map), cursor)));
}

export function mapValueAt(map: u64, cursor: i32): u64 {
  return load<u64>(keyPlace(addressOf(map), entryNamed(addressOf(map), cursor)) + 8);
}

export function setHas(set: u64, value: u64): i32 {
  return mapHas(set, value);
}

export function setAdd(target: u64, value: u64): void {
  const set: u32 = addressOf(target);
  const wanted: u64 = normalized(value);
  const hash: u32 = hashOfValue(wanted);
  if (findKey(set, wanted, hash) == NOT_FOUND) addKey(set, wanted, hash);
}

export function setDelete(set: u64, value: u64): i32 {
  return mapDelete(set, value);
}
