/** How many bytes of a value cross the border of a block, as far as types and regions tell. */
import { TYPED_ARRAYS, type Type } from '../ir/index.js';
import type { ContractItem, Polynomial } from '../manifest.js';

/** Array lengths end below it: a region that reaches it was too hard to tell. */
const NO_LIMIT = 2 ** 31 - 1;

/** Undefined for values whose size only the data tell. */
export function bytesOf({ type, name, mode, region, written }: ContractItem): Polynomial | undefined {
  // A reduce block gives one term for each iteration.
  if (mode === 'reduce') return times(8, minus(counted('hi'), counted('lo')));
  const element = bytesOfElement(type);
  if (element === undefined) return bytesOfScalar(type);
  const part = mode === 'out' ? (written ?? region) : region;
  const whole = [{ coefficient: element, factors: [`${name}.length`] }];
  if (part.kind === 'all' || part.to.some(({ coefficient, factors }) => factors.length === 0 && coefficient >= NO_LIMIT))
    return whole;
  return times(element, minus(part.to, part.from));
}

function bytesOfScalar({ kind }: Type): Polynomial | undefined {
  return kind === 'number' || kind === 'boolean' ? [{ coefficient: 8, factors: [] }] : undefined;
}

function bytesOfElement(type: Type): number | undefined {
  if (type.kind === 'typed') return new TYPED_ARRAYS[type.element](0).BYTES_PER_ELEMENT;
  return type.kind === 'array' && type.element.kind === 'number' ? 8 : undefined;
}

function counted(factor: string): Polynomial {
  return [{ coefficient: 1, factors: [factor] }];
}

function times(factor: number, p: Polynomial): Polynomial {
  return p.map(({ coefficient, factors }) => ({ coefficient: factor * coefficient, factors }));
}

function minus(a: Polynomial, b: Polynomial): Polynomial {
  const sums = new Map<string, Polynomial[number]>();
  for (const { coefficient, factors } of [...a, ...times(-1, b)]) {
    const sorted = [...factors].sort();
    const key = sorted.join('*');
    sums.set(key, { coefficient: (sums.get(key)?.coefficient ?? 0) + coefficient, factors: sorted });
  }
  return [...sums.values()].filter(({ coefficient }) => coefficient !== 0);
}
