/** `Function.prototype`. */
import { copyArrayLike } from './array-elements.js';

export function Function$prototype$call(this: Value, thisArgument: Value, ...list: Value[]): Value {
  if (!$isCallable(this)) $failTypeError('Function.prototype.call.call is not a function');
  return $callSpread(this, thisArgument, list);
}

export function Function$prototype$apply(this: Value, thisArgument: Value, list: Value): Value {
  if (!$isCallable(this)) $failTypeError('Function.prototype.apply.call is not a function');
  if (list === undefined || list === null) return $call(this, thisArgument);
  if ($isArray(list)) return $callSpread(this, thisArgument, list);
  if (!$isObject(list)) $failTypeError('CreateListFromArrayLike called on non-object');
  return $callSpread(this, thisArgument, copyArrayLike(list, ''));
}

export function Function$prototype$bind(this: Value, thisArgument: Value, ...first: Value[]): Value {
  if (!$isCallable(this)) $failTypeError('Bind must be called on a function');
  const target = this;
  const bound = function (...rest: Value[]): Value {
    const list = $arrayConcat(first, rest);
    return new.target === undefined ? $callSpread(target, thisArgument, list) : $newSpread(target, list);
  };
  const length = $hasOwn(target, 'length') ? target.length : 0;
  const isLonger = typeof length === 'number' && $toInteger(length) > $arrayLength(first);
  $defineProperty(bound, 'length', isLonger ? $toInteger(length) - $arrayLength(first) : 0, 3);
  const name = target.name;
  $defineProperty(bound, 'name', typeof name === 'string' ? `bound ${name}` : 'bound ', 3);
  if ($isConstructor(target)) bound.prototype = target.prototype;
  return bound;
}

/** Sources are not kept. */
export function Function$prototype$toString(this: Value): string {
  if (!$isCallable(this)) $failTypeError("Function.prototype.toString requires that 'this' be a Function");
  return `function ${this.name}() { [native code] }`;
}
