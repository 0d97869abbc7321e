import { memory } from './one.js';

export const TABLE = [10, 20, 30];

export enum Level {
  Low = 1,
  High = Low << 4,
}

export function helper(x: number): number {
  return x * 10000;
}

/** The two files import each other. */
export function deep(x: number): number {
  return x > 3 ? 0 : memory(x + 3) / 2;
}

export function twice(x: number): number {
  return 2 * x;
}
