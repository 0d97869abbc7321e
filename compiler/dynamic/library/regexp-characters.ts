// Characters as patterns see them: in classes, as code points, equal but for case.
import { hostFoldCase } from './host';
import { isHighSurrogate, isLowSurrogate } from './strings';

/** Whether a unit or code point is of the class whose three operands lie at an address; `code` is the program. */
// @ts-ignore: decorator
@inline
export function isOfClass(code: u32, operands: u32, point: u32): bool {
  if (point < 256) return (<u32>load<u8>(code + (<u32>load<u16>(operands) << 1) + point) & <u32>load<u16>(operands, 2)) != 0;
  return isInRanges(code, <u32>load<u16>(operands, 4), point);
}

/** Ranges are sorted. */
function isInRanges(code: u32, place: u32, point: u32): bool {
  if (place == 0) return false;
  const ranges: u32 = code + (place << 1);
  let low: u32 = 0;
  let high: u32 = <u32>load<u16>(ranges);
  while (low < high) {
    const middle: u32 = (low + high) >> 1;
    const range: u32 = ranges + 2 + (middle << 3);
    if (load<u32>(range, 4) < point) low = middle + 1;
    else if (load<u32>(range) > point) high = middle;
    else return true;
  }
  return false;
}

/** No code point: the place is in the middle of one, where nothing matches. */
const MIDDLE: u32 = 0xffffffff;

/** The code point at an address. */
export function pointFrom(at: u32, start: u32, end: u32): u32 {
  const first: u32 = <u32>load<u16>(at);
  if (isLowSurrogate(first)) return at > start && isHighSurrogate(<u32>load<u16>(at - 2)) ? MIDDLE : first;
  if (!isHighSurrogate(first) || at + 2 >= end) return first;
  const second: u32 = <u32>load<u16>(at, 2);
  return isLowSurrogate(second) ? ((first & 0x3ff) << 10) + (second & 0x3ff) + 0x10000 : first;
}

/** The code point that ends at an address. */
export function pointBefore(at: u32, start: u32, end: u32): u32 {
  const last: u32 = <u32>load<u16>(at - 2);
  if (isHighSurrogate(last)) return at < end && isLowSurrogate(<u32>load<u16>(at)) ? MIDDLE : last;
  if (!isLowSurrogate(last) || at - 4 < start) return last;
  const first: u32 = <u32>load<u16>(at - 4);
  return isHighSurrogate(first) ? ((first & 0x3ff) << 10) + (last & 0x3ff) + 0x10000 : last;
}

/** Whether an address is in the middle of a code point. */
export function isInPoint(at: u32, start: u32, end: u32): bool {
  return at > start && at < end && isLowSurrogate(<u32>load<u16>(at)) && isHighSurrogate(<u32>load<u16>(at - 2));
}

// @ts-ignore: decorator
@inline
export function widthOf(point: u32): u32 {
  return point > 0xffff ? 4 : 2;
}

/** The same for all characters that are equal but for case. */
function folded(point: u32, unicode: bool): u32 {
  if (point < 128) return point - 65 < 26 ? point | 32 : point;
  return hostFoldCase(point, unicode ? 1 : 0);
}

/** Whether `bytes` of units at two addresses are equal but for case. */
export function equalButForCase(a: u32, b: u32, bytes: u32, unicode: bool): bool {
  const end: u32 = a + bytes;
  const shift: u32 = b - a;
  while (a < end) {
    const left: u32 = unicode ? pointFrom(a, a, end) : <u32>load<u16>(a);
    const right: u32 = unicode ? pointFrom(a + shift, a + shift, end + shift) : <u32>load<u16>(a + shift);
    if (left != right && folded(left, unicode) != folded(right, unicode)) return false;
    a += widthOf(left);
  }
  return true;
}

/** `\n`, `\r`, and the separators of lines and paragraphs. */
// @ts-ignore: decorator
@inline
export function isLineEnd(unit: u32): bool {
  return unit == 10 || unit == 13 || (unit & 0xfffe) == 0x2028;
}
