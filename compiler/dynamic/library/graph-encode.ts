// Values to the bytes of the border (GRAPH in layout.ts).
import { elementAt, lengthOf } from './array-elements';
import { isNegative, wordCountOf, wordOf } from './bigint-cells';
import { builtinNumber } from './builtin-names';
import { forEachKey } from './enumeration';
import { viewOffset } from './exotic';
import { builtinObject, constructorName } from './functions';
import {
  depthOf,
  FRAME_EXTRA,
  FRAME_NOTE,
  FRAME_OBJECT,
  FRAME_REST,
  FRAME_TAG,
  FRAME_VALUE,
  frameAt,
  newWalk,
  popFrame,
  pushFrame,
  WALK_FIELDS,
} from './graph-stack';
import { allocateCell } from './heap';
import { keyOf, NAME_MESSAGE, NAME_STACK } from './keys';
import {
  ARRAY_BUFFER_DATA,
  ARRAY_BUFFER_LENGTH,
  BUILTIN_AGGREGATEERROR_PROTOTYPE,
  BUILTIN_ERROR_PROTOTYPE,
  BUILTIN_ITERATOR_PROTOTYPE,
  BUILTIN_OBJECT_PROTOTYPE,
  CELL_KIND,
  CELL_KIND_ARRAY,
  CELL_KIND_ARRAY_BUFFER,
  CELL_KIND_BYTES,
  CELL_KIND_DATA_VIEW,
  CELL_KIND_ERROR,
  CELL_KIND_FUNCTION,
  CELL_KIND_MAP,
  CELL_KIND_PLAIN,
  CELL_KIND_SET,
  CELL_KIND_TYPED_ARRAY,
  ERROR_AGGREGATEERROR,
  GRAPH_ARRAY,
  GRAPH_ARRAY_BUFFER,
  GRAPH_BARE_OBJECT,
  GRAPH_BIGINT,
  GRAPH_DATA_VIEW,
  GRAPH_ERROR,
  GRAPH_FALSE,
  GRAPH_HOLE,
  GRAPH_INSTANCE,
  GRAPH_MAP,
  GRAPH_NULL,
  GRAPH_NUMBER,
  GRAPH_OBJECT,
  GRAPH_SEEN,
  GRAPH_SET,
  GRAPH_STRING,
  GRAPH_TRUE,
  GRAPH_TYPED_ARRAY,
  GRAPH_UNDEFINED,
  TYPED_ARRAY_BUFFER,
  TYPED_ARRAY_ELEMENT,
  TYPED_ARRAY_LENGTH,
  REALM_PENDING,
  REALM_EXCEPTION,
  BUILTIN_URIERROR_PROTOTYPE,
  CELL_KIND_WORDS,
} from './layout';
import { literal } from './literals';
import { addKey, entryBehind, cursorOf, findKey, hashOfValue, keyPlace, mapSizeOf, NOT_FOUND } from './map-table';
import { newMap } from './maps';
import { refuse } from './needs';
import { ABSENT, IS_ACCESSOR } from './object-layout';
import { findProperty, prototypeOf, slotOf } from './properties';
import { newArray } from './arrays';
import { stringLength, unitsOf } from './text';
import {
  addressOf,
  booleanValue,
  EMPTY,
  FALSE,
  isBigint,
  isDouble,
  isObject,
  isString,
  isSymbol,
  NULL,
  objectValue,
  TRUE,
  canonicalValue,
  numberOf,
} from './values';

/** Of the walk: cell of the bytes, how many are written, a Map from objects to their numbers. */
const BYTES: u32 = WALK_FIELDS;
const USED: u32 = WALK_FIELDS + 4;
const SEEN: u32 = WALK_FIELDS + 8;
const DESCRIPTOR_BYTES: u32 = 24;

/** Room for `bytes` more; gives its address. */
function room(walk: u32, bytes: u32): u32 {
  const used: u32 = load<u32>(walk, USED);
  let cell: u32 = load<u32>(walk, BYTES);
  const size: u32 = load<u32>(cell);
  if (used + bytes + 8 > size) {
    const larger: u32 = allocateCell(CELL_KIND_BYTES, max<u32>(size << 1, size + bytes));
    memory.copy(larger + 8, cell + 8, used);
    cell = larger;
    store<u32>(walk, cell, BYTES);
  }
  store<u32>(walk, used + bytes, USED);
  return cell + 8 + used;
}

