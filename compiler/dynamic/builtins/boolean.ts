/** `Boolean`. */

export function Boolean$call(value: Value): boolean {
  return !!value;
}

export function Boolean$construct(this: Value, value: Value): Value {
  return $newWrapper($getPrototypeOf(this), !!value);
}

function thisBoolean(value: Value, method: string): boolean {
  if (typeof value === 'boolean') return value;
  const inner = $wrapperValue(value);
  if (!$isEmpty(inner) && typeof inner === 'boolean') return inner;
  $failTypeError(`Boolean.prototype.${method} requires that 'this' be a Boolean`);
}

export function Boolean$prototype$toString(this: Value): string {
  return thisBoolean(this, 'toString') ? 'true' : 'false';
}

export function Boolean$prototype$valueOf(this: Value): boolean {
  return thisBoolean(this, 'valueOf');
}
