import { describe, expect, it } from 'vitest';
import { describeValue, outcomeOf } from './compare.js';
import { callBuiltin } from './load.js';

// biome-ignore lint/suspicious/noExplicitAny: any value of JavaScript
type Value = any;

/** Values that tell what was asked of them. */
function samples(log: (...seen: Value[]) => void): Value[] {
  const answer = (value: Value, ...seen: Value[]) => {
    log(...seen);
    return value;
  };
  const asked = (name: string, number: Value, text: Value) => ({
    valueOf: () => answer(number, name, 'valueOf'),
    toString: () => answer(text, name, 'toString'),
  });
  return [
    0,
    -0,
    1,
    -1.5,
    Number.NaN,
    Infinity,
    '',
    '1',
    'a',
    'b',
    true,
    false,
    null,
    undefined,
    1n,
    -2n,
    0n,
    Symbol.iterator,
    [],
    [1],
    [1, 2],
    {},
    asked('number', 2, 'two'),
    asked('text', {}, '3'),
    asked('neither', {}, {}),
    asked('bigint', 5n, ''),
    { [Symbol.toPrimitive]: (hint: string) => answer(hint === 'number' ? 7 : `<${hint}>`, 'hint', hint) },
    { [Symbol.toPrimitive]: () => ({}) },
    { [Symbol.toPrimitive]: 5 },
    { [Symbol.toPrimitive]: null, valueOf: () => 4 },
    Object(5),
    Object('x'),
    Object.create(null),
    new Date(Number.NaN).constructor,
  ];
}

const BINARY: Record<string, (a: Value, b: Value) => Value> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  remainder: (a, b) => a % b,
  power: (a, b) => a ** b,
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
  shiftLeft: (a, b) => a << b,
  shiftRight: (a, b) => a >> b,
  shiftRightUnsigned: (a, b) => a >>> b,
  // biome-ignore lint/suspicious/noDoubleEquals: this is what it is for
  looseEquals: (a, b) => a == b,
  less: (a, b) => a < b,
  lessOrEqual: (a, b) => a <= b,
  greater: (a, b) => a > b,
  greaterOrEqual: (a, b) => a >= b,
  has: (a, b) => a in b,
  isInstanceOf: (a, b) => a instanceof b,
};

const UNARY: Record<string, (a: Value) => Value> = {
  negate: (a) => -a,
  not: (a) => ~a,
  increment: (a) => ++a,
  decrement: (a) => --a,
  toNumber: (a) => +a,
  toText: (a) => `${a}`,
};

function observe(run: (values: Value[]) => Value): string[] {
  const seen: string[] = [];
  const values = samples((...what) => seen.push(what.join()));
  return [outcomeOf(() => run(values)), ...seen];
}

/** V8 words some messages after the source. */
const general = (lines: string[]) =>
  lines.map((line) =>
    line.replace(/^throws TypeError: .*(not a function|object to primitive value|'in' operator).*/, 'throws TypeError: $1'),
  );

describe('operators on any values', () => {
  const count = samples(() => {}).length;
  it.each(Object.keys(BINARY))('%s', (name) => {
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) {
        const ours = observe((values) => callBuiltin(`Operators$${name}`, undefined, values[i], values[j]));
        const nodes = observe((values) => BINARY[name]!(values[i], values[j]));
        expect(general(ours), `${describeValue(samples(() => {})[i])} ${name} ${describeValue(samples(() => {})[j])}`).toEqual(
          general(nodes),
        );
      }
    }
  });

  it.each(Object.keys(UNARY))('%s', (name) => {
    for (let i = 0; i < count; i++) {
      const ours = observe((values) => callBuiltin(`Operators$${name}`, undefined, values[i]));
      expect(general(ours), `${name} ${i}`).toEqual(general(observe((values) => UNARY[name]!(values[i]))));
    }
  });
});
