/** `structuredClone`: classes are lost, functions refused, cycles and shared objects kept. */

const NOT_SHOWN = 2;

export function Global$structuredClone(value: Value, _options?: Value): Value {
  return cloneValue(value, $newMap());
}

function refuse(value: Value): never {
  const error = new Error(`${$textForMessage(value)} could not be cloned.`);
  error.name = 'DataCloneError';
  throw error;
}

/** `done`: clones by their originals. */
function cloneValue(value: Value, done: Value): Value {
  if (!$isObject(value)) {
    if (typeof value === 'symbol') refuse(value);
    return value;
  }
  if ($mapHas(done, value)) return $mapGet(done, value);
  if ($isCallable(value)) refuse(value);
  if ($isArray(value)) {
    const copy = $newArray($arrayLength(value));
    $mapSet(done, value, copy);
    copyProperties(copy, value, done);
    return copy;
  }
  if ($isMap(value)) return cloneMap(value, done);
  if ($isSet(value)) return cloneSet(value, done);
  if ($isArrayBuffer(value)) {
    const copy = $bufferSlice(value, 0, $bufferLength(value));
    $mapSet(done, value, copy);
    return copy;
  }
  if ($isTypedArray(value)) return cloneTypedArray(value, done);
  if ($isDataView(value)) {
    const copy = new DataView(cloneValue($dataViewBuffer(value), done), $dataViewOffset(value), $dataViewLength(value));
    $mapSet(done, value, copy);
    return copy;
  }
  if (value instanceof Error) return cloneError(value, done);
  if ($isRegExp(value)) {
    const copy = $newRegExp($regexpSource(value), $regexpFlags(value), $regexpProgram(value));
    $mapSet(done, value, copy);
    return copy;
  }
  const inner = $wrapperValue(value);
  if (!$isEmpty(inner)) {
    if ($isObject(inner) || typeof inner === 'symbol') refuse(value);
    const copy = $newWrapper($getPrototypeOf(inner), inner);
    $mapSet(done, value, copy);
    return copy;
  }
  const copy = $newObject();
  $mapSet(done, value, copy);
  copyProperties(copy, value, done);
  return copy;
}

function copyProperties(target: Value, source: Value, done: Value): void {
  const keys = $objectKeys(source);
  for (let i = 0; i < $arrayLength(keys); i++) $defineField(target, keys[i], cloneValue(source[keys[i]], done));
}

function cloneMap(map: Value, done: Value): Value {
  const copy = $newMap();
  $mapSet(done, map, copy);
  for (let cursor = $mapNext(map, 0); cursor !== -1; cursor = $mapNext(map, cursor)) {
    $mapSet(copy, cloneValue($mapKeyAt(map, cursor), done), cloneValue($mapValueAt(map, cursor), done));
  }
  return copy;
}

function cloneSet(set: Value, done: Value): Value {
  const copy = $newSet();
  $mapSet(done, set, copy);
  for (let cursor = $mapNext(set, 0); cursor !== -1; cursor = $mapNext(set, cursor))
    $setAdd(copy, cloneValue($mapKeyAt(set, cursor), done));
  return copy;
}

function cloneTypedArray(view: Value, done: Value): Value {
  const buffer = cloneValue($typedBuffer(view), done);
  const whole = $newTypedArray($elementKind(view), 0);
  const copy = new whole.constructor(buffer, $typedByteOffset(view), $typedLength(view));
  $mapSet(done, view, copy);
  return copy;
}

function cloneError(error: Value, done: Value): Value {
  const name = error.name;
  let copy: Value;
  if (name === 'TypeError') copy = new TypeError();
  else if (name === 'RangeError') copy = new RangeError();
  else if (name === 'SyntaxError') copy = new SyntaxError();
  else if (name === 'ReferenceError') copy = new ReferenceError();
  else if (name === 'EvalError') copy = new EvalError();
  else if (name === 'URIError') copy = new URIError();
  else copy = new Error();
  $mapSet(done, error, copy);
  if ($hasOwn(error, 'message')) $defineProperty(copy, 'message', $toText(error.message), NOT_SHOWN);
  if ($hasOwn(error, 'cause')) $defineProperty(copy, 'cause', cloneValue(error.cause, done), NOT_SHOWN);
  return copy;
}
