/**
 * What library functions give and what they store where. Those that are not named here are judged by their representations, and taken to mix
 * all that their arguments hold when they deal in values.
 */

import { INTRINSICS } from '../core/intrinsics.js';
import type { Expression } from '../core/types.js';
import type { Analysis } from './analysis.js';
import { TYPED_ARRAY_NAMES } from './border.js';
import { ELEMENT_TYPES } from './heap.js';
import type { Instance } from './instance.js';
import { mathRange } from './math-types.js';
import { numberOperation, toInt32Range } from './number-operations.js';
import {
  ANY_INT32,
  ANY_LENGTH,
  ANY_NUMBER,
  ANY_UINT32,
  hasNumbers,
  makeRange,
  type NumberRange,
  SAFE_MAXIMUM,
} from './number-range.js';
import { ANY_PRIMITIVE, toNumberRange } from './operators.js';
import type { Site } from './sites.js';
import {
  type AbstractType,
  BIGINT,
  BOOLEAN,
  booleanType,
  isNever,
  join,
  KIND,
  mayBe,
  NEVER,
  NULL,
  numberType,
  OBJECT_KIND,
  OBJECTS,
  primitive,
  restrict,
  STRING,
  SYMBOL,
  UNDEFINED,
} from './types.js';

type IntrinsicCall = Extract<Expression, { kind: 'intrinsic' }>;

export interface Caller {
  readonly analysis: Analysis;
  readonly instance: Instance;
}

interface Call extends Caller {
  readonly node: IntrinsicCall;
  readonly types: readonly AbstractType[];
}

const MARK = primitive(KIND.mark);
const INTEGER = numberType(ANY_INT32);
const LENGTH = numberType(ANY_LENGTH);
const integers = (minimum: number, maximum: number) => numberType(makeRange(minimum, maximum, true));

const at = (call: Call, index: number): AbstractType => call.types[index] ?? UNDEFINED;
const objects = (type: AbstractType) => restrict(type, OBJECTS);

/** A new object of this place. */
function fresh(call: Call, kind: number, prototype: string, elements?: AbstractType): AbstractType {
  const { heap } = call.analysis;
  const site = heap.object(call.node, call.instance.context, kind, prototype);
  if (elements) site.elements.write(elements);
  return heap.typeOf(site);
}
const freshArray = (call: Call, elements?: AbstractType) => fresh(call, OBJECT_KIND.array, 'Array.prototype', elements);

function elementsOf(call: Call, type: AbstractType): AbstractType {
  return type.sites.sites.reduce(
    (all, site) => join(all, join(site.elements.read(call.instance), call.analysis.heap.typedElement(site))),
    NEVER as AbstractType,
  );
}
function storeElements(type: AbstractType, value: AbstractType): void {
  for (const site of type.sites.sites) if (site.objectKind !== OBJECT_KIND.typedArray) site.elements.write(value);
}
function gather(call: Call, type: AbstractType, cell: 'keys' | 'values'): AbstractType {
  return type.sites.sites.reduce((all, site) => join(all, site[cell].read(call.instance)), NEVER as AbstractType);
}

function typed(call: Call, elementKinds: number): AbstractType {
  const { heap } = call.analysis;
  let type = NEVER;
  for (let kind = 0; kind < ELEMENT_TYPES.length; kind++) {
    if (!(elementKinds & (1 << kind))) continue;
    const prototype = `${TYPED_ARRAY_NAMES[kind]}Array.prototype`;
    type = join(
      type,
      heap.typeOf(heap.object(call.node, `${call.instance.context}|${kind}`, OBJECT_KIND.typedArray, prototype, 1 << kind)),
    );
  }
  return type;
}

/** ELEMENT_KINDs that a number can be. */
function kindsOf(type: AbstractType): number {
  let bits = 0;
  for (let kind = 0; kind < ELEMENT_TYPES.length; kind++)
    if (type.range.minimum <= kind && kind <= type.range.maximum) bits |= 1 << kind;
  return bits;
}

