import { expect, test } from 'vitest';
import { LibraryInstance } from './library-instance.js';
import { cases, Random, SPECIAL_NUMBERS, same } from './random.js';

let library = new LibraryInstance();
let calls = 0;

/** A fresh memory now and then: nothing is collected here. */
function renew(): void {
  if (++calls % 3000 === 0) library = new LibraryInstance();
}

/** What a function gives, or the text of its error. */
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

const BINARY: Record<string, (a: bigint, b: bigint) => bigint> = {
  bigintAdd: (a, b) => a + b,
  bigintSubtract: (a, b) => a - b,
  bigintMultiply: (a, b) => a * b,
  bigintDivide: (a, b) => a / b,
  bigintRemainder: (a, b) => a % b,
  bigintAnd: (a, b) => a & b,
  bigintOr: (a, b) => a | b,
  bigintXor: (a, b) => a ^ b,
};

function checkBinary(a: bigint, b: bigint): void {
  const p = library.value(a);
  const q = library.value(b);
  for (const [name, operate] of Object.entries(BINARY))
    same(
      answer(name, p, q),
      outcome(() => operate(a, b)),
    );
  same(answer('bigintEquals', p, q), Number(a === b));
  same(answer('bigintCompare', p, q), a < b ? -1 : a > b ? 1 : 0);
}

test('arithmetic and bits', () => {
  cases(60_000, (random) => {
    renew();
    const digits = random.pick([1, 2, 3, 8, 20]);
    const a = random.bigint(digits);
    const b = random.below(20) === 0 ? a : random.bigint(random.pick([1, 2, digits]));
    checkBinary(a, b);
    const p = library.value(a);
    same(answer('bigintNegate', p), -a);
    same(answer('bigintNot', p), ~a);
    const by = BigInt(random.below(200) - 100);
    same(answer('bigintShiftLeft', p, library.value(by)), a << by);
    same(answer('bigintShiftRight', p, library.value(by)), a >> by);
    const bits = random.below(32 * digits + 3);
    same(answer('bigintAsIntN', bits, p), BigInt.asIntN(bits, a));
    same(answer('bigintAsUintN', bits, p), BigInt.asUintN(bits, a));
  });
});

test('large products and quotients', () => {
  cases(400, (random) => {
    renew();
    const grow = (digits: number) => {
      let x = random.bigint(4);
      for (let i = 0; i < digits; i++) x = (x << 32n) + BigInt(random.below(5) === 0 ? 0xffffffff : random.bits());
      return x;
    };
    checkBinary(grow(random.below(400)), grow(random.below(300)));
  });
});

test('powers', () => {
  cases(3_000, (random) => {
    renew();
    const a = random.bigint(2);
    const b = BigInt(random.below(60) - 3);
    same(
      answer('bigintPower', library.value(a), library.value(b)),
      outcome(() => a ** b),
    );
  });
  for (const a of [0n, 1n, -1n]) {
    for (const b of [0n, 2n ** 70n, 2n ** 70n + 1n]) same(answer('bigintPower', library.value(a), library.value(b)), a ** b);
  }
});

test('what is too large is an error', () => {
  const limit = library.value(2n ** 30n);
  const one = library.value(1n);
  same(answer('bigintShiftLeft', one, limit), 'RangeError: Maximum BigInt size exceeded');
  same(answer('bigintShiftLeft', one, library.value(2n ** 80n)), 'RangeError: Maximum BigInt size exceeded');
  same(answer('bigintShiftLeft', library.value(0n), library.value(2n ** 80n)), 0n);
  same(answer('bigintShiftRight', library.value(-5n), library.value(2n ** 80n)), -1n);
  same(answer('bigintPower', library.value(3n), library.value(2n ** 40n)), 'RangeError: Maximum BigInt size exceeded');
  same(answer('bigintAsUintN', 2 ** 40, library.value(-1n)), 'RangeError: Maximum BigInt size exceeded');
  same(answer('bigintAsUintN', 2 ** 40, library.value(7n)), 7n);
  same(answer('bigintAsIntN', 2 ** 40, library.value(-7n)), -7n);
});

test('text', () => {
  cases(20_000, (random) => {
    renew();
    const a = random.bigint(random.pick([1, 2, 6, 30]));
    const radix = 2 + random.below(35);
    same(library.text(library.call.bigintToString!(library.value(a), radix)), a.toString(radix));
    same(library.text(library.call.bigintToString!(library.value(a), 10)), String(a));
    const magnitude = a < 0n ? -a : a;
    const text = random.pick([
      () => ` ${a}\n`,
      () => `0x${magnitude.toString(16)}`,
      () => `0X${magnitude.toString(16).toUpperCase()}`,
      () => `0o${magnitude.toString(8)}`,
      () => `0b${magnitude.toString(2)}`,
      () => `+000${magnitude}`,
      () => random.text(4, '0123xXbo-+ e.'),
    ])();
    same(
      answer('primitiveToBigint', library.value(text)),
      outcome(() => BigInt(text)),
    );
  });
});

test('numbers', () => {
  cases(100_000, (random) => {
    renew();
    const a = random.bigint(random.pick([1, 2, 3, 8, 33]));
    const x = random.below(3) === 0 ? Number(a) : random.double();
    const p = library.value(a);
    same(answer('bigintToNumber', p), Number(a));
    same(answer('bigintCompareNumber', p, x), a < x ? -1 : a > x ? 1 : Number.isNaN(x) ? 2 : 0);
    same(
      answer('numberToBigint', x),
      outcome(() => BigInt(x)),
    );
  });
  // Halves, and what is a little more or less than one.
  for (let bits = 54; bits < 1026; bits++) {
    for (const tail of [-1n, 0n, 1n]) {
      const half = (1n << BigInt(bits)) + (1n << BigInt(bits - 53));
      for (const a of [
        half + tail,
        half + (1n << BigInt(bits - 52)) + tail,
        (1n << BigInt(bits)) - (1n << BigInt(bits - 54)) + tail,
      ]) {
        same(answer('bigintToNumber', library.value(a)), Number(a));
      }
    }
  }
  for (const x of SPECIAL_NUMBERS)
    same(
      answer('numberToBigint', x),
      outcome(() => BigInt(x)),
    );
});

test('BigInt of other primitives', () => {
  for (const primitive of [undefined, null, true, false, '', 'x', '1.5', '12', 5, 1.5, NaN, 1e22, -1e300, 7n, Symbol('s')]) {
    const value = library.value(primitive);
    same(
      answer('primitiveToBigint', value),
      outcome(() => BigInt(primitive as string)),
    );
    same(
      answer('primitiveRequireBigint', value),
      outcome(() => BigInt.asIntN(2000, primitive as bigint)),
    );
  }
  expect(new Random(1).bits()).toBe(new Random(1).bits());
});
