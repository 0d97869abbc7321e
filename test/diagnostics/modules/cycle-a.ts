import { BASE, LIMIT } from './cycle-b.js';

export const START = BASE + 1;
//                   ^ SHOAL1017 The files of 'BASE' and of this constant import each other, so which of the two comes first is not certain.

export function cyclic(n: number): number {
  return n + START + LIMIT;
}
