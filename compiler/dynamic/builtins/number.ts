/** `Number`. */
import { groupDigits } from './number-locale.js';

export function Number$call(...values: Value[]): number {
  if ($arrayLength(values) === 0) return 0;
  const numeric = $toNumeric(values[0]);
  return typeof numeric === 'bigint' ? $bigintToNumber(numeric) : numeric;
}

export function Number$construct(this: Value, ...values: Value[]): Value {
  const numeric = $arrayLength(values) === 0 ? 0 : $toNumeric(values[0]);
  return $newWrapper($getPrototypeOf(this), typeof numeric === 'bigint' ? $bigintToNumber(numeric) : numeric);
}

export function Number$isFinite(value: Value): boolean {
  return typeof value === 'number' && value - value === 0;
}

export function Number$isNaN(value: Value): boolean {
  return typeof value === 'number' && value !== value;
}

export function Number$isInteger(value: Value): boolean {
  return typeof value === 'number' && $isInteger(value);
}

export function Number$isSafeInteger(value: Value): boolean {
  return typeof value === 'number' && $isSafeInteger(value);
}

export function Number$parseFloat(text: Value): number {
  return Global$parseFloat(text);
}

export function Number$parseInt(text: Value, radix: Value): number {
  return Global$parseInt(text, radix);
}

export function Global$isNaN(value: Value): boolean {
  const x = $toNumber(value);
  return x !== x;
}

export function Global$isFinite(value: Value): boolean {
  const x = $toNumber(value);
  return x - x === 0;
}

export function Global$parseFloat(text: Value): number {
  return $parseFloatOf($toText(text));
}

export function Global$parseInt(text: Value, radix: Value): number {
  if (typeof text === 'number' && (radix === undefined || radix === 10)) {
    // Its text is plain digits, so cutting it off at the point is truncation; but -0 is written as 0.
    if (text === 0) return 0;
    if ((text >= 1e-6 && text < 1e21) || (text <= -1e-6 && text > -1e21)) return Math.trunc(text);
  }
  const source = $toText(text);
  return $parseIntOf(source, radix === undefined ? 0 : $toInt32($toNumber(radix)));
}

function thisNumber(value: Value, method: string): number {
  if (typeof value === 'number') return value;
  const inner = $wrapperValue(value);
  if (!$isEmpty(inner) && typeof inner === 'number') return inner;
  $failTypeError(`Number.prototype.${method} requires that 'this' be a Number`);
}

export function Number$prototype$valueOf(this: Value): number {
  return thisNumber(this, 'valueOf');
}

export function Number$prototype$toString(this: Value, radix?: Value): string {
  const x = thisNumber(this, 'toString');
  const base = radix === undefined ? 10 : $integer(radix);
  if (base < 2 || base > 36) $failRangeError('toString() radix argument must be between 2 and 36');
  return base === 10 ? $numberToString(x) : $numberToRadix(x, base);
}

export function Number$prototype$toFixed(this: Value, digits: Value): string {
  const x = thisNumber(this, 'toFixed');
  const count = $integer(digits);
  if (count < 0 || count > 100) $failRangeError('toFixed() digits argument must be between 0 and 100');
  return x > -1e21 && x < 1e21 ? $numberToFixed(x, count) : $numberToString(x);
}

export function Number$prototype$toExponential(this: Value, digits: Value): string {
  const x = thisNumber(this, 'toExponential');
  const count = $integer(digits);
  if (x - x !== 0) return $numberToString(x);
  if (count < 0 || count > 100) $failRangeError('toExponential() argument must be between 0 and 100');
  return $numberToExponential(x, digits === undefined ? -1 : count);
}

export function Number$prototype$toPrecision(this: Value, precision: Value): string {
  const x = thisNumber(this, 'toPrecision');
  if (precision === undefined) return $numberToString(x);
  const count = $integer(precision);
  if (x - x !== 0) return $numberToString(x);
  if (count < 1 || count > 100) $failRangeError('toPrecision() argument must be between 1 and 100');
  return $numberToPrecision(x, count);
}

/** In the locale en-US, with its default of at most three decimals. */
export function Number$prototype$toLocaleString(this: Value, _locale?: Value, options?: Value): string {
  const x = thisNumber(this, 'toLocaleString');
  if (options !== undefined) $failTypeError('Options of toLocaleString are not supported by Shoal');
  return groupDigits(x);
}
