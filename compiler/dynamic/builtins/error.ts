/** The error classes. All of them construct alike; their names and empty messages are constants of the prototypes. */
import { itemsOf } from './iterables.js';

const NOT_LISTED = 2;

function initialiseError(error: Value, message: Value, options: Value): void {
  if (message !== undefined) $defineProperty(error, 'message', $toText(message), NOT_LISTED);
  if ($isObject(options) && $hasProperty(options, 'cause')) $defineProperty(error, 'cause', options.cause, NOT_LISTED);
}

export function Error$construct(this: Value, message?: Value, options?: Value): void {
  initialiseError(this, message, options);
}

export function Error$call(message: Value, options?: Value): Value {
  return new Error(message, options);
}

export function TypeError$construct(this: Value, message?: Value, options?: Value): void {
  initialiseError(this, message, options);
}

export function TypeError$call(message: Value, options?: Value): Value {
  return new TypeError(message, options);
}

export function RangeError$construct(this: Value, message?: Value, options?: Value): void {
  initialiseError(this, message, options);
}

export function RangeError$call(message: Value, options?: Value): Value {
  return new RangeError(message, options);
}

export function SyntaxError$construct(this: Value, message?: Value, options?: Value): void {
  initialiseError(this, message, options);
}

export function SyntaxError$call(message: Value, options?: Value): Value {
  return new SyntaxError(message, options);
}

export function ReferenceError$construct(this: Value, message?: Value, options?: Value): void {
  initialiseError(this, message, options);
}

export function ReferenceError$call(message: Value, options?: Value): Value {
  return new ReferenceError(message, options);
}

export function EvalError$construct(this: Value, message?: Value, options?: Value): void {
  initialiseError(this, message, options);
}

export function EvalError$call(message: Value, options?: Value): Value {
  return new EvalError(message, options);
}

export function URIError$construct(this: Value, message?: Value, options?: Value): void {
  initialiseError(this, message, options);
}

export function URIError$call(message: Value, options?: Value): Value {
  return new URIError(message, options);
}

export function AggregateError$construct(this: Value, errors: Value, message?: Value, options?: Value): void {
  initialiseError(this, message, options);
  const items = itemsOf(errors);
  $defineProperty(this, 'errors', $arraySlice(items, 0, $arrayLength(items)), NOT_LISTED);
}

export function AggregateError$call(errors: Value, message: Value, options?: Value): Value {
  return new AggregateError(errors, message, options);
}

export function Error$captureStackTrace(_object: Value): void {}

function describeError(error: Value): string {
  const name = error.name;
  const nameText = name === undefined ? 'Error' : $toText(name);
  const message = error.message;
  const messageText = message === undefined ? '' : $toText(message);
  if (nameText === '') return messageText;
  return messageText === '' ? nameText : `${nameText}: ${messageText}`;
}

export function Error$prototype$toString(this: Value): string {
  if (!$isObject(this))
    $failTypeError(`Method Error.prototype.toString called on incompatible receiver ${$textForMessage(this)}`);
  return describeError(this);
}

/** Without the calls that led there, which name places of the compiled program. */
export function Error$prototype$get$stack(this: Value): string {
  return describeError(this);
}

export function Error$prototype$set$stack(this: Value, stack: Value): void {
  $defineProperty(this, 'stack', stack, NOT_LISTED);
}