function numeric(type: AbstractType): AbstractType {
  const numbers = mayBe(type, ~(KIND.bigint | KIND.symbol)) ? numberType(toNumberRange(type)) : NEVER;
  return mayBe(type, KIND.bigint | OBJECTS) ? join(numbers, BIGINT) : numbers;
}

function integral(range: NumberRange, minimum: number, maximum: number): AbstractType {
  const bounded = hasNumbers(range) ? range : makeRange(0, 0, true);
  const low = Math.max(minimum, Math.min(Math.trunc(bounded.minimum), 0));
  const high = Math.min(maximum, Math.max(Math.trunc(bounded.maximum), 0));
  return numberType(makeRange(low, high, true));
}

function arithmetic(operator: string) {
  return (call: Call): AbstractType => {
    const [left, right] = [at(call, 0), at(call, 1)];
    const numbers = numberType(numberOperation(operator, toNumberRange(left), toNumberRange(right)));
    return mayBe(left, KIND.bigint | OBJECTS) && mayBe(right, KIND.bigint | OBJECTS) ? join(numbers, BIGINT) : numbers;
  };
}

function define(
  call: Call,
  object: AbstractType,
  key: AbstractType,
  keyNode: Expression | undefined,
  stored: AbstractType,
): void {
  const { heap, unseen } = call.analysis;
  const value = unseen.has(call.node) ? NEVER : stored;
  for (const site of object.sites.sites) {
    // What was defined may have other attributes.
    if (site.objectKind === OBJECT_KIND.regexp) site.others.write(value);
    if (keyNode?.kind === 'string' && !/^\d/.test(keyNode.value)) site.field(keyNode.value).write(value);
    else if (keyNode?.kind === 'symbol') site.field(`@@${keyNode.name}`).write(value);
    else heap.storeAny(heap.typeOf(site), key, value, call.instance);
  }
}

function accessor(call: Call, half: 'getter' | 'setter', value: AbstractType): UNDEFINED_TYPE {
  const keyNode = call.node.arguments[1];
  const callable = restrict(value, KIND.function);
  for (const site of at(call, 0).sites.sites) {
    if (keyNode?.kind === 'string') site.accessor(keyNode.value)[half].write(callable);
    else if (keyNode?.kind === 'symbol') site.accessor(`@@${keyNode.name}`)[half].write(callable);
    // A computed key: any key that the program knows could be it.
    else
      for (const key of new Set([...site.fields.keys(), ...site.accessors.keys(), ...call.analysis.propertyNames()]))
        site.accessor(key)[half].write(callable);
  }
  return UNDEFINED;
}
type UNDEFINED_TYPE = AbstractType;

const constant = (type: AbstractType) => () => type;

