/** Functions of `Math`. Their arguments are converted to numbers first, from left to right. */
import type { Intrinsic } from '../intrinsics.js';

const one: Intrinsic = { takes: ['number'], gives: 'number', isPure: true };
const two: Intrinsic = { takes: ['number', 'number'], gives: 'number', isPure: true };

const UNARY = [
  'abs',
  'acos',
  'acosh',
  'asin',
  'asinh',
  'atan',
  'atanh',
  'cbrt',
  'ceil',
  'clz32',
  'cos',
  'cosh',
  'exp',
  'expm1',
  'floor',
  'fround',
  'log',
  'log10',
  'log1p',
  'log2',
  'round',
  'sign',
  'sin',
  'sinh',
  'sqrt',
  'tan',
  'tanh',
  'trunc',
] as const;
const BINARY = ['atan2', 'hypot', 'imul', 'max', 'min', 'pow'] as const;

export const MATH_INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  ...Object.fromEntries(UNARY.map((name) => [`Math.${name}`, one])),
  ...Object.fromEntries(BINARY.map((name) => [`Math.${name}`, two])),
};