function putByte(walk: u32, byte: u32): void {
  store<u8>(room(walk, 1), <u8>byte);
}

function putWord(walk: u32, word: u32): void {
  store<u32>(room(walk, 4), word);
}

function putUnits(walk: u32, text: u32): void {
  const length: u32 = stringLength(text);
  putWord(walk, length);
  memory.copy(room(walk, length << 1), unitsOf(text), length << 1);
}

/** The address of a descriptor of a Uint8Array with the bytes, or 0 after a TypeError: something in the graph can't cross. */
export function encodeGraph(value: u64): u32 {
  const walk: u32 = newWalk();
  store<u32>(walk, allocateCell(CELL_KIND_BYTES, 1024), BYTES);
  store<u32>(walk, addressOf(newMap()), SEEN);
  putNode(walk, value);
  while (depthOf(walk) > 0 && load<u32>(REALM_PENDING) == 0) step(walk);
  if (load<u32>(REALM_PENDING) != 0) return 0;
  const descriptor: u32 = allocateCell(CELL_KIND_WORDS, 8 + DESCRIPTOR_BYTES) + 8;
  const used: u32 = load<u32>(walk, USED);
  store<u32>(descriptor, load<u32>(walk, BYTES) + 8);
  store<u32>(descriptor, used, 4);
  store<u32>(descriptor, used, 8);
  store<u32>(descriptor, used, 16);
  return descriptor;
}

/** `[threw, value, arguments]`. What can't cross becomes an error that was thrown; arguments that can't cross are left out then. */
export function encodeOutcome(threw: i32, value: u64, list: u32): u32 {
  const outcome: u32 = addressOf(newArray(3));
  store<u64>(elementAt(outcome, 0), booleanValue(threw != 0));
  store<u64>(elementAt(outcome, 1), value);
  store<u64>(elementAt(outcome, 2), objectValue(list));
  for (let attempt: i32 = 0; attempt < 3; attempt++) {
    const descriptor: u32 = encodeGraph(objectValue(outcome));
    if (descriptor != 0) return descriptor;
    store<u32>(REALM_PENDING, 0);
    store<u64>(elementAt(outcome, 0), TRUE);
    store<u64>(elementAt(outcome, 1), load<u64>(REALM_EXCEPTION));
    if (attempt == 1) store<u64>(elementAt(outcome, 2), newArray(0));
  }
  return 0;
}

function putNode(walk: u32, value: u64): void {
  if (isDouble(value)) {
    putByte(walk, GRAPH_NUMBER);
    store<u64>(room(walk, 8), canonicalValue(numberOf(value)));
  } else if (isString(value)) {
    putByte(walk, GRAPH_STRING);
    putUnits(walk, addressOf(value));
  } else if (isObject(value)) putObject(walk, value);
  else if (isBigint(value)) putBigint(walk, addressOf(value));
  else if (isSymbol(value)) refuseToCross(literal('A symbol'));
  else putByte(walk, tagOfSpecial(value));
}

function tagOfSpecial(value: u64): u32 {
  if (value == EMPTY) return GRAPH_HOLE;
  if (value == NULL) return GRAPH_NULL;
  return value == TRUE ? GRAPH_TRUE : value == FALSE ? GRAPH_FALSE : GRAPH_UNDEFINED;
}

function refuseToCross(what: u32): void {
  refuse('', what, ' can not leave the function that made it.');
}

function putBigint(walk: u32, bigint: u32): void {
  const count: u32 = wordCountOf(bigint);
  putByte(walk, GRAPH_BIGINT);
  putByte(walk, isNegative(bigint) ? 1 : 0);
  putWord(walk, count);
  for (let i: u32 = 0; i < count; i++) store<u64>(room(walk, 8), wordOf(bigint, i));
}

