/** `BigInt`. */
import { groupWhole } from './number-locale.js';

export function BigInt$call(value: Value): Value {
  return $primitiveToBigint($toPrimitive(value, 'number'));
}

/** ToIndex of a count of bits. */
function bitCount(value: Value): number {
  const bits = value === undefined ? 0 : $integer(value);
  if (bits < 0 || bits > 9007199254740991) $failRangeError('Invalid value: not (convertible to) a safe integer');
  return bits;
}

export function BigInt$asIntN(bits: Value, value: Value): Value {
  const count = bitCount(bits);
  return $bigintAsIntN(count, $toBigInt(value));
}

export function BigInt$asUintN(bits: Value, value: Value): Value {
  const count = bitCount(bits);
  return $bigintAsUintN(count, $toBigInt(value));
}

function thisBigint(value: Value, method: string): Value {
  if (typeof value === 'bigint') return value;
  const inner = $wrapperValue(value);
  if (!$isEmpty(inner) && typeof inner === 'bigint') return inner;
  $failTypeError(`BigInt.prototype.${method} requires that 'this' be a BigInt`);
}

export function BigInt$prototype$toString(this: Value, radix?: Value): string {
  const value = thisBigint(this, 'toString');
  const base = radix === undefined ? 10 : $integer(radix);
  if (base < 2 || base > 36) $failRangeError('toString() radix argument must be between 2 and 36');
  return $bigintToString(value, base);
}

export function BigInt$prototype$valueOf(this: Value): Value {
  return thisBigint(this, 'valueOf');
}

export function BigInt$prototype$toLocaleString(this: Value): string {
  const text = $bigintToString(thisBigint(this, 'toLocaleString'), 10);
  return $charCodeAt(text, 0) === 45 ? $concat('-', groupWhole($substring(text, 1, $stringLength(text)))) : groupWhole(text);
}
