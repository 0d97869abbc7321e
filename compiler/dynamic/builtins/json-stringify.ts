/** `JSON.stringify`. */
import { itemsOf } from './iterables.js';

interface Writer {
  /** Texts to be joined. */
  readonly pieces: Value;
  /** Objects being written, for cycles, and the keys that lead to each of them but the first. */
  readonly stack: Value;
  readonly path: Value;
  readonly replacer: Value;
  /** Keys to write, or undefined for all. */
  readonly keys: Value;
  /** One step of indentation; empty: everything in one line. */
  readonly gap: string;
}

export function JSON$stringify(value: Value, replacer: Value, space: Value): Value {
  const isFunction = $isCallable(replacer);
  const writer: Writer = {
    pieces: $emptyArray(),
    stack: $emptyArray(),
    path: $emptyArray(),
    replacer: isFunction ? replacer : undefined,
    keys: !isFunction && $isArray(replacer) ? keyList(replacer) : undefined,
    gap: gapOf(space),
  };
  const holder = isFunction ? { '': value } : undefined;
  if (!writeValue(writer, holder, '', value, '\n')) return undefined;
  return $joinStrings(writer.pieces, '');
}

/** Strings and numbers of the list, each once. */
function keyList(list: Value): Value {
  const seen = $newSet();
  const keys = $emptyArray();
  const items = itemsOf(list);
  for (let i = 0; i < $arrayLength(items); i++) {
    const item = items[i];
    const inner = $wrapperValue(item);
    let key: Value;
    if (typeof item === 'string') key = item;
    else if (typeof item === 'number') key = $numberToString(item);
    else if (!$isEmpty(inner) && (typeof inner === 'string' || typeof inner === 'number')) key = $toText(item);
    else continue;
    if ($setHas(seen, key)) continue;
    $setAdd(seen, key);
    $arrayPush(keys, key);
  }
  return keys;
}

function gapOf(space: Value): string {
  let wanted = space;
  const inner = $wrapperValue(space);
  if (!$isEmpty(inner))
    wanted = typeof inner === 'number' ? $toNumber(space) : typeof inner === 'string' ? $toText(space) : undefined;
  if (typeof wanted === 'number') return $repeatString(' ', $clampIndex(wanted, 0, 10));
  if (typeof wanted === 'string') return $stringLength(wanted) > 10 ? $substring(wanted, 0, 10) : wanted;
  return '';
}

/**
 * Writes the property of a holder; false, and nothing written, for what JSON leaves out. `line` begins a line at the value's indentation. The
 * holder is only there where someone may see it.
 */
function writeValue(writer: Writer, holder: Value, key: Value, property: Value, line: string): boolean {
  let value = property;
  if ($isObject(value) || typeof value === 'bigint') {
    const toJSON = value.toJSON;
    if ($isCallable(toJSON)) value = $call(toJSON, value, keyText(key));
  }
  if (writer.replacer !== undefined) value = $call(writer.replacer, holder, keyText(key), value);
  const pieces = writer.pieces;
  if (typeof value === 'string') {
    $arrayPush(pieces, $quoteJson(value));
    return true;
  }
  if (typeof value === 'number') {
    $arrayPush(pieces, value - value === 0 ? $numberToString(value) : 'null');
    return true;
  }
  if ($isObject(value)) {
    const inner = $wrapperValue(value);
    if (!$isEmpty(inner) && !$isObject(inner)) return writeWrapper(writer, value, inner);
    if ($isCallable(value)) return false;
    enter(writer, key, value);
    if ($isArray(value)) writeArray(writer, value, line);
    else writeObject(writer, value, line);
    $arrayPop(writer.stack);
    $arrayPop(writer.path);
    return true;
  }
  if (value === null) $arrayPush(pieces, 'null');
  else if (value === true) $arrayPush(pieces, 'true');
  else if (value === false) $arrayPush(pieces, 'false');
  else if (typeof value === 'bigint') $failTypeError('Do not know how to serialize a BigInt');
  else return false;
  return true;
}