const EFFECTS: Readonly<Record<string, (call: Call) => AbstractType>> = {
  empty: constant(MARK),
  newObject: (call) => fresh(call, OBJECT_KIND.plain, 'Object.prototype'),
  createObject: (call) => {
    const { heap } = call.analysis;
    const site = heap.site(
      call.node,
      call.instance.context,
      () => ({ objectKind: OBJECT_KIND.plain }),
      () => {},
    );
    site.prototype.write(restrict(at(call, 0), OBJECTS | KIND.null));
    return heap.typeOf(site);
  },
  newWrapper: (call) => {
    const { heap } = call.analysis;
    const site = heap.site(
      call.node,
      call.instance.context,
      () => ({ objectKind: OBJECT_KIND.wrapper }),
      () => {},
    );
    site.prototype.write(objects(at(call, 0)));
    site.values.write(at(call, 1));
    return heap.typeOf(site);
  },
  newRegExp: (call) => {
    const made = fresh(call, OBJECT_KIND.regexp, 'RegExp.prototype');
    for (const site of made.sites.sites) site.field('lastIndex').write(numberType(makeRange(0, 0, true)));
    return made;
  },
  regexpInitialise: (call) => {
    for (const site of at(call, 0).sites.sites) site.field('lastIndex').write(numberType(makeRange(0, 0, true)));
    return UNDEFINED;
  },
  regexpCaptures: (call) => freshArray(call, join(STRING, UNDEFINED)),
  regexpResult: (call) => {
    const result = freshArray(call, join(STRING, UNDEFINED));
    for (const site of result.sites.sites) {
      site.field('index').write(LENGTH);
      site.field('input').write(STRING);
      site.field('groups').write(UNDEFINED);
      for (const key of ['index', 'input', 'groups']) site.present.add(key);
    }
    return result;
  },
  regexpStart: constant(integers(0, 2)),
  regexpContinue: constant(integers(0, 2)),
  regexpIndex: constant(integers(-1, 2147483647)),
  regexpGroups: constant(integers(1, 65536)),
  regexpNames: constant(integers(0, 65536)),
  regexpNamedGroup: constant(integers(0, 65536)),
  regexpFlags: constant(integers(0, 255)),
  wrapperValue: (call) => join(gather(call, at(call, 0), 'values'), MARK),
  getElement: (call) => join(call.analysis.heap.element(at(call, 0), at(call, 1), call.instance), MARK),
  getFrom: (call) => join(lookedUp(call), MARK),
  ownValue: (call) => join(lookedUp(call), accessors(call, 'getter')),
  ownSetter: (call) => join(UNDEFINED, accessors(call, 'setter')),
  setElement: (call) => {
    define(call, at(call, 0), at(call, 1), call.node.arguments[1], at(call, 2));
    return integers(0, 1);
  },
  defineProperty: (call) => {
    define(call, at(call, 0), at(call, 1), call.node.arguments[1], at(call, 2));
    return UNDEFINED;
  },
  defineField: (call) => {
    define(call, at(call, 0), at(call, 1), call.node.arguments[1], at(call, 2));
    return UNDEFINED;
  },
  definePrivate: (call) => {
    define(call, at(call, 0), at(call, 1), call.node.arguments[1], at(call, 2));
    return UNDEFINED;
  },
  defineMethod: (call) => {
    define(call, at(call, 0), at(call, 1), call.node.arguments[1], at(call, 2));
    const key = call.node.arguments[1];
    // Methods are there before the class can be used.
    const name = key?.kind === 'string' ? key.value : key?.kind === 'symbol' ? `@@${key.name}` : undefined;
    if (name !== undefined) for (const site of at(call, 0).sites.sites) site.present.add(name);
    return UNDEFINED;
  },
  defineGetter: (call) => accessor(call, 'getter', at(call, 2)),
  defineSetter: (call) => accessor(call, 'setter', at(call, 2)),
  defineAccessor: (call) => {
    accessor(call, 'getter', at(call, 2));
    return accessor(call, 'setter', at(call, 3));
  },
  ownKeys: (call) => freshArray(call, join(STRING, SYMBOL)),
  objectKeys: (call) => freshArray(call, STRING),
  enumerableKeys: (call) => freshArray(call, STRING),
  objectValues: (call) => join(freshArray(call, call.analysis.heap.ownValues(at(call, 0), call.instance)), MARK),
  objectEntries: (call) => {
    const { heap } = call.analysis;
    const entry = heap.object(call.node, `${call.instance.context}|entry`, OBJECT_KIND.array, 'Array.prototype');
    entry.elements.write(join(STRING, heap.ownValues(at(call, 0), call.instance)));
    return join(freshArray(call, heap.typeOf(entry)), MARK);
  },
  spreadInto: (call) => {
    call.analysis.heap.copy(at(call, 0), at(call, 1), call.instance);
    return BOOLEAN;
  },
  assignInto: (call) => {
    call.analysis.heap.copy(at(call, 0), at(call, 1), call.instance);
    return BOOLEAN;
  },
  getPrototypeOf: (call) =>
    call.analysis.heap
      .holders(at(call, 0))
      .reduce(
        (type, site) =>
          join(
            type,
            join(site.prototype.read(call.instance), mayBe(at(call, 0), ~OBJECTS) ? call.analysis.heap.typeOf(site) : NEVER),
          ),
        NULL as AbstractType,
      ),
  setPrototypeOf: (call) => {
    for (const site of at(call, 0).sites.sites) site.prototype.write(restrict(at(call, 1), OBJECTS | KIND.null));
    return UNDEFINED;
  },
  freeze: froze,
  seal: froze,
  preventExtensions: froze,
  newArray: (call) => freshArray(call, UNDEFINED),
  emptyArray: (call) => freshArray(call),
  arrayElement: (call) => join(elementsOf(call, at(call, 0)), MARK),
  arrayGet: (call) => elementsOf(call, at(call, 0)),
  arraySet: (call) => {
    storeElements(at(call, 0), join(at(call, 2), UNDEFINED));
    return UNDEFINED;
  },
  append: (call) => {
    storeElements(at(call, 0), at(call, 1));
    return UNDEFINED;
  },
  arrayPush: (call) => {
    storeElements(at(call, 0), at(call, 1));
    return LENGTH;
  },
  arrayUnshift: (call) => {
    storeElements(at(call, 0), at(call, 1));
    return LENGTH;
  },
  arrayPop: (call) => {
    shrink(call, at(call, 0));
    return join(elementsOf(call, at(call, 0)), UNDEFINED);
  },
  arrayShift: (call) => {
    shrink(call, at(call, 0));
    return join(elementsOf(call, at(call, 0)), UNDEFINED);
  },
  deleteProperty: (call) => {
    const key = call.node.arguments[1];
    call.analysis.heap.delete(
      at(call, 0),
      key?.kind === 'string' ? key.value : key?.kind === 'symbol' ? `@@${key.name}` : undefined,
    );
    return BOOLEAN;
  },
  arrayPushAll: (call) => {
    storeElements(at(call, 0), elementsOf(call, at(call, 1)));
    return LENGTH;
  },
  arrayUnshiftAll: (call) => {
    storeElements(at(call, 0), elementsOf(call, at(call, 1)));
    return LENGTH;
  },
  arraySlice: (call) => freshArray(call, elementsOf(call, at(call, 0))),
  arraySplice: (call) => {
    shrink(call, at(call, 0));
    const removed = freshArray(call, elementsOf(call, at(call, 0)));
    storeElements(at(call, 0), elementsOf(call, at(call, 3)));
    return removed;
  },
  arrayConcat: (call) => freshArray(call, join(elementsOf(call, at(call, 0)), elementsOf(call, at(call, 1)))),
  arrayFill: (call) => {
    storeElements(at(call, 0), at(call, 1));
    return UNDEFINED;
  },
  setArrayLength: (call) => {
    shrink(call, at(call, 0));
    storeElements(at(call, 0), UNDEFINED);
    return UNDEFINED;
  },
  arrayLength: constant(LENGTH),
  splitString: (call) => freshArray(call, STRING),
  newTypedArray: (call) => typed(call, kindsOf(at(call, 0))),
  typedGet: (call) => join(elementsOf(call, at(call, 0)), UNDEFINED),
  typedSubarray: (call) => typed(call, at(call, 0).sites.elementKinds),
  typedSlice: (call) => typed(call, at(call, 0).sites.elementKinds),
  typedLength: constant(LENGTH),
  typedByteOffset: constant(LENGTH),
  typedBuffer: (call) => buffer(call),
  dataViewBuffer: (call) => buffer(call),
  newArrayBuffer: (call) => fresh(call, OBJECT_KIND.arrayBuffer, 'ArrayBuffer.prototype'),
  bufferSlice: (call) => fresh(call, OBJECT_KIND.arrayBuffer, 'ArrayBuffer.prototype'),
  // Any buffer may come back by typedBuffer later: see `buffer`.
  typedAttach: (call) => attach(call),
  dataViewAttach: (call) => attach(call),
  bufferLength: constant(LENGTH),
  dataViewLength: constant(LENGTH),
  dataViewOffset: constant(LENGTH),
  dataViewGet: (call) => {
    const kinds = kindsOf(at(call, 2));
    return ELEMENT_TYPES.reduce(
      (type, element, kind) => (kinds & (1 << kind) ? join(type, element) : type),
      NEVER as AbstractType,
    );
  },
  newMap: (call) => fresh(call, OBJECT_KIND.map, 'Map.prototype'),
  newSet: (call) => fresh(call, OBJECT_KIND.set, 'Set.prototype'),
  mapGet: (call) => join(gather(call, at(call, 0), 'values'), UNDEFINED),
  mapSet: (call) => {
    for (const site of at(call, 0).sites.sites) {
      site.keys.write(at(call, 1));
      site.values.write(at(call, 2));
    }
    return UNDEFINED;
  },
  setAdd: (call) => {
    for (const site of at(call, 0).sites.sites) site.keys.write(at(call, 1));
    return UNDEFINED;
  },
  mapSize: constant(LENGTH),
  mapNext: constant(integers(-1, 2147483647)),
  mapKeyAt: (call) => gather(call, at(call, 0), 'keys'),
  mapValueAt: (call) => gather(call, at(call, 0), 'values'),
  newError: (call) => {
    const { heap } = call.analysis;
    const type = heap.typeOf(call.analysis.libraryError());
    return type;
  },
  throwValue: (call) => {
    call.analysis.thrown.write(at(call, 0));
    return NEVER;
  },
  primitiveToNumber: (call) => numberType(toNumberRange(at(call, 0))),
  primitiveToNumeric: (call) => numeric(at(call, 0)),
  primitiveAdd: (call) => {
    const [left, right] = [at(call, 0), at(call, 1)];
    const isText = mayBe(left, KIND.string | OBJECTS) || mayBe(right, KIND.string | OBJECTS);
    return isText ? join(STRING, arithmetic('+')(call)) : arithmetic('+')(call);
  },
  primitiveSubtract: arithmetic('-'),
  primitiveMultiply: arithmetic('*'),
  primitiveDivide: arithmetic('/'),
  primitiveRemainder: arithmetic('%'),
  primitivePower: arithmetic('**'),
  primitiveAnd: arithmetic('&'),
  primitiveOr: arithmetic('|'),
  primitiveXor: arithmetic('^'),
  primitiveShiftLeft: arithmetic('<<'),
  primitiveShiftRight: arithmetic('>>'),
  primitiveShiftRightUnsigned: arithmetic('>>>'),
  primitiveNegate: (call) => join(numberType(ANY_NUMBER), mayBe(at(call, 0), KIND.bigint | OBJECTS) ? BIGINT : NEVER),
  primitiveNot: (call) => join(INTEGER, mayBe(at(call, 0), KIND.bigint | OBJECTS) ? BIGINT : NEVER),
  primitiveIncrement: (call) => join(numberType(ANY_NUMBER), mayBe(at(call, 0), KIND.bigint | OBJECTS) ? BIGINT : NEVER),
  primitiveDecrement: (call) => join(numberType(ANY_NUMBER), mayBe(at(call, 0), KIND.bigint | OBJECTS) ? BIGINT : NEVER),
  primitiveLess: constant(integers(-1, 1)),
  primitiveToBigint: constant(BIGINT),
  primitiveRequireBigint: constant(BIGINT),
  numberToBigint: constant(BIGINT),
  stringToBigint: constant(join(BIGINT, UNDEFINED)),
  newSymbol: constant(SYMBOL),
  symbolFor: constant(SYMBOL),
  wellKnownSymbol: constant(SYMBOL),
  symbolDescription: constant(join(STRING, UNDEFINED)),
  symbolKeyFor: constant(join(STRING, UNDEFINED)),
  stringElement: constant(join(STRING, UNDEFINED)),
  stringLength: constant(LENGTH),
  charCodeAt: constant(integers(-1, 65535)),
  codePointAt: constant(integers(-1, 0x10ffff)),
  compareStrings: constant(integers(-1, 1)),
  compareLocale: constant(integers(-1, 1)),
  bigintCompare: constant(integers(-1, 1)),
  bigintCompareNumber: constant(integers(-1, 2)),
  stringIndexOf: constant(integers(-1, 2147483647)),
  stringLastIndexOf: constant(integers(-1, 2147483647)),
  arrayIndexOf: constant(integers(-1, 2147483647)),
  arrayLastIndexOf: constant(integers(-1, 2147483647)),
  typedIndexOf: constant(integers(-1, 2147483647)),
  typedLastIndexOf: constant(integers(-1, 2147483647)),
  kindOf: constant(integers(0, 255)),
  elementKind: (call) => {
    const kinds = at(call, 0).sites.elementKinds;
    return kinds === 0
      ? integers(0, 10)
      : integers(Math.clz32(kinds & -kinds) === 32 ? 0 : 31 - Math.clz32(kinds & -kinds), 31 - Math.clz32(kinds));
  },
  elementBytes: constant(integers(0, 8)),
  arrayContent: constant(integers(0, 2)),
  ownAttributes: constant(integers(-1, 15)),
  relativeIndex: constant(LENGTH),
  clampIndex: (call) =>
    integers(
      Math.min(at(call, 1).range.minimum, at(call, 2).range.minimum),
      Math.max(at(call, 1).range.maximum, at(call, 2).range.maximum),
    ),
  toInt32: (call) => numberType(toInt32Range(toNumberRange(at(call, 0)))),
  toUint32: constant(numberType(ANY_UINT32)),
  toInteger: (call) => integral(toNumberRange(at(call, 0)), -Infinity, Infinity),
  toLength: (call) => integral(toNumberRange(at(call, 0)), 0, SAFE_MAXIMUM),
  remainder: (call) => numberType(numberOperation('%', toNumberRange(at(call, 0)), toNumberRange(at(call, 1)))),
  power: (call) => numberType(numberOperation('**', toNumberRange(at(call, 0)), toNumberRange(at(call, 1)))),
};

