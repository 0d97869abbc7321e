/**
 * What operators do when their operands may be objects: ToPrimitive runs the program's own valueOf and toString, in the order of the
 * specification; the library does the rest on primitives.
 */

/** ToPrimitive: `hint` is 'default', 'number' or 'string'. */
export function Operators$toPrimitive(value: Value, hint: string): Value {
  if (!$isObject(value)) return value;
  const exotic = value[Symbol.toPrimitive];
  if (exotic !== undefined && exotic !== null) {
    if (!$isCallable(exotic)) $failNotFunction($textForMessage(exotic));
    const result = $call(exotic, value, hint);
    if (!$isObject(result)) return result;
    $failTypeError('Cannot convert object to primitive value');
  }
  if (hint === 'string') {
    const toString = value.toString;
    if ($isCallable(toString)) {
      const text = $call(toString, value);
      if (!$isObject(text)) return text;
    }
  }
  const valueOf = value.valueOf;
  if ($isCallable(valueOf)) {
    const result = $call(valueOf, value);
    if (!$isObject(result)) return result;
  }
  if (hint !== 'string') {
    const toString = value.toString;
    if ($isCallable(toString)) {
      const text = $call(toString, value);
      if (!$isObject(text)) return text;
    }
  }
  $failTypeError('Cannot convert object to primitive value');
}

export function Operators$toNumber(value: Value): number {
  return $primitiveToNumber($isObject(value) ? Operators$toPrimitive(value, 'number') : value);
}

/** A number or a bigint. */
export function Operators$toNumeric(value: Value): Value {
  return $primitiveToNumeric($isObject(value) ? Operators$toPrimitive(value, 'number') : value);
}

/** ToString. */
export function Operators$toText(value: Value): string {
  return $primitiveToString($isObject(value) ? Operators$toPrimitive(value, 'string') : value);
}

/** A string, symbol or number: numbers stay, as the library looks them up faster. */
export function Operators$toPropertyKey(value: Value): Value {
  const key = $isObject(value) ? Operators$toPrimitive(value, 'string') : value;
  const type = typeof key;
  return type === 'string' || type === 'symbol' || type === 'number' ? key : $primitiveToString(key);
}

/** ToBigInt: refuses numbers. */
export function Operators$toBigInt(value: Value): Value {
  return $primitiveRequireBigint($isObject(value) ? Operators$toPrimitive(value, 'number') : value);
}

/** ToIntegerOrInfinity. */
export function Operators$integer(value: Value): number {
  return $toInteger(typeof value === 'number' ? value : Operators$toNumber(value));
}

export function Operators$add(left: Value, right: Value): Value {
  const a = $isObject(left) ? Operators$toPrimitive(left, 'default') : left;
  const b = $isObject(right) ? Operators$toPrimitive(right, 'default') : right;
  return $primitiveAdd(a, b);
}

export function Operators$subtract(left: Value, right: Value): Value {
  const a = Operators$toNumeric(left);
  return $primitiveSubtract(a, Operators$toNumeric(right));
}

export function Operators$multiply(left: Value, right: Value): Value {
  const a = Operators$toNumeric(left);
  return $primitiveMultiply(a, Operators$toNumeric(right));
}

export function Operators$divide(left: Value, right: Value): Value {
  const a = Operators$toNumeric(left);
  return $primitiveDivide(a, Operators$toNumeric(right));
}

export function Operators$remainder(left: Value, right: Value): Value {
  const a = Operators$toNumeric(left);
  return $primitiveRemainder(a, Operators$toNumeric(right));
}

export function Operators$power(left: Value, right: Value): Value {
  const a = Operators$toNumeric(left);
  return $primitivePower(a, Operators$toNumeric(right));
}

export function Operators$and(left: Value, right: Value): Value {
  const a = Operators$toNumeric(left);
  return $primitiveAnd(a, Operators$toNumeric(right));
}

export function Operators$or(left: Value, right: Value): Value {
  const a = Operators$toNumeric(left);
  return $primitiveOr(a, Operators$toNumeric(right));
}

export function Operators$xor(left: Value, right: Value): Value {
  const a = Operators$toNumeric(left);
  return $primitiveXor(a, Operators$toNumeric(right));
}

export function Operators$shiftLeft(left: Value, right: Value): Value {
  const a = Operators$toNumeric(left);
  return $primitiveShiftLeft(a, Operators$toNumeric(right));
}

export function Operators$shiftRight(left: Value, right: Value): Value {
  const a = Operators$toNumeric(left);
  return $primitiveShiftRight(a, Operators$toNumeric(right));
}

export function Operators$shiftRightUnsigned(left: Value, right: Value): Value {
  const a = Operators$toNumeric(left);
  return $primitiveShiftRightUnsigned(a, Operators$toNumeric(right));
}

export function Operators$negate(value: Value): Value {
  return $primitiveNegate(Operators$toNumeric(value));
}