function putObject(walk: u32, value: u64): void {
  const seen: u32 = load<u32>(walk, SEEN);
  const hash: u32 = hashOfValue(value);
  const known: u32 = findKey(seen, value, hash);
  if (known != NOT_FOUND) {
    putByte(walk, GRAPH_SEEN);
    putWord(walk, <u32>load<u64>(keyPlace(seen, known) + 8));
    return;
  }
  const number: u32 = mapSizeOf(seen);
  store<u64>(addKey(seen, value, hash) + 8, <u64>number);
  const object: u32 = addressOf(value);
  const kind: u32 = load<u8>(object, CELL_KIND);
  if (kind == CELL_KIND_ARRAY) {
    putByte(walk, GRAPH_ARRAY);
    putWord(walk, lengthOf(object));
    pushFrame(walk, GRAPH_ARRAY, object, lengthOf(object));
  } else if (kind == CELL_KIND_PLAIN) putPlain(walk, object);
  else if (kind == CELL_KIND_MAP || kind == CELL_KIND_SET) {
    putByte(walk, kind == CELL_KIND_MAP ? GRAPH_MAP : GRAPH_SET);
    putWord(walk, mapSizeOf(object));
    pushFrame(walk, kind == CELL_KIND_MAP ? GRAPH_MAP : GRAPH_SET, object, mapSizeOf(object));
  } else if (kind == CELL_KIND_ERROR) putError(walk, object);
  else if (kind == CELL_KIND_TYPED_ARRAY) {
    putByte(walk, GRAPH_TYPED_ARRAY);
    putByte(walk, load<u32>(object, TYPED_ARRAY_ELEMENT));
    putView(walk, object);
  } else if (kind == CELL_KIND_DATA_VIEW) {
    putByte(walk, GRAPH_DATA_VIEW);
    putView(walk, object);
  } else if (kind == CELL_KIND_ARRAY_BUFFER) {
    const length: u32 = load<u32>(object, ARRAY_BUFFER_LENGTH);
    putByte(walk, GRAPH_ARRAY_BUFFER);
    putWord(walk, length);
    memory.copy(room(walk, length), load<u32>(object, ARRAY_BUFFER_DATA), length);
  } else refuseToCross(literal(kind == CELL_KIND_FUNCTION ? 'A function' : 'An object of this kind'));
}

/** Typed arrays and data views agree in their fields. */
function putView(walk: u32, view: u32): void {
  putWord(walk, viewOffset(view));
  putWord(walk, load<u32>(view, TYPED_ARRAY_LENGTH));
  putNode(walk, objectValue(load<u32>(view, TYPED_ARRAY_BUFFER)));
}

function putPlain(walk: u32, object: u32): void {
  const prototype: u32 = prototypeOf(object);
  if (prototype == 0) putByte(walk, GRAPH_BARE_OBJECT);
  else if (prototype == builtinObject(BUILTIN_OBJECT_PROTOTYPE)) putByte(walk, GRAPH_OBJECT);
  else if (isIterator(prototype)) {
    refuseToCross(literal('An object of this kind'));
    return;
  } else if (builtinNumber(prototype) >= 0) putByte(walk, GRAPH_OBJECT);
  else {
    putByte(walk, GRAPH_INSTANCE);
    putClassName(walk, object);
  }
  putProperties(walk, GRAPH_OBJECT, object, forEachKey(object, 5), 0);
}

function isIterator(prototype: u32): bool {
  const iterator: u32 = builtinObject(BUILTIN_ITERATOR_PROTOTYPE);
  for (let holder: u32 = prototype; holder != 0; holder = prototypeOf(holder)) if (holder == iterator) return true;
  return false;
}

function putClassName(walk: u32, object: u32): void {
  const name: u32 = constructorName(object);
  if (name == 0) putWord(walk, 0);
  else putUnits(walk, name);
}

/** The count of the keys that are no accessors, and a frame for them. `keys`: an array. */
function putProperties(walk: u32, tag: u32, object: u32, keys: u32, depth: u32): void {
  const count: u32 = lengthOf(keys);
  let kept: u32 = 0;
  for (let i: u32 = 0; i < count; i++) if (isKept(tag, object, keyOf(load<u64>(elementAt(keys, i))))) kept++;
  putWord(walk, kept);
  if (depth != 0) return;
  store<u32>(pushFrame(walk, tag, object, count), keys, FRAME_EXTRA);
}

function isKept(tag: u32, object: u32, key: u32): bool {
  if (tag == GRAPH_ERROR && (key == load<u32>(NAME_MESSAGE) || key == load<u32>(NAME_STACK))) return false;
  return (findProperty(object, key) & IS_ACCESSOR) == 0;
}

