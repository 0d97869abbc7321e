/** Evaluation of what a contract says about a shard's part: polynomials over its range, scalar inputs and lengths. */
import type { Polynomial, Region } from '../../compiler/manifest.js';
import { ShoalError } from '../errors.js';

export interface RegionEnvironment {
  /** The shard's range; left out where it is still to be found. */
  readonly lo?: number;
  readonly hi?: number;
  /** Scalar inputs by name. */
  readonly scalars: ReadonlyMap<string, number>;
  /** Lengths of array inputs by the arrays' names. */
  readonly lengths: ReadonlyMap<string, number>;
}

export interface Interval {
  readonly from: number;
  /** Exclusive; never less than `from`. */
  readonly to: number;
}

const LENGTH_SUFFIX = '.length';

/** Throws SHOAL3004 when the polynomial names something that the environment lacks. */
export function evaluatePolynomial(polynomial: Polynomial, environment: RegionEnvironment): number {
  let sum = 0;
  for (const { coefficient, factors } of polynomial) {
    let term = coefficient;
    for (const factor of factors) term *= lookUp(factor, environment);
    sum += term;
  }
  return sum;
}

/** The elements of an array of `length` that the region covers, clamped to the array. Throws SHOAL3004. */
export function evaluateRegion(region: Region, length: number, environment: RegionEnvironment): Interval {
  if (region.kind === 'all') return { from: 0, to: length };
  const from = clamp(Math.floor(evaluatePolynomial(region.from, environment)), length);
  const to = clamp(Math.ceil(evaluatePolynomial(region.to, environment)), length);
  return { from: Math.min(from, to), to };
}

/** The iterations of a block's range. Throws SHOAL3004 when a bound is not a number that a 32-bit counter can hold. */
export function evaluateRange(
  range: { readonly from: Polynomial; readonly to: Polynomial },
  environment: RegionEnvironment,
): { readonly lo: number; readonly hi: number } {
  const lo = evaluatePolynomial(range.from, environment);
  const hi = evaluatePolynomial(range.to, environment);
  if ((lo | 0) !== lo || (hi | 0) !== hi) {
    throw new ShoalError('SHOAL3004', `a loop from ${lo} to ${hi} is beyond a 32-bit counter`);
  }
  return { lo, hi: Math.max(lo, hi) };
}

function lookUp(factor: string, { lo, hi, scalars, lengths }: RegionEnvironment): number {
  if (factor === 'lo' && lo !== undefined) return lo;
  if (factor === 'hi' && hi !== undefined) return hi;
  const value = factor.endsWith(LENGTH_SUFFIX) ? lengths.get(factor.slice(0, -LENGTH_SUFFIX.length)) : scalars.get(factor);
  if (value === undefined) throw new ShoalError('SHOAL3004', `a region of the bundle depends on "${factor}", which is no input`);
  return value;
}

function clamp(index: number, length: number): number {
  if (Number.isNaN(index)) throw new ShoalError('SHOAL3004', 'a region of the bundle is not a number for these inputs');
  return Math.min(Math.max(index, 0), length);
}
