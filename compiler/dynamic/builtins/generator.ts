/**
 * Generators: a wrapper object around the closure that syntax makes of a generator function's body. `resume(mode, input)` runs it to the next
 * `yield`, whose value it gives, or to its end, where it gives SPECIAL.empty; mode 0: next, 1: throw, 2: return, 3: gives the final value.
 */

import { Operators$close } from './iteration.js';

export function Operators$generator(resume: Value): Value {
  return $newWrapper($builtin('Generator.prototype'), resume);
}

function resumeOf(generator: Value, method: string): Value {
  const resume = $wrapperValue(generator);
  if (!$isCallable(resume)) {
    $failTypeError(`Method [Generator].prototype.${method} called on incompatible receiver ${$textForMessage(generator)}`);
  }
  return resume;
}

function stepOf(resume: Value, mode: number, input: Value): Value {
  const value = resume(mode, input);
  return $isEmpty(value) ? { value: resume(3, undefined), done: true } : { value, done: false };
}

export function Generator$prototype$next(this: Value, input?: Value): Value {
  return stepOf(resumeOf(this, 'next'), 0, input);
}

export function Generator$prototype$throw(this: Value, error?: Value): Value {
  return stepOf(resumeOf(this, 'throw'), 1, error);
}

export function Generator$prototype$return(this: Value, value?: Value): Value {
  return stepOf(resumeOf(this, 'return'), 2, value);
}

export function Operators$failRunning(): void {
  $failTypeError('Generator is already running');
}

/**
 * A step of `yield*`. `record`: the inner iterator and, at its end, its final value. Gives what the inner iterator yields, or SPECIAL.empty
 * when it is done.
 */
export function Operators$delegate(record: Value, mode: number, input: Value): Value {
  const iterator = record[0];
  const inner = $wrapperValue(iterator);
  if (!$isEmpty(inner) && $isCallable(inner)) {
    const value = inner(mode, input);
    if ($isEmpty(value)) record[1] = inner(3, undefined);
    return value;
  }
  const result = delegated(iterator, mode, input);
  if ($isEmpty(result)) {
    record[1] = input;
    return result;
  }
  if (!$isObject(result)) $failTypeError(`Iterator result ${$textForMessage(result)} is not an object`);
  if (!result.done) return result.value;
  record[1] = result.value;
  return $empty();
}

/** SPECIAL.empty: the iterator has no `return`, and the generator returns at once. */
function delegated(iterator: Value, mode: number, input: Value): Value {
  if (mode === 0) return iterator.next(input);
  const method = mode === 1 ? iterator.throw : iterator.return;
  if (method === undefined || method === null) {
    if (mode === 2) return $empty();
    Operators$close(iterator);
    $failTypeError("The iterator does not provide a 'throw' method");
  }
  return $call(method, iterator, input);
}
