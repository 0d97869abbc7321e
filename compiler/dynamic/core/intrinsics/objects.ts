/**
 * Library functions on objects: shapes, properties, closures, arrays, typed arrays, maps, the border. Keys are property keys already (a
 * string, symbol or number; never an object): `$toPropertyKey` comes first where they may be anything else.
 */
import type { Intrinsic, Representation } from '../intrinsics.js';

type Options = Omit<Intrinsic, 'takes' | 'gives'>;
const THROWS: Options = { throws: true };
const PURE: Options = { isPure: true };

function intrinsic(takes: string, gives: Representation, options: Options = {}): Intrinsic {
  return { takes: takes === '' ? [] : (takes.split(' ') as Representation[]), gives, ...options };
}

/** For the code generator: start-up, allocation, inline caches. Shapes and caches are addresses. */
const MACHINERY = {
  /** Makes the built-in objects of REALM.objects and the library's tables. Once, before all else; after V's own start. */
  startObjects: intrinsic('', 'nothing'),
  /** (number in BUILTIN_OBJECTS) */
  builtinObject: intrinsic('integer', 'object'),
  /** The shape of `{}`. */
  emptyShape: intrinsic('', 'integer'),
  /** The shape of objects without properties that inherit from the prototype (an object or null). */
  shapeFor: intrinsic('value', 'integer'),
  /** (shape, key): the shape with one more plain property. Keys are atoms. */
  shapeAdd: intrinsic('integer string', 'integer'),
  /** (address of u32 atoms, count): the shape of a literal with these keys. */
  literalShape: intrinsic('integer integer', 'integer'),
  /** (shape, capacity in values): a plain object; its slots are undefined. */
  allocateObject: intrinsic('integer integer', 'object'),
  /** (code, info, count of captured values): the captured values are to be written at FUNCTION.captured at once. */
  allocateClosure: intrinsic('integer integer integer', 'object'),
  /** (capacity): an array of length 0. */
  allocateArray: intrinsic('integer', 'object'),
  /** (length): an array whose elements are all absent; they are to be written at ARRAY.elements at once. */
  allocateElements: intrinsic('integer', 'object'),
  /** (receiver, atom, cache): SPECIAL.accessor when a getter (in REALM.accessor) is to be called. Fills the cache. */
  getProperty: intrinsic('value string integer', 'value', THROWS),
  /** (receiver, atom, value, cache): 0 done, 1 the setter in REALM.accessor is to be called. */
  setProperty: intrinsic('value string value integer', 'integer', THROWS),
  /** (object, atom, value, cache): as defineField with a set cache. */
  defineCached: intrinsic('value string value integer', 'nothing', THROWS),
  /** (newTarget, cache): the fresh `this` of `new newTarget()`. newTarget must be a constructor (see isConstructor). The kind is that of the root of its class chain. */
  constructThis: intrinsic('value integer', 'value', THROWS),
  /** (constructor, super class or SPECIAL.empty): makes and links both prototypes; gives the prototype. */
  linkClass: intrinsic('object value', 'value', THROWS),
  /** (address of the descriptor of a Uint8Array): the value in it. */
  decodeGraph: intrinsic('integer', 'value', THROWS),
  /** (value): the address of a descriptor of a Uint8Array. */
  encodeGraph: intrinsic('value', 'integer', THROWS),
  /** (threw, value, array of arguments): as encodeGraph of an array of the three. */
  encodeOutcome: intrinsic('boolean value object', 'integer', THROWS),
} satisfies Record<string, Intrinsic>;

