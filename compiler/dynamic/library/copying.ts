// All properties of one object to another, where no calls are needed for it: spread, Object.assign.
import { defineData } from './definition';
import { elementCount, exoticValue } from './exotic';
import { integerKey, isSymbolKey } from './keys';
import { CELL_KIND, CELL_KIND_PLAIN, OBJECT_FLAGS_NOT_EXTENSIBLE } from './layout';
import { IS_ACCESSOR, NOT_ENUMERABLE, NOT_WRITABLE } from './object-layout';
import { hasFlag, prototypeOf, slotOf } from './properties';
import { stringElement } from './strings';
import { stringLength } from './text';
import { addressOf, EMPTY, isObject, isString } from './values';
import { slotKeys } from './enumeration';

/** Whether the source can be read without calls. */
function hasAccessors(object: u32, slots: u32): bool {
  const count: u32 = load<u32>(slots);
  for (let i: u32 = 0; i < count; i++) {
    const info: u32 = load<u32>(slots + 8 + (i << 3), 4);
    if ((info & (IS_ACCESSOR | NOT_ENUMERABLE)) == IS_ACCESSOR) return true;
  }
  return false;
}

export function spreadInto(target: u64, source: u64): i32 {
  return copyAll(target, source, false);
}

export function assignInto(target: u64, source: u64): i32 {
  if (!isObject(target) || load<u8>(addressOf(target), CELL_KIND) != CELL_KIND_PLAIN) return 0;
  return copyAll(target, source, true);
}

/** `assigns`: nothing may stand in the way of an assignment, such as setters or properties that are not writable. */
function copyAll(target: u64, from: u64, assigns: bool): i32 {
  const object: u32 = addressOf(target);
  if (isString(from)) {
    if (assigns) return 0;
    const length: u32 = stringLength(addressOf(from));
    for (let i: u32 = 0; i < length; i++) defineData(object, integerKey(i), stringElement(addressOf(from), i), 0);
    return 1;
  }
  if (!isObject(from)) return 1;
  const source: u32 = addressOf(from);
  const kind: u32 = load<u8>(source, CELL_KIND);
  const slots: u32 = slotKeys(source);
  if (hasAccessors(source, slots)) return 0;
  if (assigns && !isOpen(object)) return 0;
  const elements: u32 = elementCount(source, kind);
  for (let i: u32 = 0; i < elements; i++) {
    const element: u64 = exoticValue(source, kind, integerKey(i));
    if (element != EMPTY) defineData(object, integerKey(i), element, 0);
  }
  const count: u32 = load<u32>(slots);
  for (let pass: i32 = 0; pass < 2; pass++) {
    for (let i: u32 = 0; i < count; i++) {
      const key: u32 = load<u32>(slots + 8 + (i << 3));
      const info: u32 = load<u32>(slots + 8 + (i << 3), 4);
      if ((info & NOT_ENUMERABLE) != 0 || isSymbolKey(key) != (pass == 1)) continue;
      defineData(object, key, load<u64>(slotOf(source, info)), 0);
    }
  }
  return 1;
}

/** Whether assigning to any key is the same as defining it: only plain properties here, none with attributes along the prototypes but hidden ones. */
function isOpen(object: u32): bool {
  if (hasFlag(object, OBJECT_FLAGS_NOT_EXTENSIBLE)) return false;
  for (let holder: u32 = object; holder != 0; holder = prototypeOf(holder)) {
    const slots: u32 = slotKeys(holder);
    const count: u32 = load<u32>(slots);
    const forbidden: u32 = holder == object ? IS_ACCESSOR | NOT_WRITABLE | NOT_ENUMERABLE : IS_ACCESSOR | NOT_WRITABLE;
    for (let i: u32 = 0; i < count; i++) if ((load<u32>(slots + 8 + (i << 3), 4) & forbidden) != 0) return false;
  }
  return true;
}
