// Functions on objects that programs may call: see compiler/dynamic/core/intrinsics/objects.ts.
export { allocateArray, allocateObject, startObjects } from './allocation';
export { arrayContent, arrayHasHoles, arrayIncludes, arrayIndexOf, arrayLastIndexOf, arraySortNumbers } from './array-search';
export {
  allocateElements,
  append,
  arrayConcat,
  arrayCopyWithin,
  arrayElement,
  arrayFill,
  arrayGet,
  arrayLength,
  arrayPop,
  arrayPush,
  arrayPushAll,
  arrayReverse,
  arraySet,
  arrayShift,
  arraySlice,
  arraySplice,
  arrayUnshift,
  arrayUnshiftAll,
  emptyArray,
  hasElement,
  isArray,
  isPlainArray,
  newArray,
  setLength as setArrayLength,
} from './arrays';
export { setElement, setProperty } from './assignment';
export { assignInto, spreadInto } from './copying';
export {
  bufferInitialise,
  bufferLength,
  bufferSlice,
  dataViewAttach,
  dataViewBuffer,
  dataViewGet,
  dataViewLength,
  dataViewOffset,
  dataViewSet,
  isArrayBuffer,
  isDataView,
  newArrayBuffer,
} from './buffers';
export {
  defineAccessor,
  defineCached,
  defineField,
  defineGetter,
  defineMethod,
  definePrivate,
  defineProperty,
  defineSetter,
  deleteProperty,
  hasOwn,
  hasProperty,
  ownAttributes,
  ownSetter,
  ownValue,
} from './definition';
export { enumerableKeys, isStillThere, objectEntries, objectKeys, objectValues, ownKeys } from './enumeration';
export { allocateClosure, builtinObject, isCallable, isClass, isConstructor, linkClass, setFunctionName } from './functions';
export { decodeGraph } from './graph-decode';
export { encodeGraph, encodeOutcome } from './graph-encode';
export { empty, foundAccessor, isAccessor, isEmpty, isIndexed } from './iteration';
export { getElement, getFrom, getProperty } from './lookup';
export {
  isMap,
  isSet,
  mapClear,
  mapDelete,
  mapGet,
  mapHas,
  mapKeyAt,
  mapNext,
  mapSet,
  mapSize,
  mapValueAt,
  newMap,
  newSet,
  setAdd,
  setDelete,
  setHas,
} from './maps';
export {
  constructThis,
  createObject,
  emptyShape,
  freeze,
  getPrototypeOf,
  instanceOf,
  isExtensible,
  isFrozen,
  isObjectValue as isObject,
  isPrototypeOf,
  isSealed,
  kindOf,
  literalShape,
  newObject,
  newWrapper,
  preventExtensions,
  seal,
  setPrototypeOf,
  shapeAdd,
  shapeFor,
  wrapperValue,
} from './objects';
export {
  elementBytes,
  elementKind,
  isTypedArray,
  newTypedArray,
  typedAttach,
  typedBuffer,
  typedByteOffset,
  typedCopyFrom,
  typedCopyFromArray,
  typedCopyWithin,
  typedFill,
  typedGet,
  typedInitialise,
  typedLength,
  typedReverse,
  typedSet,
  typedSlice,
  typedSubarray,
} from './typed-arrays';
export { typedIncludes, typedIndexOf, typedLastIndexOf, typedSort } from './typed-search';
export { isPlainRegExp, isRegExp, newRegExp, regexpFlags, regexpInitialise, regexpProgram, regexpSource } from './regexp-objects';
export { regexpCaptures, regexpResult } from './regexp-results';
