// Bytes of the border (GRAPH in layout.ts) to values. What comes in was written by the host from arguments that it has checked.
import { allocateArray, allocateObject, withFields } from './allocation';
import { elementAt } from './array-elements';
import { append, newArray } from './arrays';
import { atomOfUnits } from './atoms';
import { bigintOfWords } from './bigint-cells';
import { allocateBuffer } from './buffers';
import { defineData } from './definition';
import { builtinObject } from './functions';
import {
  FRAME_EXTRA,
  FRAME_NOTE,
  FRAME_OBJECT,
  FRAME_REST,
  FRAME_TAG,
  FRAME_VALUE,
  depthOf,
  frameAt,
  newWalk,
  popFrame,
  pushFrame,
  WALK_FIELDS,
} from './graph-stack';
import { stringKey, NAME_MESSAGE } from './keys';
import {
  ARRAY_BUFFER_DATA,
  BUILTIN_DATAVIEW_PROTOTYPE,
  CELL_KIND_DATA_VIEW,
  DATA_VIEW_BUFFER,
  DATA_VIEW_DATA,
  DATA_VIEW_LENGTH,
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
  GRAPH_TYPED_ARRAY,
  GRAPH_UNDEFINED,
} from './layout';
import { mapSet, newMap, newSet, setAdd } from './maps';
import { NOT_ENUMERABLE, ROOT_PLAIN } from './object-layout';
import { newErrorObject } from './objects';
import { addProperty } from './properties';
import { rootFor } from './reshaping';
import { stringOfUnits } from './text';
import { allocateView, attach } from './typed-arrays';
import { addressOf, bigintValue, canonicalValue, EMPTY, FALSE, NULL, objectValue, stringValue, TRUE, UNDEFINED } from './values';

/** Of the walk: where the next byte is, and an array of the objects met. */
const AT: u32 = WALK_FIELDS;
const SEEN: u32 = WALK_FIELDS + 4;
const UNKNOWN: u32 = 0xffffffff;
/** Most properties for which an object gets room in its own cell. */
const MOST_INNER: u32 = 64;

function takeByte(walk: u32): u32 {
  const at: u32 = load<u32>(walk, AT);
  store<u32>(walk, at + 1, AT);
  return load<u8>(at);
}

function takeWord(walk: u32): u32 {
  const at: u32 = load<u32>(walk, AT);
  store<u32>(walk, at + 4, AT);
  return load<u32>(at);
}

/** Where `bytes` bytes begin that are skipped. */
function take(walk: u32, bytes: u32): u32 {
  const at: u32 = load<u32>(walk, AT);
  store<u32>(walk, at + bytes, AT);
  return at;
}

function takeString(walk: u32): u32 {
  const length: u32 = takeWord(walk);
  return stringOfUnits(take(walk, length << 1), length);
}

function takeKey(walk: u32): u32 {
  const length: u32 = takeWord(walk);
  return stringKey(atomOfUnits(take(walk, length << 1), length));
}

/** From the descriptor of a Uint8Array, which begins with the address of its bytes: DESCRIPTOR in compiler/abi.ts. */
export function decodeGraph(descriptor: u32): u64 {
  return decodeAt(load<u32>(descriptor));
}

export function decodeAt(at: u32): u64 {
  const walk: u32 = newWalk();
  store<u32>(walk, at, AT);
  store<u32>(walk, allocateArray(16), SEEN);
  const result: u64 = takeNode(walk);
  while (depthOf(walk) > 0) step(walk);
  return result;
}

/** Reads one child of the innermost object that is not complete. */
function step(walk: u32): void {
  const depth: u32 = depthOf(walk) - 1;
  let frame: u32 = frameAt(walk, depth);
  let rest: u32 = load<u32>(frame, FRAME_REST);
  if (rest == UNKNOWN) rest = takeWord(walk);
  if (rest == 0) {
    popFrame(walk);
    return;
  }
  store<u32>(frame, rest - 1, FRAME_REST);
  const isKeyed: bool = hasKeys(load<u32>(frame, FRAME_TAG), load<u32>(frame, FRAME_NOTE));
  const key: u32 = isKeyed ? takeKey(walk) : 0;
  const value: u64 = takeNode(walk);
  frame = frameAt(walk, depth);
  deliver(frame, key, value);
}

/** An error's first child, while its note is 0, is its message. */
function hasKeys(tag: u32, note: u32): bool {
  return tag == GRAPH_OBJECT || (tag == GRAPH_ERROR && note != 0);
}

