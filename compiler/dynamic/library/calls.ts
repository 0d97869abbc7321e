// Arguments of calls with the uniform signature: the first three are parameters, the others lie at REALM.arguments.
import { allocateElements } from './arrays';
import { allocateCell } from './heap';
import { ARGUMENT_CAPACITY, ARRAY_ELEMENTS, ARRAY_LENGTH, CELL_KIND_VALUES, REALM_ARGUMENTS, SPECIAL_EMPTY, SPECIAL_UNDEFINED, TAG_OBJECT, TAG_SPECIAL } from './layout';

/** Where the fourth argument lies. */
// @ts-ignore: decorator
@inline
function furtherArguments(count: i32): u32 {
  return <u32>count > ARGUMENT_CAPACITY + 3 ? load<u32>(REALM_ARGUMENTS) + 8 : REALM_ARGUMENTS;
}

/** Argument number `index` >= 3 of a call with `count` arguments. */
export function argumentAt(count: i32, index: i32): u64 {
  return index < count ? load<u64>(furtherArguments(count) + (<u32>(index - 3) << 3)) : TAG_SPECIAL | <u64>SPECIAL_UNDEFINED;
}

/** An array of the arguments from `first` on. */
export function restArguments(count: i32, first: i32, a: u64, b: u64, c: u64): u64 {
  const length: i32 = max<i32>(count - first, 0);
  const array: u32 = allocateElements(length);
  const elements: u32 = load<u32>(array + ARRAY_ELEMENTS);
  for (let i = 0; i < length; i++) {
    const index: i32 = first + i;
    const value: u64 = index == 0 ? a : index == 1 ? b : index == 2 ? c : argumentAt(count, index);
    store<u64>(elements + (<u32>i << 3), value);
  }
  return TAG_OBJECT | <u64>array;
}

/** Where to store the arguments from the fourth on of a call with `count` arguments. */
export function longArguments(count: i32): u32 {
  if (<u32>count <= ARGUMENT_CAPACITY + 3) return REALM_ARGUMENTS;
  const cell: u32 = allocateCell(CELL_KIND_VALUES, 8 + (<u32>(count - 3) << 3));
  store<u32>(REALM_ARGUMENTS, cell);
  return cell + 8;
}

/** Lays out the elements of an array as arguments; gives their number. The first three are read by the caller with `spreadArgument`. */
export function spreadArguments(array: u64): i32 {
  const address: u32 = <u32>array;
  const count: i32 = load<i32>(address + ARRAY_LENGTH);
  const elements: u32 = load<u32>(address + ARRAY_ELEMENTS);
  if (count > 3) {
    const target: u32 = longArguments(count);
    for (let i = 3; i < count; i++) {
      const value: u64 = load<u64>(elements + (<u32>i << 3));
      store<u64>(target + (<u32>(i - 3) << 3), value == (TAG_SPECIAL | <u64>SPECIAL_EMPTY) ? TAG_SPECIAL | <u64>SPECIAL_UNDEFINED : value);
    }
  }
  return count;
}

/** Element `index` of the array of arguments, undefined behind its end. */
export function spreadArgument(array: u64, index: i32): u64 {
  const address: u32 = <u32>array;
  if (index >= load<i32>(address + ARRAY_LENGTH)) return TAG_SPECIAL | <u64>SPECIAL_UNDEFINED;
  const value: u64 = load<u64>(load<u32>(address + ARRAY_ELEMENTS) + (<u32>index << 3));
  return value == (TAG_SPECIAL | <u64>SPECIAL_EMPTY) ? TAG_SPECIAL | <u64>SPECIAL_UNDEFINED : value;
}
