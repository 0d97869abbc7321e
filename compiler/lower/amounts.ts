/** Amounts that are known now, or as a double when the program runs: numbers, or AssemblyScript text. */
import { doubleText } from './representation.js';

export type Amount = number | string;

export function amountText(amount: Amount): string {
  return typeof amount === 'number' ? doubleText(amount) : amount;
}

export function plus(a: Amount, b: Amount): Amount {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (a === 0) return b;
  return b === 0 ? a : `(${amountText(a)} + ${amountText(b)})`;
}

export function minus(a: Amount, b: Amount): Amount {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return b === 0 ? a : `(${amountText(a)} - ${amountText(b)})`;
}

export function times(a: Amount, b: Amount): Amount {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  if (a === 1) return b;
  return b === 1 ? a : `(${amountText(a)} * ${amountText(b)})`;
}

export function over(a: Amount, b: number): Amount {
  if (typeof a === 'number') return a / b;
  return b === 1 ? a : `(${a} / ${doubleText(b)})`;
}

export function larger(a: Amount, b: Amount): Amount {
  if (typeof a === 'number' && typeof b === 'number') return Math.max(a, b);
  return a === b ? a : `max<f64>(${amountText(a)}, ${amountText(b)})`;
}

export function smaller(a: Amount, b: Amount): Amount {
  if (typeof a === 'number' && typeof b === 'number') return Math.min(a, b);
  return a === b ? a : `min<f64>(${amountText(a)}, ${amountText(b)})`;
}