function deliver(frame: u32, key: u32, value: u64): void {
  const object: u32 = load<u32>(frame, FRAME_OBJECT);
  const tag: u32 = load<u32>(frame, FRAME_TAG);
  const note: u32 = load<u32>(frame, FRAME_NOTE);
  if (tag == GRAPH_ARRAY) {
    store<u64>(elementAt(object, note), value);
    store<u32>(frame, note + 1, FRAME_NOTE);
  } else if (tag == GRAPH_OBJECT) defineData(object, key, value, 0);
  else if (tag == GRAPH_SET) setAdd(objectValue(object), value);
  else if (tag == GRAPH_MAP) {
    if (note == 0) store<u64>(frame, value, FRAME_VALUE);
    else mapSet(objectValue(object), load<u64>(frame, FRAME_VALUE), value);
    store<u32>(frame, 1 - note, FRAME_NOTE);
  } else if (tag == GRAPH_ERROR) deliverToError(frame, object, key, value);
  else if (tag == GRAPH_TYPED_ARRAY)
    attach(object, addressOf(value), load<u32>(frame, FRAME_VALUE), load<u32>(frame, FRAME_EXTRA));
  else if (tag == GRAPH_DATA_VIEW) {
    store<u32>(object, load<u32>(addressOf(value), ARRAY_BUFFER_DATA) + load<u32>(frame, FRAME_VALUE), DATA_VIEW_DATA);
    store<u32>(object, load<u32>(frame, FRAME_EXTRA), DATA_VIEW_LENGTH);
    store<u32>(object, addressOf(value), DATA_VIEW_BUFFER);
  }
}

function deliverToError(frame: u32, error: u32, key: u32, value: u64): void {
  if (load<u32>(frame, FRAME_NOTE) != 0) {
    defineData(error, key, value, 0);
    return;
  }
  store<u32>(frame, 1, FRAME_NOTE);
  if (value != EMPTY) addProperty(error, load<u32>(NAME_MESSAGE), value, NOT_ENUMERABLE, false);
  // The number of properties stands behind the message, which may be a whole object; read when it is complete.
  store<u32>(frame, UNKNOWN, FRAME_REST);
}

/** Objects get a number when they are made, before their children are read. */
function numbered(walk: u32, object: u32): u64 {
  const seen: u32 = load<u32>(walk, SEEN);
  append(objectValue(seen), objectValue(object));
  return objectValue(object);
}

function takeNode(walk: u32): u64 {
  const tag: u32 = takeByte(walk);
  if (tag == GRAPH_NUMBER) return canonicalValue(load<f64>(take(walk, 8)));
  if (tag == GRAPH_STRING) return stringValue(takeString(walk));
  if (tag < GRAPH_NUMBER)
    return tag == GRAPH_UNDEFINED ? UNDEFINED : tag == GRAPH_NULL ? NULL : tag == GRAPH_FALSE ? FALSE : TRUE;
  if (tag == GRAPH_HOLE) return EMPTY;
  if (tag == GRAPH_SEEN) return load<u64>(elementAt(load<u32>(walk, SEEN), takeWord(walk)));
  if (tag == GRAPH_BIGINT) {
    const negative: bool = takeByte(walk) != 0;
    const count: u32 = takeWord(walk);
    return bigintValue(bigintOfWords(take(walk, count << 3), count, negative));
  }
  return takeObject(walk, tag);
}

function takeObject(walk: u32, tag: u32): u64 {
  if (tag == GRAPH_ARRAY) {
    const length: u32 = takeWord(walk);
    const array: u32 = addressOf(newArray(<f64>length));
    pushFrame(walk, tag, array, length);
    return numbered(walk, array);
  }
  if (tag == GRAPH_OBJECT || tag == GRAPH_BARE_OBJECT || tag == GRAPH_INSTANCE) {
    if (tag == GRAPH_INSTANCE) take(walk, takeWord(walk) << 1);
    const count: u32 = takeWord(walk);
    const root: u32 = tag == GRAPH_BARE_OBJECT ? rootFor(0) : load<u32>(ROOT_PLAIN);
    const object: u32 = allocateObject(root, min<u32>(count, MOST_INNER));
    pushFrame(walk, GRAPH_OBJECT, object, count);
    return numbered(walk, object);
  }
  if (tag == GRAPH_MAP || tag == GRAPH_SET) {
    const count: u32 = takeWord(walk);
    const map: u32 = addressOf(tag == GRAPH_MAP ? newMap() : newSet());
    pushFrame(walk, tag, map, tag == GRAPH_MAP ? count << 1 : count);
    return numbered(walk, map);
  }
  if (tag == GRAPH_ARRAY_BUFFER) {
    const length: u32 = takeWord(walk);
    const buffer: u32 = allocateBuffer(length);
    memory.copy(load<u32>(buffer, ARRAY_BUFFER_DATA), take(walk, length), length);
    return numbered(walk, buffer);
  }
  if (tag == GRAPH_ERROR) {
    const error: u32 = newErrorObject(takeByte(walk), 0);
    take(walk, takeWord(walk) << 1);
    pushFrame(walk, tag, error, 1);
    return numbered(walk, error);
  }
  const view: u32 =
    tag == GRAPH_TYPED_ARRAY
      ? allocateView(takeByte(walk))
      : withFields(CELL_KIND_DATA_VIEW, rootFor(builtinObject(BUILTIN_DATAVIEW_PROTOTYPE)), 16);
  const offset: u32 = takeWord(walk);
  const length: u32 = takeWord(walk);
  const frame: u32 = pushFrame(walk, tag, view, 1);
  store<u32>(frame, offset, FRAME_VALUE);
  store<u32>(frame, length, FRAME_EXTRA);
  return numbered(walk, view);
}
