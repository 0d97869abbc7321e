/**
 * Arguments travel as copies, and the compiler takes different parameters, and the rows of one, to be different arrays. In Node a write
 * through one name would show through the other; so arguments that share storage are refused.
 */
import type { Parameter, Type } from '../../compiler/manifest.js';
import { ShoalError } from '../errors.js';
import { isTypedArray, type Value } from '../values/index.js';

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly path: string;
}

/** Throws SHOAL3005 when an array, or a part of a buffer, is in the arguments twice. The values are of the parameters' types. */
export function refuseSharedArrays(parameters: readonly Parameter[], values: readonly Value[]): void {
  const seen = new Map<unknown, string>();
  const stretches = new Map<ArrayBufferLike, Stretch[]>();
  for (const [index, { name, type }] of parameters.entries()) visit(type, values[index], name);
  for (const list of stretches.values()) refuseOverlap(list);

  function visit(type: Type, value: Value, path: string): void {
    if (type.kind === 'typed' && isTypedArray(value)) {
      const { buffer, byteOffset, byteLength } = value;
      if (byteLength === 0) return;
      const list = stretches.get(buffer) ?? [];
      list.push({ from: byteOffset, to: byteOffset + byteLength, path });
      stretches.set(buffer, list);
    } else if (type.kind === 'array' && Array.isArray(value)) {
      const before = seen.get(value);
      if (before !== undefined) throw shared(before, path);
      seen.set(value, path);
      if (!holdsArrays(type.element)) return;
      for (const [index, element] of (value as readonly Value[]).entries()) visit(type.element, element, `${path}[${index}]`);
    } else if (type.kind === 'tuple' && Array.isArray(value)) {
      for (const [index, element] of type.elements.entries())
        visit(element, (value as readonly Value[])[index], `${path}[${index}]`);
    } else if (type.kind === 'object') {
      const record = value as Readonly<Record<string, Value>>;
      for (const field of type.fields) visit(field.type, record[field.name], `${path}.${field.name}`);
    }
  }
}

function holdsArrays(type: Type): boolean {
  switch (type.kind) {
    case 'typed':
    case 'array':
      return true;
    case 'tuple':
      return type.elements.some(holdsArrays);
    case 'object':
      return type.fields.some((field) => holdsArrays(field.type));
    default:
      return false;
  }
}

function refuseOverlap(stretches: readonly Stretch[]): void {
  const sorted = [...stretches].sort((a, b) => a.from - b.from);
  let widest = sorted[0]!;
  for (const next of sorted.slice(1)) {
    if (next.from < widest.to) throw shared(widest.path, next.path);
    if (next.to > widest.to) widest = next;
  }
}

function shared(first: string, second: string): ShoalError {
  const hint = `pass a copy of one of them, such as ${second}.slice()`;
  return new ShoalError('SHOAL3005', `the arguments "${first}" and "${second}" share the same array`, { hint });
}
