// What a match gives the program: strings of its groups, and the array of `exec`, whose three properties lie in its own cell.
import { giveStore, withFields } from './allocation';
import { elementAt } from './array-elements';
import {
  ARRAY_LENGTH, CELL_KIND_ARRAY, OBJECT_FIELDS, OBJECT_SHAPE, OBJECT_SLOT_CAPACITY, OBJECT_SLOTS,
} from './layout';
import { literalAtom } from './needs';
import { ROOT_ARRAY, ROOT_MATCH } from './object-layout';
import { regexpGroups, regexpIndex } from './regexp-search';
import { withProperty } from './shapes';
import { substring } from './text';
import { numberValue, objectValue, stringValue, UNDEFINED } from './values';

const FIELDS: u32 = 16;

/** Of arrays with `index`, `input` and `groups`. */
function matchShape(): u32 {
  let shape: u32 = load<u32>(ROOT_MATCH);
  if (shape == 0) {
    shape = withProperty(load<u32>(ROOT_ARRAY), literalAtom('index'), 0);
    shape = withProperty(shape, literalAtom('input'), 0);
    shape = withProperty(shape, literalAtom('groups'), 0);
    store<u32>(ROOT_MATCH, shape);
  }
  return shape;
}

function captured(text: u32, group: i32): u64 {
  const start: i32 = regexpIndex(2 * group);
  return start < 0 ? UNDEFINED : stringValue(substring(text, <u32>start, <u32>regexpIndex(2 * group + 1)));
}

function fill(array: u32, program: u32, text: u32): void {
  const count: i32 = regexpGroups(program);
  giveStore(array, <u32>count);
  store<u32>(array, <u32>count, ARRAY_LENGTH);
  for (let group: i32 = 0; group < count; group++) store<u64>(elementAt(array, <u32>group), captured(text, group));
}

/** The groups of the newest match as an array. */
export function regexpCaptures(program: u32, text: u32): u64 {
  const array: u32 = withFields(CELL_KIND_ARRAY, load<u32>(ROOT_ARRAY), FIELDS);
  fill(array, program, text);
  return objectValue(array);
}

/** The same with `index`, `input`, and `groups`, which is undefined. */
export function regexpResult(program: u32, text: u32): u64 {
  const array: u32 = withFields(CELL_KIND_ARRAY, matchShape(), FIELDS + 24);
  const slots: u32 = array + OBJECT_FIELDS + FIELDS;
  store<u32>(array, slots, OBJECT_SLOTS);
  store<u32>(array, 3, OBJECT_SLOT_CAPACITY);
  store<u64>(slots, numberValue(<f64>regexpIndex(0)));
  store<u64>(slots, stringValue(text), 8);
  store<u64>(slots, UNDEFINED, 16);
  fill(array, program, text);
  return objectValue(array);
}
