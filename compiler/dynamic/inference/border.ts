/** What comes from outside: any data, or what the assumptions leave of it. */
import type { AssumedType } from './assumptions.js';
import type { Heap } from './heap.js';
import { ANY_NUMBER } from './number-range.js';
import type { Site } from './sites.js';
import {
  type AbstractType,
  BIGINT,
  BOOLEAN,
  join,
  KIND,
  NULL,
  NULLISH,
  numberType,
  OBJECT_KIND,
  primitive,
  STRING,
  UNDEFINED,
} from './types.js';

const TYPED_ARRAY_NAMES = [
  'Int8',
  'Uint8',
  'Uint8Clamped',
  'Int16',
  'Uint16',
  'Int32',
  'Uint32',
  'Float32',
  'Float64',
  'BigInt64',
  'BigUint64',
];
const BORDER = 'border';

/** Any JavaScript data. Symbols and functions can't cross. */
export function external(heap: Heap): AbstractType {
  const objects: Site[] = [];
  const known = heap.site(
    BORDER,
    'known',
    () => ({ objectKind: 0 }),
    () => {},
  );
  const make = (name: string, kind: number, prototype: string) => {
    const site = heap.object(BORDER, name, kind, prototype);
    objects.push(site);
    return site;
  };
  const array = make('array', OBJECT_KIND.array, 'Array.prototype');
  const plain = make('plain', OBJECT_KIND.plain, 'Object.prototype');
  const map = make('map', OBJECT_KIND.map, 'Map.prototype');
  const set = make('set', OBJECT_KIND.set, 'Set.prototype');
  const error = make('error', OBJECT_KIND.error, 'Error.prototype');
  const buffer = make('buffer', OBJECT_KIND.arrayBuffer, 'ArrayBuffer.prototype');
  const view = make('view', OBJECT_KIND.dataView, 'DataView.prototype');
  TYPED_ARRAY_NAMES.forEach((_, kind) => {
    objects.push(typedArraySite(heap, kind));
  });
  const data: AbstractType = {
    kinds: NULLISH | KIND.boolean | KIND.number | KIND.string | KIND.bigint | KIND.object,
    range: ANY_NUMBER,
    sites: objects.reduce((type, site) => join(type, heap.typeOf(site)), UNDEFINED).sites,
  };
  if (!known.isPrepared) {
    known.isPrepared = true;
    array.elements.write(data);
    for (const site of [plain, error]) {
      site.others.write(data);
      site.elements.write(data);
    }
    plain.prototype.write(NULL);
    for (const name of ['TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'AggregateError']) {
      error.prototype.write(heap.builtinType(`${name}.prototype`));
    }
    for (const site of [map, set]) site.keys.write(data);
    map.values.write(data);
    void [buffer, view];
  }
  return data;
}

export function typedArraySite(heap: Heap, element: number): Site {
  return heap.object(
    BORDER,
    `typed${element}`,
    OBJECT_KIND.typedArray,
    `${TYPED_ARRAY_NAMES[element]}Array.prototype`,
    1 << element,
  );
}

/** The buffer behind typed arrays from outside. */
export function argumentType(heap: Heap, assumed: AssumedType | undefined): AbstractType {
  switch (assumed?.kind) {
    case 'number':
      return numberType(ANY_NUMBER);
    case 'boolean':
      return BOOLEAN;
    case 'string':
      return STRING;
    case 'bigint':
      return BIGINT;
    case 'undefined':
      return UNDEFINED;
    case 'null':
      return NULL;
    case 'typedArray':
      return heap.typeOf(typedArraySite(heap, assumed.element));
    case 'array': {
      const site = heap.object(BORDER, JSON.stringify(assumed), OBJECT_KIND.array, 'Array.prototype');
      site.elements.write(argumentType(heap, assumed.element));
      return heap.typeOf(site);
    }
    case 'object': {
      const site = heap.object(BORDER, JSON.stringify(assumed), OBJECT_KIND.plain, 'Object.prototype');
      for (const [key, field] of Object.entries(assumed.fields)) heap.define(site, key, argumentType(heap, field));
      return heap.typeOf(site);
    }
    case 'union':
      return assumed.of.reduce((type, one) => join(type, argumentType(heap, one)), primitive(0));
    default:
      return external(heap);
  }
}

export { TYPED_ARRAY_NAMES };