/** The message is a node, so the properties are begun when it is complete: the frame says so with its note. */
function putError(walk: u32, error: u32): void {
  putByte(walk, GRAPH_ERROR);
  putByte(walk, errorNumber(error));
  putClassName(walk, error);
  const keys: u32 = forEachKey(error, 1);
  store<u32>(pushFrame(walk, GRAPH_ERROR, error, lengthOf(keys)), keys, FRAME_EXTRA);
}

/** In ERROR_NAMES: of the first prototype that is a built-in one. */
function errorNumber(error: u32): u32 {
  for (let holder: u32 = prototypeOf(error); holder != 0; holder = prototypeOf(holder)) {
    for (let i: u32 = BUILTIN_ERROR_PROTOTYPE; i <= BUILTIN_URIERROR_PROTOTYPE; i++)
      if (builtinObject(i) == holder) return i - BUILTIN_ERROR_PROTOTYPE;
    if (builtinObject(BUILTIN_AGGREGATEERROR_PROTOTYPE) == holder) return ERROR_AGGREGATEERROR;
  }
  return 0;
}

/** Writes one child of the innermost object that is not complete. */
function step(walk: u32): void {
  const frame: u32 = frameAt(walk, depthOf(walk) - 1);
  const tag: u32 = load<u32>(frame, FRAME_TAG);
  const object: u32 = load<u32>(frame, FRAME_OBJECT);
  const note: u32 = load<u32>(frame, FRAME_NOTE);
  if (tag == GRAPH_ERROR && load<u32>(frame, FRAME_VALUE) < 2) {
    stepError(walk, frame, object);
    return;
  }
  const rest: u32 = load<u32>(frame, FRAME_REST);
  if (rest == 0) {
    popFrame(walk);
    return;
  }
  if (tag == GRAPH_MAP) {
    stepMap(walk, frame, object, note, rest);
    return;
  }
  store<u32>(frame, rest - 1, FRAME_REST);
  store<u32>(frame, note + 1, FRAME_NOTE);
  if (tag == GRAPH_ARRAY) putNode(walk, load<u64>(elementAt(object, note)));
  else if (tag == GRAPH_SET) {
    const index: u32 = entryBehind(object, load<u32>(frame, FRAME_EXTRA));
    store<u32>(frame, cursorOf(object, index), FRAME_EXTRA);
    putNode(walk, load<u64>(keyPlace(object, index)));
  } else {
    const value: u64 = load<u64>(elementAt(load<u32>(frame, FRAME_EXTRA), note));
    const key: u32 = keyOf(value);
    if (!isKept(tag, object, key)) return;
    putUnits(walk, addressOf(value));
    putNode(walk, load<u64>(slotOf(object, findProperty(object, key))));
  }
}

/** First the message, then, when that is complete, the number of properties. */
function stepError(walk: u32, frame: u32, error: u32): void {
  const stage: u32 = load<u32>(frame, FRAME_VALUE);
  store<u32>(frame, stage + 1, FRAME_VALUE);
  if (stage == 1) {
    putProperties(walk, GRAPH_ERROR, error, load<u32>(frame, FRAME_EXTRA), 1);
    return;
  }
  const info: u32 = findProperty(error, load<u32>(NAME_MESSAGE));
  putNode(walk, info == ABSENT || (info & IS_ACCESSOR) != 0 ? EMPTY : load<u64>(slotOf(error, info)));
}

/** A key, or the value of the key before. */
function stepMap(walk: u32, frame: u32, map: u32, note: u32, rest: u32): void {
  if (note == 0) {
    const index: u32 = entryBehind(map, load<u32>(frame, FRAME_EXTRA));
    store<u32>(frame, cursorOf(map, index), FRAME_EXTRA);
    store<u64>(frame, load<u64>(keyPlace(map, index) + 8), FRAME_VALUE);
    store<u32>(frame, 1, FRAME_NOTE);
    putNode(walk, load<u64>(keyPlace(map, index)));
    return;
  }
  store<u32>(frame, 0, FRAME_NOTE);
  store<u32>(frame, rest - 1, FRAME_REST);
  putNode(walk, load<u64>(frame, FRAME_VALUE));
}
