/** `String`, but for what searches and replaces, which string-search.ts has. */
import { endIndex, startIndex } from './array-elements.js';

/** The receiver as text. */
export function thisText(receiver: Value, method: string): string {
  if (typeof receiver === 'string') return receiver;
  if (receiver === undefined || receiver === null) $failTypeError(`String.prototype.${method} called on null or undefined`);
  return $toText(receiver);
}

export function String$call(...values: Value[]): string {
  if ($arrayLength(values) === 0) return '';
  const value = values[0];
  return $isObject(value) ? $toText(value) : $primitiveDescribe(value);
}

export function String$construct(this: Value, ...values: Value[]): Value {
  return $newWrapper($getPrototypeOf(this), $arrayLength(values) === 0 ? '' : $toText(values[0]));
}

export function String$fromCharCode(...units: Value[]): string {
  const count = $arrayLength(units);
  if (count === 1) return $fromCharCode($toInt32($toNumber(units[0])));
  const texts = $newArray(count);
  for (let i = 0; i < count; i++) texts[i] = $fromCharCode($toInt32($toNumber(units[i])));
  return $joinStrings(texts, '');
}

export function String$fromCodePoint(...points: Value[]): string {
  const count = $arrayLength(points);
  const texts = $newArray(count);
  for (let i = 0; i < count; i++) {
    const point = $toNumber(points[i]);
    if (!$isInteger(point) || point < 0 || point > 0x10ffff) $failRangeError(`Invalid code point ${$numberToString(point)}`);
    texts[i] = $fromCodePoint(point);
  }
  return count === 1 ? texts[0] : $joinStrings(texts, '');
}

export function String$raw(template: Value, ...values: Value[]): string {
  const raw = template.raw;
  const length = $toLength($toNumber(raw.length));
  let result = '';
  for (let i = 0; i < length; i++) {
    result = $concat(result, $toText(raw[i]));
    if (i + 1 < length && i < $arrayLength(values)) result = $concat(result, $toText(values[i]));
  }
  return result;
}

function thisStringValue(value: Value, method: string): string {
  if (typeof value === 'string') return value;
  const inner = $wrapperValue(value);
  if (!$isEmpty(inner) && typeof inner === 'string') return inner;
  $failTypeError(`String.prototype.${method} requires that 'this' be a String`);
}

export function String$prototype$toString(this: Value): string {
  return thisStringValue(this, 'toString');
}

export function String$prototype$valueOf(this: Value): string {
  return thisStringValue(this, 'valueOf');
}

export function String$prototype$at(this: Value, index: Value): Value {
  const text = thisText(this, 'at');
  const at = $integer(index);
  const actual = at < 0 ? at + $stringLength(text) : at;
  return actual < 0 || actual >= $stringLength(text) ? undefined : $charAt(text, actual);
}

export function String$prototype$charAt(this: Value, index: Value): string {
  const text = thisText(this, 'charAt');
  const at = $integer(index);
  return at < 0 || at >= $stringLength(text) ? '' : $charAt(text, at);
}

export function String$prototype$charCodeAt(this: Value, index: Value): number {
  const text = thisText(this, 'charCodeAt');
  const at = $integer(index);
  return at < 0 || at >= $stringLength(text) ? Number.NaN : $charCodeAt(text, at);
}

export function String$prototype$codePointAt(this: Value, index: Value): Value {
  const text = thisText(this, 'codePointAt');
  const at = $integer(index);
  return at < 0 || at >= $stringLength(text) ? undefined : $codePointAt(text, at);
}

export function String$prototype$concat(this: Value, ...values: Value[]): string {
  let result = thisText(this, 'concat');
  for (let i = 0; i < $arrayLength(values); i++) result = $concat(result, $toText(values[i]));
  return result;
}

export function String$prototype$slice(this: Value, start: Value, end: Value): string {
  const text = thisText(this, 'slice');
  const from = startIndex(start, $stringLength(text));
  const to = endIndex(end, $stringLength(text));
  return from < to ? $substring(text, from, to) : '';
}