/** Keys of array elements are kept as numbers until someone asks. */
function keyText(key: Value): string {
  return typeof key === 'number' ? $numberToString(key) : key;
}

/** new Number(1) and the like are written as what they hold, converted as the program may have defined. */
function writeWrapper(writer: Writer, value: Value, inner: Value): boolean {
  if (typeof inner === 'number') {
    const x = $toNumber(value);
    $arrayPush(writer.pieces, x - x === 0 ? $numberToString(x) : 'null');
  } else if (typeof inner === 'string') {
    $arrayPush(writer.pieces, $quoteJson($toText(value)));
  } else if (typeof inner === 'boolean') {
    $arrayPush(writer.pieces, inner ? 'true' : 'false');
  } else if (typeof inner === 'bigint') {
    $failTypeError('Do not know how to serialize a BigInt');
  } else {
    $arrayPush(writer.pieces, '{}');
  }
  return true;
}

function enter(writer: Writer, key: Value, value: Value): void {
  const stack = writer.stack;
  const depth = $arrayIndexOf(stack, value, 0);
  if (depth !== -1) failCycle(writer, key, depth);
  $arrayPush(stack, value);
  $arrayPush(writer.path, key);
}

function writeArray(writer: Writer, array: Value, line: string): void {
  const { pieces, gap } = writer;
  const length = array.length;
  if (length === 0) {
    $arrayPush(pieces, '[]');
    return;
  }
  const inner = gap === '' ? '' : $concat(line, gap);
  $arrayPush(pieces, '[');
  for (let i = 0; i < length; i++) {
    if (i > 0) $arrayPush(pieces, ',');
    if (gap !== '') $arrayPush(pieces, inner);
    if (!writeValue(writer, array, i, array[i], inner)) $arrayPush(pieces, 'null');
  }
  if (gap !== '') $arrayPush(pieces, line);
  $arrayPush(pieces, ']');
}

function writeObject(writer: Writer, object: Value, line: string): void {
  const { pieces, gap } = writer;
  const keys = writer.keys === undefined ? $objectKeys(object) : writer.keys;
  const inner = gap === '' ? '' : $concat(line, gap);
  let isEmpty = true;
  $arrayPush(pieces, '{');
  for (let i = 0; i < $arrayLength(keys); i++) {
    const key = keys[i];
    const before = $arrayLength(pieces);
    const value = object[key];
    if (!isEmpty) $arrayPush(pieces, ',');
    if (gap !== '') $arrayPush(pieces, inner);
    $arrayPush(pieces, $quoteJson(key));
    $arrayPush(pieces, gap === '' ? ':' : ': ');
    if (writeValue(writer, object, key, value, inner)) isEmpty = false;
    else $setArrayLength(pieces, before);
  }
  if (gap !== '' && !isEmpty) $arrayPush(pieces, line);
  $arrayPush(pieces, '}');
}

/** V8's picture of the circle: where it starts, one or two steps, the last step, and what closes it. */
function failCycle(writer: Writer, key: Value, depth: number): never {
  const { stack, path } = writer;
  const last = $arrayLength(stack) - 1;
  let text = `Converting circular structure to JSON\n    --> starting at object with constructor ${constructorOf(stack[depth])}`;
  for (let i = depth + 1; i <= last; i++) {
    if (i > depth + 2 && i < last) {
      if (i === depth + 3) text += '\n    |     ...';
      continue;
    }
    text += `\n    |     ${pathStep(path[i])} -> object with constructor ${constructorOf(stack[i])}`;
  }
  $failTypeError(`${text}\n    --- ${pathStep(key)} closes the circle`);
}

function pathStep(key: Value): string {
  return typeof key === 'number' ? `index ${$numberToString(key)}` : `property '${key}'`;
}

function constructorOf(value: Value): string {
  const C = value.constructor;
  const name = $isCallable(C) ? C.name : undefined;
  return `'${typeof name === 'string' ? name : 'Object'}'`;
}
