/** Comparison of two values bit for bit: NaN equals NaN, 0 and -0 differ, and so do arrays of different kinds. */

import { bytesOf, isTypedArray, type TypedArray, typedArrayName, type Value } from '../../values/index.js';
import { specialNumberName } from './json.js';

export interface Difference {
  /** Where, such as `result.points[3]`. */
  readonly path: string;
  readonly left: string;
  readonly right: string;
}

/** The first difference, or undefined when the values are the same to the last bit. */
export function firstDifference(left: Value, right: Value, path = 'result'): Difference | undefined {
  if (typeof left !== 'object' || typeof right !== 'object') {
    return Object.is(left, right) ? undefined : { path, left: show(left), right: show(right) };
  }
  if (isTypedArray(left) || isTypedArray(right)) return compareTyped(left, right, path);
  const isArray = Array.isArray(left);
  if (isArray !== Array.isArray(right)) return { path, left: show(left), right: show(right) };
  if (isArray && left.length !== (right as readonly Value[]).length) {
    return { path: `${path}.length`, left: String(left.length), right: String((right as readonly Value[]).length) };
  }
  const rightFields = new Map(Object.entries(right));
  const leftFields = Object.entries(left);
  for (const [key, field] of leftFields) {
    const place = isArray ? `${path}[${key}]` : `${path}.${key}`;
    if (!rightFields.has(key)) return { path: place, left: show(field), right: 'missing' };
    const difference = firstDifference(field, rightFields.get(key), place);
    if (difference) return difference;
  }
  const extra = [...rightFields.keys()].find((key) => !Object.hasOwn(left, key));
  return extra === undefined ? undefined : { path: `${path}.${extra}`, left: 'missing', right: show(rightFields.get(extra)) };
}

function compareTyped(left: Value, right: Value, path: string): Difference | undefined {
  if (!isTypedArray(left) || !isTypedArray(right) || typedArrayName(left) !== typedArrayName(right)) {
    return { path, left: show(left), right: show(right) };
  }
  if (left.length !== right.length) return { path: `${path}.length`, left: String(left.length), right: String(right.length) };
  if (Buffer.compare(bytesOf(left), bytesOf(right)) === 0) return undefined;
  // Different bytes may still be the same values: JavaScript can't tell one NaN from another.
  const index = left.findIndex((element, place) => !Object.is(element, (right as TypedArray)[place]));
  return index < 0 ? undefined : { path: `${path}[${index}]`, left: show(left[index]), right: show(right[index]) };
}

function show(value: Value): string {
  if (typeof value === 'number') return specialNumberName(value) ?? String(value);
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (value === undefined) return 'nothing';
  if (typeof value !== 'object') return String(value);
  if (isTypedArray(value)) return `${typedArrayName(value)}(${value.length})`;
  return Array.isArray(value) ? `an array of ${value.length}` : `an object with ${Object.keys(value).join(', ')}`;
}
