// Errors that the library and inline code throw: V8's words, since callers and users see them. A failing function leaves the error in
// REALM.exception, sets REALM.pending, and returns anything.
import { constructorName } from './functions';
import { kindOfCell } from './heap';
import {
  CELL_KIND_ARRAY, CELL_KIND_FUNCTION, CELL_KIND_REGEXP, ERROR_ERROR, ERROR_RANGEERROR, ERROR_REFERENCEERROR, ERROR_SYNTAXERROR, ERROR_TYPEERROR,
  REALM_EXCEPTION, REALM_PENDING,
} from './layout';
import { literal } from './literals';
import { newErrorObject } from './objects';
import { describePrimitive } from './operators';
import { emptyString, join } from './text';
import { addressOf, isObject, isString, objectValue, UNDEFINED } from './values';

export function throwValue(value: u64): void {
  store<u64>(REALM_EXCEPTION, value);
  store<i32>(REALM_PENDING, 1);
}

/** An error object: number in ERROR_NAMES, message. */
export function newError(name: i32, message: u32): u64 {
  return objectValue(newErrorObject(<u32>name, message));
}

export function fail(name: u32, message: u32): u64 {
  throwValue(newError(<i32>name, message));
  return UNDEFINED;
}

export function failError(message: u32): void {
  fail(ERROR_ERROR, message);
}

export function failTypeError(message: u32): void {
  fail(ERROR_TYPEERROR, message);
}

export function failRangeError(message: u32): void {
  fail(ERROR_RANGEERROR, message);
}

export function failReferenceError(message: u32): void {
  fail(ERROR_REFERENCEERROR, message);
}

export function failSyntaxError(message: u32): void {
  fail(ERROR_SYNTAXERROR, message);
}

/** Gives a string, as functions that give strings do. */
export function failInvalidLength(): u32 {
  failRangeError(literal('Invalid string length'));
  return emptyString();
}

/** `a + b` of two parts of a message; a message that is too long loses its end. */
export function message2(a: u32, b: u32): u32 {
  const text: u32 = join(a, b);
  return text != 0 ? text : a;
}

export function message3(a: u32, b: u32, c: u32): u32 {
  return message2(message2(a, b), c);
}

export function failNotFunction(source: u32): void {
  failTypeError(message2(source, literal(' is not a function')));
}

export function failNotConstructor(source: u32): void {
  failTypeError(message2(source, literal(' is not a constructor')));
}

export function failNotIterable(source: u32): void {
  failTypeError(message2(source, literal(' is not iterable')));
}

export function failReadOf(value: u64, key: u64): void {
  failAccess(literal('Cannot read properties of '), value, literal(" (reading '"), key);
}

export function failSetOf(value: u64, key: u64): void {
  failAccess(literal('Cannot set properties of '), value, literal(" (setting '"), key);
}

function failAccess(start: u32, value: u64, middle: u32, key: u64): void {
  const keyText: u32 = isObject(key) ? textForMessage(key) : describePrimitive(key);
  failTypeError(message3(message3(start, describePrimitive(value), middle), keyText, literal("')")));
}

export function failReferenceDeadZone(name: u32): void {
  failReferenceError(message3(literal("Cannot access '"), name, literal("' before initialization")));
}

export function failConstantAssignment(): void {
  failTypeError(literal('Assignment to constant variable.'));
}

export function failNoSuper(): void {
  failReferenceError(
    literal("Must call super constructor in derived class before accessing 'this' or returning from derived constructor"),
  );
}

export function failWithoutNew(name: u32): void {
  failTypeError(message3(literal('Class constructor '), name, literal(" cannot be invoked without 'new'")));
}

/** What V8 shows of a value that a message is about. */
export function textForMessage(value: u64): u32 {
  if (isString(value)) return message3(literal('"'), addressOf(value), literal('"'));
  if (!isObject(value)) return describePrimitive(value);
  const kind: u32 = kindOfCell(addressOf(value));
  if (kind == CELL_KIND_ARRAY) return literal('[object Array]');
  if (kind == CELL_KIND_FUNCTION) return literal('[object Function]');
  if (kind == CELL_KIND_REGEXP) return literal('[object RegExp]');
  const name: u32 = constructorName(addressOf(value));
  return message3(literal('#<'), name != 0 ? name : literal('Object'), literal('>'));
}