function shrink(call: Call, type: AbstractType): void {
  for (const site of type.sites.sites) call.analysis.heap.shrink(site);
}

function froze(call: Call): AbstractType {
  call.analysis.heap.freeze();
  return UNDEFINED;
}

function lookedUp(call: Call): AbstractType {
  const { heap } = call.analysis;
  const key = call.node.arguments[1];
  const object = at(call, 0);
  if (key?.kind === 'string') return join(heap.lookup(object, key.value, call.instance).type, UNDEFINED);
  if (key?.kind === 'symbol') return join(heap.lookup(object, `@@${key.name}`, call.instance).type, UNDEFINED);
  return heap.element(object, at(call, 1), call.instance);
}

function accessors(call: Call, half: 'getter' | 'setter'): AbstractType {
  let type = NEVER;
  for (const site of at(call, 0).sites.sites) {
    site.shape.read(call.instance);
    for (const one of site.accessors.values()) type = join(type, one[half].read(call.instance));
  }
  return type;
}

/** All buffers that were ever attached, and those that typed arrays make for themselves. */
function buffer(call: Call): AbstractType {
  const { heap } = call.analysis;
  const shared = heap.object('buffers', '', OBJECT_KIND.arrayBuffer, 'ArrayBuffer.prototype');
  return join(
    heap.typeOf(shared),
    join(
      shared.values.read(call.instance),
      heap.typeOf(heap.object('border', 'buffer', OBJECT_KIND.arrayBuffer, 'ArrayBuffer.prototype')),
    ),
  );
}

