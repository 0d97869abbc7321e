/** What TypeScript itself reports comes first, and alone. */
import fs from 'node:fs';
//             ^ SHOAL1001 TS2591
import { nothing } from './missing.js';
//                      ^ SHOAL1001 TS2307

export function wrong(x: number): number {
  const y: string = x;
  //    ^ SHOAL1001 TS2322
  console.log(y);
//^ SHOAL1001 TS2584
  return y;
//^ SHOAL1001 TS2322
}

export function later(x: number): number {
  const a = b + x;
  //        ^ SHOAL1001 TS2448
  //        ^ SHOAL1001 TS2454
  const b = 1;
  return a;
}

export function unassigned(k: number): number {
  let x: number;
  if (k > 0) x = 1;
  return x;
  //     ^ SHOAL1001 TS2454
}

export function chained(a: number, b: number, c: number): boolean {
  return a < b < c;
  //     ^ SHOAL1001 TS2365
}

export function ends(a: number): number {
//                               ^ SHOAL1001 TS2366
  if (a > 0) return 1;
}

export function mixes(a: boolean): number {
  return a + 1;
  //     ^ SHOAL1001 TS2365
}

export function differs(a: number, b: string): boolean {
  return a == b;
  //     ^ SHOAL1001 TS2367
}

export function assignsFunction(a: number): number {
  mixes = 5;
//^ SHOAL1001 TS2630
  return a;
}

export function usesThis(x: number): number {
  const self = this;
  //           ^ SHOAL1001 TS2683
  return x;
}

export function swapped(given: Float64Array): Float64Array {
  let now = new Float64Array(1);
  now = given;
//^ SHOAL1001 TS2322
  return now;
}
