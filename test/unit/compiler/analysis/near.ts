/** Results that differ by nothing but the rounding of sums. */
import type { ArrayValue, Value } from '../../../../compiler/ir/index.js';

const TOLERANCE = 1e-9;

export function isNear(a: Value, b: Value): boolean {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  if (left.length !== right.length) return false;
  const magnitude = Math.max(1, ...right.filter(Number.isFinite).map(Math.abs));
  return left.every((value, k) => Object.is(value, right[k]) || Math.abs(value - right[k]!) <= TOLERANCE * magnitude);
}

function numbersOf(value: Value): number[] {
  if (typeof value === 'number') return [value];
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return [...(value as ArrayValue)].flatMap((part) => numbersOf(part));
  return [];
}