function attach(call: Call): AbstractType {
  const shared = call.analysis.heap.object('buffers', '', OBJECT_KIND.arrayBuffer, 'ArrayBuffer.prototype');
  shared.values.write(objects(at(call, 1)));
  return UNDEFINED;
}

export function intrinsicType(caller: Caller, node: IntrinsicCall, types: readonly AbstractType[]): AbstractType {
  const call: Call = { analysis: caller.analysis, instance: caller.instance, node, types };
  const { name } = node;
  if (name.startsWith('Math.')) {
    return numberType(mathRange(name.slice(5), types.map(toNumberRange)));
  }
  const tested = testedBy(name);
  if (tested) return booleanType(!isNever(tested.yes(at(call, 0))), !isNever(tested.no(at(call, 0), caller)));
  // Some names are those of properties that every object has.
  const effect = Object.hasOwn(EFFECTS, name) ? EFFECTS[name] : undefined;
  if (effect) return effect(call);
  if (name.startsWith('fail')) return NEVER;
  const listed = Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
  switch (listed?.gives) {
    case 'number':
      return numberType(ANY_NUMBER);
    case 'integer':
      return INTEGER;
    case 'boolean':
      return BOOLEAN;
    case 'string':
      return STRING;
    case 'nothing':
      return UNDEFINED;
    default:
      return name.startsWith('bigint') ? BIGINT : mixed(call);
  }
}

