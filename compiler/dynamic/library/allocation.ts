// New objects of each kind, without properties, and the objects that exist before the program.
import { allocateCell } from './heap';
import { makeNames } from './keys';
import {
  ARRAY_CAPACITY,
  ARRAY_ELEMENTS,
  ARRAY_STORE,
  BUILTIN_ARRAY_PROTOTYPE,
  BUILTIN_FUNCTION_PROTOTYPE,
  BUILTIN_INT8ARRAY_PROTOTYPE,
  BUILTIN_ITERATOR_PROTOTYPE,
  BUILTIN_GENERATOR_PROTOTYPE,
  BUILTIN_ERROR_PROTOTYPE,
  BUILTIN_TYPEERROR_PROTOTYPE,
  BUILTIN_URIERROR_PROTOTYPE,
  BUILTIN_BIGUINT64ARRAY_PROTOTYPE,
  BUILTIN_AGGREGATEERROR_PROTOTYPE,
  BUILTIN_REGEXP_PROTOTYPE,
  BUILTIN_OBJECT_PROTOTYPE,
  BUILTIN_TYPEDARRAY_PROTOTYPE,
  CELL_KIND_ARRAY,
  CELL_KIND_ARRAY_BUFFER,
  CELL_KIND_DATA_VIEW,
  CELL_KIND_ERROR,
  CELL_KIND_MAP,
  CELL_KIND_PLAIN,
  CELL_KIND_REGEXP,
  CELL_KIND_SET,
  CELL_KIND_TYPED_ARRAY,
  CELL_KIND_VALUES,
  CELL_KIND_WRAPPER,
  OBJECT_FIELDS,
  OBJECT_SHAPE,
  OBJECT_SLOT_CAPACITY,
  OBJECT_SLOTS,
  REALM_EPOCH,
  REALM_OBJECTS,
  REGEXP_INNER,
  TYPED_ARRAY_ELEMENT,
} from './layout';
import { ROOT_ARRAY, ROOT_BARE, ROOT_FUNCTION, ROOT_PLAIN } from './object-layout';
import { rootFor } from './reshaping';
import { newRoot } from './shapes';

/** BUILTIN_OBJECTS of layout.ts. */
const BUILTIN_COUNT: u32 = BUILTIN_REGEXP_PROTOTYPE + 1;

/** A plain object with room for `capacity` properties inside of its cell. */
export function allocateObject(shape: u32, capacity: u32): u32 {
  return withInnerSlots(CELL_KIND_PLAIN, shape, capacity);
}

/** Errors are as plain objects but for their kind. */
export function withInnerSlots(kind: u32, shape: u32, capacity: u32): u32 {
  const object: u32 = allocateCell(kind, OBJECT_FIELDS + (capacity << 3));
  store<u32>(object, shape, OBJECT_SHAPE);
  store<u32>(object, object + OBJECT_FIELDS, OBJECT_SLOTS);
  store<u32>(object, capacity, OBJECT_SLOT_CAPACITY);
  return object;
}

/** An object whose cell holds `fields` bytes behind what all objects begin with. */
export function withFields(kind: u32, shape: u32, fields: u32): u32 {
  const object: u32 = allocateCell(kind, OBJECT_FIELDS + fields);
  store<u32>(object, shape, OBJECT_SHAPE);
  return object;
}

/** Of a kind that INFO_INSTANCE gives. */
export function allocateKind(instance: u32, shape: u32, expected: u32): u32 {
  const kind: u32 = instance & 0xff;
  if (kind == CELL_KIND_ARRAY) return withFields(kind, shape, 16);
  if (kind == CELL_KIND_MAP || kind == CELL_KIND_SET || kind == CELL_KIND_ARRAY_BUFFER || kind == CELL_KIND_WRAPPER)
    return withFields(kind, shape, 8);
  if (kind == CELL_KIND_TYPED_ARRAY) {
    const view: u32 = withFields(kind, shape, 16);
    store<u32>(view, instance >> 8, TYPED_ARRAY_ELEMENT);
    return view;
  }
  if (kind == CELL_KIND_REGEXP) return allocateRegExp(shape);
  if (kind == CELL_KIND_DATA_VIEW) return withFields(kind, shape, 16);
  return withInnerSlots(kind == CELL_KIND_ERROR ? kind : CELL_KIND_PLAIN, shape, expected);
}

/** With room for one property, which all of them have. */
export function allocateRegExp(shape: u32): u32 {
  const object: u32 = withFields(CELL_KIND_REGEXP, shape, REGEXP_INNER + 8 - OBJECT_FIELDS);
  store<u32>(object, object + REGEXP_INNER, OBJECT_SLOTS);
  store<u32>(object, 1, OBJECT_SLOT_CAPACITY);
  return object;
}

/** An array of length 0 with room for `capacity` elements. */
export function allocateArray(capacity: u32): u32 {
  const array: u32 = withFields(CELL_KIND_ARRAY, load<u32>(ROOT_ARRAY), 16);
  if (capacity > 0) giveStore(array, capacity);
  return array;
}

/** New room for elements; the old ones are the caller's. */
export function giveStore(array: u32, capacity: u32): void {
  const cell: u32 = allocateCell(CELL_KIND_VALUES, 8 + (capacity << 3));
  store<u32>(array, cell, ARRAY_STORE);
  store<u32>(array, cell + 8, ARRAY_ELEMENTS);
  store<u32>(array, capacity, ARRAY_CAPACITY);
}

/** Prototypes of all that the library makes; properties are put on them by the program's start. */
export function startObjects(): void {
  store<u32>(REALM_EPOCH, 1);
  makeNames();
  store<u32>(ROOT_BARE, newRoot(0));
  const base: u32 = allocateObject(load<u32>(ROOT_BARE), 0);
  put(BUILTIN_OBJECT_PROTOTYPE, base);
  const plain: u32 = rootFor(base);
  store<u32>(ROOT_PLAIN, plain);
  for (let i: u32 = 0; i < BUILTIN_COUNT; i++) if (i != BUILTIN_OBJECT_PROTOTYPE) put(i, allocateObject(plain, 0));
  put(BUILTIN_ARRAY_PROTOTYPE, withFields(CELL_KIND_ARRAY, plain, 16));
  for (let i: u32 = BUILTIN_TYPEERROR_PROTOTYPE; i <= BUILTIN_URIERROR_PROTOTYPE; i++) put(i, inheritor(BUILTIN_ERROR_PROTOTYPE));
  put(BUILTIN_AGGREGATEERROR_PROTOTYPE, inheritor(BUILTIN_ERROR_PROTOTYPE));
  for (let i: u32 = BUILTIN_INT8ARRAY_PROTOTYPE; i <= BUILTIN_BIGUINT64ARRAY_PROTOTYPE; i++)
    put(i, inheritor(BUILTIN_TYPEDARRAY_PROTOTYPE));
  put(BUILTIN_GENERATOR_PROTOTYPE, inheritor(BUILTIN_ITERATOR_PROTOTYPE));
  store<u32>(ROOT_ARRAY, rootFor(load<u32>(REALM_OBJECTS + (BUILTIN_ARRAY_PROTOTYPE << 2))));
  store<u32>(ROOT_FUNCTION, rootFor(load<u32>(REALM_OBJECTS + (BUILTIN_FUNCTION_PROTOTYPE << 2))));
}

function put(number: u32, object: u32): void {
  store<u32>(REALM_OBJECTS + (number << 2), object);
}

function inheritor(parent: u32): u32 {
  return allocateObject(rootFor(load<u32>(REALM_OBJECTS + (parent << 2))), 0);
}