const PROPERTIES = {
  /** `{}`. */
  newObject: intrinsic('', 'value'),
  /** (prototype: object or null). Throws for anything else. */
  createObject: intrinsic('value', 'value', THROWS),
  isObject: intrinsic('value', 'boolean', PURE),
  /** CELL_KIND of an object; 0 for anything else. */
  kindOf: intrinsic('value', 'integer', PURE),
  /** (receiver, key): as getProperty. */
  getElement: intrinsic('value value', 'value', THROWS),
  /** (receiver, key, value): as setProperty. */
  setElement: intrinsic('value value value', 'integer', THROWS),
  /** (object, key): super.key: the lookup begins at `object`; the caller calls getters with its own `this`. */
  getFrom: intrinsic('value value', 'value', THROWS),
  /** Whether what getFrom gave is SPECIAL.accessor, and then the getter; to be asked for at once. */
  isAccessor: intrinsic('value', 'boolean', PURE),
  foundAccessor: intrinsic('', 'value'),
  /** (object, key): `key in object`. */
  hasProperty: intrinsic('value value', 'boolean', THROWS),
  /** (value, key): of objects and strings. */
  hasOwn: intrinsic('value value', 'boolean', THROWS),
  /** (object, key): true or TypeError. */
  deleteProperty: intrinsic('value value', 'boolean', THROWS),
  /** (object, key, value, attributes): attributes: 1 not writable, 2 not enumerable, 4 not configurable. */
  defineProperty: intrinsic('value value value integer', 'nothing', THROWS),
  /** (object, key, value): defines a plain property, as class fields and object literals do. */
  defineField: intrinsic('value value value', 'nothing', THROWS),
  /** (target, key, function): writable, not enumerable. */
  defineMethod: intrinsic('value value value', 'nothing', THROWS),
  /** (target, key, function, enumerable): keeps the other half of an accessor. */
  defineGetter: intrinsic('value value value boolean', 'nothing', THROWS),
  defineSetter: intrinsic('value value value boolean', 'nothing', THROWS),
  /** (target, key, value): a private name, a string that begins with "\0#". Not shown by ownKeys, not touched by freeze. */
  definePrivate: intrinsic('value value value', 'nothing', THROWS),
  /** Tests for SPECIAL.empty, and SPECIAL.empty. */
  isEmpty: intrinsic('value', 'boolean', PURE),
  empty: intrinsic('', 'value', PURE),
  /** (prototype, value): an object with a hidden inner value: Object('s'), built-in iterators. */
  newWrapper: intrinsic('value value', 'value'),
  /** The inner value; SPECIAL.empty when it is no wrapper. */
  wrapperValue: intrinsic('value', 'value'),
  /** (object, key, getter or SPECIAL.empty / undefined, setter likewise, attributes 2, 4): a missing half is kept when there is an accessor already. */
  defineAccessor: intrinsic('value value value value integer', 'nothing', THROWS),
  /** (object, key): attributes of an own property; 8: accessor; -1: there is none. */
  ownAttributes: intrinsic('value value', 'integer', THROWS),
  /** (object, key): value of an own property; for accessors the getter; undefined when there is none. */
  ownValue: intrinsic('value value', 'value', THROWS),
  /** (object, key): setter of an own accessor or undefined. */
  ownSetter: intrinsic('value value', 'value', THROWS),
  /** (object, filter): an array of own keys in order. filter: 1 strings, 2 symbols, 4 enumerable ones only. Strings as objects have indices. */
  ownKeys: intrinsic('value integer', 'value', THROWS),
  /** (object): enumerable own string keys. */
  objectKeys: intrinsic('value', 'value', THROWS),
  /** As Object.values and entries; SPECIAL.empty when there are accessors, which the caller then reads one by one. */
  objectValues: intrinsic('value', 'value', THROWS),
  objectEntries: intrinsic('value', 'value', THROWS),
  /** (any value): keys for `for-in`, as an array of strings. */
  enumerableKeys: intrinsic('value', 'value', THROWS),
  /** (object, key from enumerableKeys): whether it is still there: for-in skips what was deleted. */
  isStillThere: intrinsic('value value', 'boolean'),
  /** (target, source): defines source's own enumerable properties on a fresh plain object, as `{...source}`. false: there are accessors, nothing done. */
  spreadInto: intrinsic('value value', 'boolean', THROWS),
  /** (target, source): Object.assign for one source. false: accessors or setters are involved or target is not plain, nothing done. */
  assignInto: intrinsic('value value', 'boolean', THROWS),
  freeze: intrinsic('value', 'nothing', THROWS),
  seal: intrinsic('value', 'nothing', THROWS),
  preventExtensions: intrinsic('value', 'nothing', THROWS),
  isFrozen: intrinsic('value', 'boolean'),
  isSealed: intrinsic('value', 'boolean'),
  isExtensible: intrinsic('value', 'boolean'),
  /** (value): throws for undefined and null. */
  getPrototypeOf: intrinsic('value', 'value', THROWS),
  /** (object, object or null) */
  setPrototypeOf: intrinsic('value value', 'nothing', THROWS),
  /** (prototype, value): whether it is in the value's chain. */
  isPrototypeOf: intrinsic('value value', 'boolean'),
  /** (value, constructor): OrdinaryHasInstance; throws when the right side can't be called. Symbol.hasInstance is the caller's. */
  instanceOf: intrinsic('value value', 'boolean', THROWS),
} satisfies Record<string, Intrinsic>;