/** Nothing is known: it may store any of its arguments in any other and give whatever they hold. */
function mixed(call: Call): AbstractType {
  const { heap } = call.analysis;
  const all = call.types.reduce(join, NEVER as AbstractType);
  const contents = join(all, heap.contents(all, call.instance));
  for (const site of all.sites.sites) {
    heap.shrink(site);
    for (const cell of [site.others, site.elements, site.keys, site.values]) cell.write(all);
  }
  const site = heap.object(call.node, `${call.instance.context}|mixed`, 2047 & ~OBJECT_KIND.function, 'Object.prototype');
  for (const cell of [site.others, site.elements, site.keys, site.values]) cell.write(contents);
  return join(join(contents, heap.typeOf(site)), join(ANY_PRIMITIVE, MARK));
}

interface Tested {
  yes(type: AbstractType): AbstractType;
  no(type: AbstractType, caller: Caller): AbstractType;
}

function byObjectKind(kinds: number): Tested {
  return {
    yes: (type) => {
      const part = restrict(type, OBJECTS);
      const sites = part.sites.ofKinds(kinds);
      return sites.sites.length === 0
        ? NEVER
        : {
            ...part,
            sites,
            kinds: sites.sites.reduce((bits, site) => bits | (site.isFunction ? KIND.function : KIND.object), 0),
          };
    },
    no: (type) => {
      const sites = type.sites.ofKinds(kinds, true);
      const objectBits = sites.sites.reduce((bits, site) => bits | (site.isFunction ? KIND.function : KIND.object), 0);
      return { ...type, kinds: (type.kinds & ~OBJECTS) | objectBits, sites };
    },
  };
}