export function String$prototype$substring(this: Value, start: Value, end: Value): string {
  const text = thisText(this, 'substring');
  const length = $stringLength(text);
  const from = $clampIndex(typeof start === 'number' ? start : $toNumber(start), 0, length);
  const to = end === undefined ? length : $clampIndex(typeof end === 'number' ? end : $toNumber(end), 0, length);
  return from < to ? $substring(text, from, to) : $substring(text, to, from);
}

export function String$prototype$substr(this: Value, start: Value, length: Value): string {
  const text = thisText(this, 'substr');
  const from = startIndex(start, $stringLength(text));
  const count = length === undefined ? $stringLength(text) - from : $clampIndex($toNumber(length), 0, $stringLength(text) - from);
  return count > 0 ? $substring(text, from, from + count) : '';
}

export function String$prototype$repeat(this: Value, count: Value): string {
  const text = thisText(this, 'repeat');
  const times = $integer(count);
  if (times < 0 || times === Number.POSITIVE_INFINITY) $failRangeError(`Invalid count value: ${$toText(count)}`);
  const length = $stringLength(text);
  if (length === 0 || times === 0) return '';
  // 2^29 - 24: V8's longest string.
  if (times * length > 536870888) $failRangeError('Invalid string length');
  return $repeatString(text, times);
}

function pad(text: string, length: Value, filler: Value, atStart: boolean): string {
  const wanted = $toLength($toNumber(length));
  if (wanted <= $stringLength(text)) return text;
  return $padString(text, wanted, filler === undefined ? ' ' : $toText(filler), atStart);
}

export function String$prototype$padStart(this: Value, length: Value, filler?: Value): string {
  return pad(thisText(this, 'padStart'), length, filler, true);
}

export function String$prototype$padEnd(this: Value, length: Value, filler?: Value): string {
  return pad(thisText(this, 'padEnd'), length, filler, false);
}

export function String$prototype$trim(this: Value): string {
  return $trimString(thisText(this, 'trim'), 3);
}

export function String$prototype$trimStart(this: Value): string {
  return $trimString(thisText(this, 'trimLeft'), 1);
}

export function String$prototype$trimEnd(this: Value): string {
  return $trimString(thisText(this, 'trimRight'), 2);
}

export function String$prototype$trimLeft(this: Value): string {
  return $trimString(thisText(this, 'trimLeft'), 1);
}

export function String$prototype$trimRight(this: Value): string {
  return $trimString(thisText(this, 'trimRight'), 2);
}

export function String$prototype$toLowerCase(this: Value): string {
  return $lowerCase(thisText(this, 'toLowerCase'));
}

export function String$prototype$toUpperCase(this: Value): string {
  return $upperCase(thisText(this, 'toUpperCase'));
}

export function String$prototype$toLocaleLowerCase(this: Value, _locale?: Value): string {
  return $lowerCase(thisText(this, 'toLocaleLowerCase'));
}

export function String$prototype$toLocaleUpperCase(this: Value, _locale?: Value): string {
  return $upperCase(thisText(this, 'toLocaleUpperCase'));
}

export function String$prototype$normalize(this: Value, form?: Value): string {
  const text = thisText(this, 'normalize');
  const name = form === undefined ? 'NFC' : $toText(form);
  if (name === 'NFC') return $normalizeString(text, 0);
  if (name === 'NFD') return $normalizeString(text, 1);
  if (name === 'NFKC') return $normalizeString(text, 2);
  if (name === 'NFKD') return $normalizeString(text, 3);
  $failRangeError('The normalization form should be one of NFC, NFD, NFKC, NFKD.');
}

export function String$prototype$localeCompare(this: Value, that: Value): number {
  const text = thisText(this, 'localeCompare');
  return $compareLocale(text, $toText(that));
}

export function String$prototype$isWellFormed(this: Value): boolean {
  return $isWellFormed(thisText(this, 'isWellFormed'));
}

export function String$prototype$toWellFormed(this: Value): string {
  return $toWellFormed(thisText(this, 'toWellFormed'));
}