const FUNCTIONS = {
  isCallable: intrinsic('value', 'boolean', PURE),
  isConstructor: intrinsic('value', 'boolean', PURE),
  /** (function, name: string or symbol, prefix: 0 none, 1 get, 2 set): for computed names. */
  setFunctionName: intrinsic('value value integer', 'nothing'),
  /** (function): whether it is the constructor of a class: calling it without new throws. */
  isClass: intrinsic('value', 'boolean', PURE),
} satisfies Record<string, Intrinsic>;

/** Of true arrays (CELL_KIND.array) only, unless said otherwise; indices are in range. `SPECIAL.empty` stands for a hole. */
const ARRAYS = {
  /** (value): Array.isArray. */
  isArray: intrinsic('value', 'boolean', PURE),
  /** A true array, extensible, that inherits directly from Array.prototype. */
  isPlainArray: intrinsic('value', 'boolean'),
  /** Whether for-of and spread may go by index: an array or typed array whose [Symbol.iterator] is the built-in one. */
  isIndexed: intrinsic('value', 'boolean'),
  /** (array, value): pushes onto an array that nothing else can see. */
  append: intrinsic('value value', 'nothing', THROWS),
  /** (array, index): in range and not a hole. */
  hasElement: intrinsic('value integer', 'boolean'),
  /** (length): `new Array(length)`: all holes. Throws RangeError. */
  newArray: intrinsic('number', 'value', THROWS),
  /** A new empty array. */
  emptyArray: intrinsic('', 'value'),
  arrayLength: intrinsic('value', 'integer'),
  /** (array, length): RangeError for bad lengths. */
  setArrayLength: intrinsic('value number', 'nothing', THROWS),
  /** (array, index): the element or SPECIAL.empty; any index. */
  arrayElement: intrinsic('value integer', 'value'),
  /** (array, index < length): element or, for a hole, undefined; prototypes have no elements. */
  arrayGet: intrinsic('value integer', 'value'),
  /** (array, index, value): sets or appends; grows; checks for frozen. */
  arraySet: intrinsic('value integer value', 'nothing', THROWS),
  /** (array, value): gives the new length. */
  arrayPush: intrinsic('value value', 'integer', THROWS),
  arrayPop: intrinsic('value', 'value', THROWS),
  arrayShift: intrinsic('value', 'value', THROWS),
  arrayUnshift: intrinsic('value value', 'integer', THROWS),
  /** (array, items): appends or inserts all elements of an array. */
  arrayPushAll: intrinsic('value value', 'integer', THROWS),
  arrayUnshiftAll: intrinsic('value value', 'integer', THROWS),
  /** (array, start, end): integers within 0..length. */
  arraySlice: intrinsic('value integer integer', 'value', THROWS),
  /** (array, start, deleted, items as an array or undefined): gives the deleted ones. */
  arraySplice: intrinsic('value integer integer value', 'value', THROWS),
  /** (array, other array): a new array with both. */
  arrayConcat: intrinsic('value value', 'value', THROWS),
  /** (array, target, start, end) */
  arrayCopyWithin: intrinsic('value integer integer integer', 'nothing', THROWS),
  /** (array, value, start, end) */
  arrayFill: intrinsic('value value integer integer', 'nothing', THROWS),
  arrayReverse: intrinsic('value', 'nothing', THROWS),
  /** (array, value, from): strict equality, holes skipped. */
  arrayIndexOf: intrinsic('value value integer', 'integer'),
  arrayLastIndexOf: intrinsic('value value integer', 'integer'),
  /** SameValueZero; holes are undefined. */
  arrayIncludes: intrinsic('value value integer', 'boolean'),
  /** (array): whether any element is absent. */
  arrayHasHoles: intrinsic('value', 'boolean'),
  /** (array): 0 anything, 1 all strings, 2 all numbers: which join and sort need no calls. */
  arrayContent: intrinsic('value', 'integer'),
  /** (array of numbers): sorts ascending by value, stable, NaN last as typed arrays do. */
  arraySortNumbers: intrinsic('value', 'nothing'),
} satisfies Record<string, Intrinsic>;