/** The test looks at more than the kind: what certainly passes. */
function withDetails(tested: Tested, passes: (caller: Caller, site: Site) => boolean): Tested {
  return {
    yes: tested.yes,
    no: (type, caller) => {
      const sites = type.sites.filter((site) => !passes(caller, site));
      const objectBits = sites.sites.reduce((bits, site) => bits | (site.isFunction ? KIND.function : KIND.object), 0);
      return { ...type, kinds: (type.kinds & ~OBJECTS) | objectBits, sites };
    },
  };
}

const TESTS: Readonly<Record<string, Tested>> = {
  isArray: byObjectKind(OBJECT_KIND.array),
  isPlainArray: withDetails(byObjectKind(OBJECT_KIND.array), (caller, site) =>
    caller.analysis.heap.isPlainArray(site, caller.instance),
  ),
  isIndexed: withDetails(byObjectKind(OBJECT_KIND.array | OBJECT_KIND.typedArray), (caller, site) =>
    caller.analysis.heap.isOrdinaryIndexed(site, caller.instance),
  ),
  isTypedArray: byObjectKind(OBJECT_KIND.typedArray),
  isArrayBuffer: byObjectKind(OBJECT_KIND.arrayBuffer),
  isDataView: byObjectKind(OBJECT_KIND.dataView),
  isMap: byObjectKind(OBJECT_KIND.map),
  isSet: byObjectKind(OBJECT_KIND.set),
  isRegExp: byObjectKind(OBJECT_KIND.regexp),
  isPlainRegExp: withDetails(byObjectKind(OBJECT_KIND.regexp), (caller, site) =>
    caller.analysis.heap.isPlainRegExp(site, caller.instance),
  ),
  isObject: { yes: (type) => restrict(type, OBJECTS), no: (type) => restrict(type, ~OBJECTS) },
  isCallable: { yes: (type) => restrict(type, KIND.function), no: (type) => restrict(type, ~KIND.function) },
  isEmpty: { yes: (type) => restrict(type, KIND.mark), no: (type) => restrict(type, ~KIND.mark) },
};

/** What an intrinsic that tests its first argument tells of it. */
export function testedBy(name: string): Tested | undefined {
  return Object.hasOwn(TESTS, name) ? TESTS[name] : undefined;
}
