/**
 * Indices like `i * n + j` whose value may leave int32, computed in 64-bit integers instead of doubles.
 *
 * JavaScript rounds sums and products above 2^53 and i64 does not, so the two may differ there. That does not matter when both are
 * far beyond the length of any array. Each part therefore carries `apart`: where the two values differ, both are at least that large.
 */
import type { Expression } from '../ir/index.js';
import type { FunctionScope } from './function-scope.js';
import { isInt32 } from './representation.js';

interface Wide {
  readonly text: string;
  /** Bounds of the i64, and of the double as long as they are equal. */
  readonly lo: number;
  readonly hi: number;
  /** Infinity when the two never differ. */
  readonly apart: number;
}

/** Arrays are shorter than this. */
const LENGTH_LIMIT = 2 ** 31;
const EXACT_LIMIT = 2 ** 53;
const OVERFLOW_LIMIT = 2 ** 62;
/** Factors larger than this, 2^31.5, are cut to it: their product still fits into an i64, and is no index any more. */
const LARGEST_FACTOR = 3_037_000_499;

/** Text of the index as i64; undefined when doubles are needed. */
export function wideIndex(scope: FunctionScope, index: Expression): string | undefined {
  if (index.kind !== 'binary') return undefined;
  const wide = widen(scope, index);
  return wide && wide.apart >= LENGTH_LIMIT ? wide.text : undefined;
}

function widen(scope: FunctionScope, expression: Expression): Wide | undefined {
  if (expression.kind === 'binary' && ['+', '-', '*'].includes(expression.operator) && !isInt32(scope.interval(expression))) {
    const a = widen(scope, expression.left);
    const b = a && widen(scope, expression.right);
    if (!a || !b) return undefined;
    return expression.operator === '+' ? sum(a, b) : expression.operator === '-' ? difference(a, b) : product(a, b);
  }
  const number = scope.expressions.number(scope, expression, true);
  if (number.as === 'f64') {
    // A bound of a clamped value may make an int32 of what is none on the way.
    return expression.kind === 'math' ? clamp(scope, expression) : undefined;
  }
  const { lo, hi } = scope.interval(expression);
  const text = expression.kind === 'number' ? number.text : `<i64>(${number.text})`;
  return { text, lo: Math.max(lo, -LENGTH_LIMIT), hi: Math.min(hi, 2 ** 32), apart: Number.POSITIVE_INFINITY };
}

/** Minimum and maximum of values that JavaScript has exactly. */
function clamp(scope: FunctionScope, expression: Extract<Expression, { kind: 'math' }>): Wide | undefined {
  const { name } = expression;
  if (name !== 'Math.min' && name !== 'Math.max') return undefined;
  const [a, b] = expression.arguments.map((argument) => widen(scope, argument));
  if (!a || !b || a.apart !== Number.POSITIVE_INFINITY || b.apart !== Number.POSITIVE_INFINITY) return undefined;
  const choose = name === 'Math.min' ? Math.min : Math.max;
  const text = `${name === 'Math.min' ? 'min' : 'max'}<i64>(${a.text}, ${b.text})`;
  return { text, lo: choose(a.lo, b.lo), hi: choose(a.hi, b.hi), apart: Number.POSITIVE_INFINITY };
}

function sum(a: Wide, b: Wide): Wide | undefined {
  return result(
    `(${a.text} + ${b.text})`,
    a.lo + b.lo,
    a.hi + b.hi,
    Math.min(a.apart + Math.min(b.lo, 0), b.apart + Math.min(a.lo, 0)),
  );
}

function difference(a: Wide, b: Wide): Wide | undefined {
  if (b.apart !== Number.POSITIVE_INFINITY) return undefined;
  return result(`(${a.text} - ${b.text})`, a.lo - b.hi, a.hi - b.lo, a.apart - Math.max(b.hi, 0));
}

function product(a: Wide, b: Wide): Wide | undefined {
  const corners = [a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi];
  const apart = Math.min(a.apart, b.apart);
  // Where factors differ both are positive; times zero they are equal again, times a negative number they would be lost.
  if (apart !== Number.POSITIVE_INFINITY && (a.lo < 0 || b.lo < 0)) return undefined;
  const [lo, hi] = [Math.min(...corners), Math.max(...corners)];
  if (hi <= OVERFLOW_LIMIT) return result(`(${a.text} * ${b.text})`, lo, hi, apart);
  if (a.lo < 0 || b.lo < 0) return undefined;
  const cut = ({ text, hi: most }: Wide): string => (most <= LARGEST_FACTOR ? text : `min<i64>(${text}, ${LARGEST_FACTOR})`);
  return result(`(${cut(a)} * ${cut(b)})`, lo, LARGEST_FACTOR ** 2, Math.min(apart, LARGEST_FACTOR));
}

function result(text: string, lo: number, hi: number, apart: number): Wide | undefined {
  if (Number.isNaN(lo) || Number.isNaN(hi) || lo < -EXACT_LIMIT || hi > LARGEST_FACTOR ** 2) return undefined;
  // From 2^53 on JavaScript rounds; lower values are equal if the parts are.
  return { text, lo, hi, apart: hi > EXACT_LIMIT ? Math.min(apart, EXACT_LIMIT) : apart };
}