/** `view` is a typed array, `kind` an ELEMENT_KIND. */
const BUFFERS = {
  isTypedArray: intrinsic('value', 'boolean', PURE),
  elementKind: intrinsic('value', 'integer', PURE),
  /** Of elements of a view. */
  elementBytes: intrinsic('value', 'integer', PURE),
  /** (kind, length): zeros, own buffer, built-in prototype. RangeError. */
  newTypedArray: intrinsic('integer number', 'value', THROWS),
  /** (fresh view from constructThis, length): gives it a buffer of zeros. */
  typedInitialise: intrinsic('value number', 'nothing', THROWS),
  /** (fresh view, buffer, byteOffset, length or -1: to the end): checks alignment and range. */
  typedAttach: intrinsic('value value number number', 'nothing', THROWS),
  typedLength: intrinsic('value', 'integer'),
  typedBuffer: intrinsic('value', 'value'),
  typedByteOffset: intrinsic('value', 'integer'),
  /** (view, index): undefined outside. */
  typedGet: intrinsic('value integer', 'value'),
  /** (view, index, value: a number, for 64-bit integers a bigint): ignored outside. Conversion from anything else is the caller's. */
  typedSet: intrinsic('value integer value', 'nothing', THROWS),
  /** (view, start, end): a new view of the same kind on the same buffer. */
  typedSubarray: intrinsic('value integer integer', 'value'),
  typedSlice: intrinsic('value integer integer', 'value', THROWS),
  /** (view, source view, offset): with conversion; overlapping is fine. Throws TypeError when numbers and bigints mix, RangeError when out of range. */
  typedCopyFrom: intrinsic('value value number', 'nothing', THROWS),
  /** (view, array of numbers (or bigints), offset): false when an element is neither: nothing done, the caller converts one by one. */
  typedCopyFromArray: intrinsic('value value number', 'boolean', THROWS),
  typedFill: intrinsic('value value integer integer', 'nothing', THROWS),
  typedCopyWithin: intrinsic('value integer integer integer', 'nothing'),
  typedReverse: intrinsic('value', 'nothing'),
  /** Numeric order: -0 before 0, NaN last. */
  typedSort: intrinsic('value', 'nothing'),
  typedIndexOf: intrinsic('value value integer', 'integer'),
  typedLastIndexOf: intrinsic('value value integer', 'integer'),
  typedIncludes: intrinsic('value value integer', 'boolean'),
  isArrayBuffer: intrinsic('value', 'boolean', PURE),
  newArrayBuffer: intrinsic('number', 'value', THROWS),
  /** (fresh buffer from constructThis, length) */
  bufferInitialise: intrinsic('value number', 'nothing', THROWS),
  bufferLength: intrinsic('value', 'integer'),
  bufferSlice: intrinsic('value integer integer', 'value', THROWS),
  isDataView: intrinsic('value', 'boolean', PURE),
  /** (fresh view, buffer, byteOffset, length or -1) */
  dataViewAttach: intrinsic('value value number number', 'nothing', THROWS),
  dataViewLength: intrinsic('value', 'integer'),
  dataViewBuffer: intrinsic('value', 'value'),
  dataViewOffset: intrinsic('value', 'integer'),
  /** (view, offset, kind, little endian) */
  dataViewGet: intrinsic('value number integer boolean', 'value', THROWS),
  /** (view, offset, value: number or bigint, kind, little endian) */
  dataViewSet: intrinsic('value number value integer boolean', 'nothing', THROWS),
} satisfies Record<string, Intrinsic>;

/**
 * Map and Set. A cursor is an integer: begin with 0; `mapNext(map, cursor)` gives the next cursor or -1, which names the entry for `mapKeyAt`
 * and `mapValueAt`. Deleting and adding in between is safe, as with JavaScript's iterators.
 */
const MAPS = {
  isMap: intrinsic('value', 'boolean', PURE),
  isSet: intrinsic('value', 'boolean', PURE),
  newMap: intrinsic('', 'value'),
  newSet: intrinsic('', 'value'),
  mapGet: intrinsic('value value', 'value'),
  mapHas: intrinsic('value value', 'boolean'),
  mapSet: intrinsic('value value value', 'nothing', THROWS),
  mapDelete: intrinsic('value value', 'boolean'),
  mapClear: intrinsic('value', 'nothing'),
  mapSize: intrinsic('value', 'integer'),
  /** (map, cursor): for both Map and Set. */
  mapNext: intrinsic('value integer', 'integer'),
  mapKeyAt: intrinsic('value integer', 'value'),
  mapValueAt: intrinsic('value integer', 'value'),
  setHas: intrinsic('value value', 'boolean'),
  setAdd: intrinsic('value value', 'nothing', THROWS),
  setDelete: intrinsic('value value', 'boolean'),
} satisfies Record<string, Intrinsic>;

export const OBJECT_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  ...MACHINERY,
  ...PROPERTIES,
  ...FUNCTIONS,
  ...ARRAYS,
  ...BUFFERS,
  ...MAPS,
};
