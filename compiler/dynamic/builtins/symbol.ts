/** `Symbol`. */

export function Symbol$call(description?: Value): Value {
  return $newSymbol(description === undefined ? undefined : $toText(description));
}

export function Symbol$for(key: Value): Value {
  return $symbolFor($toText(key));
}

export function Symbol$keyFor(symbol: Value): Value {
  if (typeof symbol !== 'symbol') $failTypeError(`${$textForMessage(symbol)} is not a symbol`);
  return $symbolKeyFor(symbol);
}

function thisSymbol(value: Value, method: string): Value {
  if (typeof value === 'symbol') return value;
  const inner = $wrapperValue(value);
  if (!$isEmpty(inner) && typeof inner === 'symbol') return inner;
  $failTypeError(`${method} requires that 'this' be a Symbol`);
}

export function Symbol$prototype$toString(this: Value): string {
  return $symbolToString(thisSymbol(this, 'Symbol.prototype.toString'));
}

export function Symbol$prototype$valueOf(this: Value): Value {
  return thisSymbol(this, 'Symbol.prototype.valueOf');
}

export function Symbol$prototype$$toPrimitive(this: Value, _hint: Value): Value {
  return thisSymbol(this, 'Symbol.prototype [ @@toPrimitive ]');
}

export function Symbol$prototype$get$description(this: Value): Value {
  return $symbolDescription(thisSymbol(this, 'Symbol.prototype.description'));
}
