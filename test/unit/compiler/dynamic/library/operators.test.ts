import { expect, test } from 'vitest';
import { LibraryInstance } from './library-instance.js';
import { cases, same } from './random.js';

let library = new LibraryInstance();

function outcome(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

function answer(name: string, ...parameters: (bigint | number)[]): unknown {
  const result = library.call[name]!(...parameters);
  return library.takeError() ?? (typeof result === 'bigint' ? library.primitive(result) : result);
}

// biome-ignore-start lint/suspicious/noExplicitAny: the operators are the subject.
const BINARY: Record<string, (a: any, b: any) => unknown> = {
  primitiveAdd: (a, b) => a + b,
  primitiveSubtract: (a, b) => a - b,
  primitiveMultiply: (a, b) => a * b,
  primitiveDivide: (a, b) => a / b,
  primitiveRemainder: (a, b) => a % b,
  primitiveAnd: (a, b) => a & b,
  primitiveOr: (a, b) => a | b,
  primitiveXor: (a, b) => a ^ b,
  primitiveShiftRightUnsigned: (a, b) => a >>> b,
  strictEquals: (a, b) => Number(a === b),
  // biome-ignore lint/suspicious/noDoubleEquals: it is the subject.
  primitiveLooseEquals: (a, b) => Number(a == b),
  sameValue: (a, b) => Number(Object.is(a, b)),
  sameValueZero: (a, b) => Number([a].includes(b)),
  primitiveLess: (a, b) => (a < b ? 1 : a >= b ? 0 : -1),
};

const UNARY: Record<string, (a: any) => unknown> = {
  truthy: (a) => Number(!!a),
  primitiveToNumber: (a) => +a,
  primitiveNegate: (a) => -a,
  primitiveNot: (a) => ~a,
  primitiveIncrement: (a) => ++a,
  primitiveDecrement: (a) => --a,
};
// biome-ignore-end lint/suspicious/noExplicitAny: the operators are the subject.

/** V8 compiles its messages from the bytecode: the operand's kind is what counts. */
test('operators on pairs of primitives', () => {
  let count = 0;
  cases(60_000, (random) => {
    if (++count % 2000 === 0) library = new LibraryInstance();
    const a = random.primitive();
    const b = random.below(6) === 0 ? a : random.primitive();
    const p = library.value(a);
    const q = library.value(b);
    for (const [name, operate] of Object.entries(BINARY)) {
      const wanted = outcome(() => operate(a, b));
      const actual = answer(name, p, q);
      if (!Object.is(actual, wanted)) expect({ name, a, b, actual }).toEqual({ name, a, b, actual: wanted });
    }
    for (const [name, operate] of Object.entries(UNARY)) {
      const wanted = outcome(() => operate(a));
      const actual = answer(name, p);
      if (!Object.is(actual, wanted)) expect({ name, a, actual }).toEqual({ name, a, actual: wanted });
    }
    same(library.text(library.call.typeOf!(p)), typeof a);
    same(library.text(library.call.primitiveDescribe!(p)), String(a));
    const text = library.call.primitiveToString!(p);
    same(
      library.takeError() ?? library.text(text),
      outcome(() => `${a as string}`),
    );
  });
});

test('powers and shifts of small bigints and numbers', () => {
  cases(20_000, (random) => {
    const a = random.below(3) === 0 ? random.double() : random.bigint(1);
    const b = random.below(3) === 0 ? random.below(50) - 10 : BigInt(random.below(50) - 10);
    const p = library.value(a);
    const q = library.value(b);
    same(
      answer('primitivePower', p, q),
      outcome(() => (a as number) ** (b as number)),
    );
    same(
      answer('primitiveShiftLeft', p, q),
      outcome(() => (a as number) << (b as number)),
    );
    same(
      answer('primitiveShiftRight', p, q),
      outcome(() => (a as number) >> (b as number)),
    );
  });
});

test('messages of errors', () => {
  const text = (string: string) => library.string(string);
  const failures: [string, (bigint | number)[], string][] = [
    ['failNotFunction', [text('a.b')], 'TypeError: a.b is not a function'],
    ['failNotConstructor', [text('a.b')], 'TypeError: a.b is not a constructor'],
    ['failNotIterable', [text('a.b')], 'TypeError: a.b is not iterable'],
    [
      'failReadOf',
      [library.value(undefined), library.value('x')],
      "TypeError: Cannot read properties of undefined (reading 'x')",
    ],
    ['failReadOf', [library.value(null), library.value(3)], "TypeError: Cannot read properties of null (reading '3')"],
    ['failSetOf', [library.value(null), library.value('y')], "TypeError: Cannot set properties of null (setting 'y')"],
    ['failReferenceDeadZone', [text('v')], "ReferenceError: Cannot access 'v' before initialization"],
    ['failWithoutNew', [text('C')], "TypeError: Class constructor C cannot be invoked without 'new'"],
    ['failConstantAssignment', [], 'TypeError: Assignment to constant variable.'],
    ['failSyntaxError', [text('s')], 'SyntaxError: s'],
    ['failError', [text('e')], 'Error: e'],
  ];
  for (const [name, parameters, message] of failures) {
    library.call[name]!(...parameters);
    same(library.takeError(), message);
  }
});

test('symbols', () => {
  const { call } = library;
  const one = call.newSymbol!(library.value('one'));
  const other = call.newSymbol!(library.value('one'));
  same(call.strictEquals!(one, other), 0);
  same(call.strictEquals!(one, one), 1);
  same(library.primitive(call.symbolDescription!(one)), 'one');
  same(library.text(call.symbolToString!(one)), 'Symbol(one)');
  same(library.text(call.symbolToString!(call.newSymbol!(library.value(undefined)))), 'Symbol()');
  same(library.primitive(call.symbolKeyFor!(one)), undefined);
  const registered = Array.from({ length: 50 }, (_, i) => call.symbolFor!(library.string(`key ${i}`)));
  registered.forEach((symbol, i) => {
    same(call.symbolFor!(library.string(`key ${i}`)), symbol);
    same(library.primitive(call.symbolKeyFor!(symbol)), `key ${i}`);
  });
  same(call.wellKnownSymbol!(0), call.wellKnownSymbol!(0));
  same(library.text(call.symbolToString!(call.wellKnownSymbol!(0))), 'Symbol(Symbol.iterator)');
  same(library.text(call.symbolToString!(call.wellKnownSymbol!(4))), 'Symbol(Symbol.species)');
});