export function Operators$not(value: Value): Value {
  return $primitiveNot(Operators$toNumeric(value));
}

export function Operators$increment(value: Value): Value {
  return $primitiveIncrement(Operators$toNumeric(value));
}

export function Operators$decrement(value: Value): Value {
  return $primitiveDecrement(Operators$toNumeric(value));
}

/** a == b. */
export function Operators$looseEquals(left: Value, right: Value): boolean {
  if ($isObject(left)) {
    if ($isObject(right) || right === undefined || right === null) return $primitiveLooseEquals(left, right);
    return $primitiveLooseEquals(Operators$toPrimitive(left, 'default'), right);
  }
  if (!$isObject(right) || left === undefined || left === null) return $primitiveLooseEquals(left, right);
  return $primitiveLooseEquals(left, Operators$toPrimitive(right, 'default'));
}

/** a < b; undefined when one is NaN. */
export function Operators$lessThan(left: Value, right: Value): Value {
  const a = $isObject(left) ? Operators$toPrimitive(left, 'number') : left;
  const b = $isObject(right) ? Operators$toPrimitive(right, 'number') : right;
  const order = $primitiveLess(a, b);
  return order === -1 ? undefined : order === 1;
}

export function Operators$less(left: Value, right: Value): boolean {
  const a = $isObject(left) ? Operators$toPrimitive(left, 'number') : left;
  const b = $isObject(right) ? Operators$toPrimitive(right, 'number') : right;
  return $primitiveLess(a, b) === 1;
}

export function Operators$lessOrEqual(left: Value, right: Value): boolean {
  const a = $isObject(left) ? Operators$toPrimitive(left, 'number') : left;
  const b = $isObject(right) ? Operators$toPrimitive(right, 'number') : right;
  return $primitiveLess(b, a) === 0;
}

export function Operators$greater(left: Value, right: Value): boolean {
  const a = $isObject(left) ? Operators$toPrimitive(left, 'number') : left;
  const b = $isObject(right) ? Operators$toPrimitive(right, 'number') : right;
  return $primitiveLess(b, a) === 1;
}

export function Operators$greaterOrEqual(left: Value, right: Value): boolean {
  const a = $isObject(left) ? Operators$toPrimitive(left, 'number') : left;
  const b = $isObject(right) ? Operators$toPrimitive(right, 'number') : right;
  return $primitiveLess(a, b) === 0;
}

export function Operators$isInstanceOf(value: Value, target: Value): boolean {
  if (!$isObject(target)) $failTypeError("Right-hand side of 'instanceof' is not an object");
  const own = target[Symbol.hasInstance];
  if (own !== undefined && own !== null) {
    if (!$isCallable(own)) $failNotFunction($textForMessage(own));
    return !!$call(own, target, value);
  }
  return $instanceOf(value, target);
}

/** `key in object`. */
export function Operators$has(key: Value, object: Value): boolean {
  if ($isObject(object)) return $hasProperty(object, Operators$toPropertyKey(key));
  const text = $isObject(key) ? $textForMessage(key) : $primitiveDescribe(key);
  $failTypeError(`Cannot use 'in' operator to search for '${text}' in ${$primitiveDescribe(object)}`);
}

/** `{...source}`: own enumerable properties, getters run. */
export function Operators$copyProperties(target: Value, source: Value): Value {
  if (source === undefined || source === null) return target;
  if ($spreadInto(target, source)) return target;
  const keys = $ownKeys(source, 7);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (isEnumerable(source, key)) $defineProperty(target, key, source[key], 0);
  }
  return target;
}

/** `{a, [k]: b, ...rest}`: what the pattern did not name. Keys are property keys. */
export function Operators$omit(source: Value, named: Value): Value {
  const rest = $newObject();
  if (source === undefined || source === null)
    $failTypeError(`Cannot destructure '${$primitiveDescribe(source)}' as it is ${$primitiveDescribe(source)}.`);
  const keys = $ownKeys(source, 7);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (!isNamed(named, key) && isEnumerable(source, key)) $defineProperty(rest, key, source[key], 0);
  }
  return rest;
}

function isNamed(named: Value, key: Value): boolean {
  for (let i = 0; i < named.length; i++) {
    const name = named[i];
    if (name === key || (typeof name === 'number' && $primitiveToString(name) === key)) return true;
  }
  return false;
}

function isEnumerable(object: Value, key: Value): boolean {
  const attributes = $ownAttributes(object, key);
  return attributes !== -1 && (attributes & 2) === 0;
}

/** Keys for `for (key in object)`. */
export function Operators$forInKeys(object: Value): Value {
  return $enumerableKeys(object);
}

/** Destructuring needs an object: `text` is the source of what was destructured. */
export function Operators$requireObject(value: Value, text: string): void {
  if (value === undefined || value === null)
    $failTypeError(`Cannot destructure '${text}' as it is ${value === null ? 'null' : 'undefined'}.`);
}
