import { helper as second } from './two.js';

export const SIZE = 16;

function helper(x: number): number {
  return x * 100;
}

export function memory(x: number): number {
  return helper(x) + second(x);
}
