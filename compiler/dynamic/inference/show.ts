/** Types as text, for tests and for people. */
import { isInt32Range, isSafeIntegerRange, type NumberRange } from './number-range.js';
import { type AbstractType, elementKinds, functionsOf, KIND, OBJECT_KIND, objectKinds } from './types.js';

const ELEMENTS = [
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
];

function showNumber(range: NumberRange): string {
  if (isInt32Range(range)) return 'int32';
  return isSafeIntegerRange(range) ? 'integer' : 'number';
}

/** `int32 | undefined | Array`: kinds in a fixed order, ranges left out. */
export function showType(type: AbstractType): string {
  const parts: string[] = [];
  if (type.kinds & KIND.number) parts.push(showNumber(type.range));
  for (const [name, bit] of Object.entries(KIND))
    if (type.kinds & bit && !['number', 'function', 'object'].includes(name)) parts.push(name);
  if (type.kinds & KIND.function)
    parts.push(functionsOf(type).length > 3 ? 'function' : `function ${functionsOf(type).join('/')}`);
  if (type.kinds & KIND.object) {
    const kinds = objectKinds(type) & ~OBJECT_KIND.function;
    if (kinds === (2047 & ~OBJECT_KIND.function)) parts.push('object');
    else {
      for (const [name, bit] of Object.entries(OBJECT_KIND))
        if (kinds & bit && name !== 'typedArray' && name !== 'function') parts.push(name);
      ELEMENTS.forEach((name, kind) => {
        if (elementKinds(type) & (1 << kind)) parts.push(name);
      });
    }
  }
  return parts.length === 0 ? 'never' : parts.join(' | ');
}
