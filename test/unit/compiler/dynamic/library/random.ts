import { expect } from 'vitest';

/** Runs cases; a failure names its seed. */
export function cases(count: number, run: (random: Random) => void): void {
  for (let seed = 1; seed <= count; seed++) {
    try {
      run(new Random(Math.imul(seed, 0x9e3779b1)));
    } catch (error) {
      throw new Error(`seed ${seed}: ${(error as Error).message}`);
    }
  }
}

/** As `expect(actual).toBe(wanted)`, cheap enough for millions. */
export function same(actual: unknown, wanted: unknown): void {
  if (!Object.is(actual, wanted)) expect(actual).toBe(wanted);
}

/** Random cases that can be made again: a generator with a seed (xorshift32), and what the library's tests draw from it. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0 || 1;
  }

  /** 32 bits, unsigned. */
  bits(): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return this.#state >>> 0;
  }

  /** In [0, limit). */
  below(limit: number): number {
    return this.bits() % limit;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** Of every size, with specials, integers, halves and random bits. */
  double(): number {
    switch (this.below(8)) {
      case 0:
        return this.pick(SPECIAL_NUMBERS);
      case 1:
        return this.below(2000) - 1000;
      case 2:
        return (this.below(2000) - 1000) / 2;
      case 3:
        return this.bits() | 0;
      case 4:
        return (this.bits() * 2 ** 21 + (this.bits() >>> 11)) * this.pick([1, -1]);
      case 5:
        return (this.bits() / 2 ** 32) * 10 ** this.below(25) * this.pick([1, -1]);
      case 6:
        return (this.bits() | 0) * 2 ** (this.below(200) - 100);
      default:
        BITS.setUint32(0, this.bits());
        BITS.setUint32(4, this.bits());
        return BITS.getFloat64(0);
    }
  }

  /** Up to 2^(32 * digits), often near powers of two. */
  bigint(digits: number): bigint {
    const count = this.below(digits + 1);
    let magnitude = 0n;
    const style = this.below(4);
    for (let i = 0; i < count; i++) {
      magnitude = (magnitude << 32n) | BigInt(style === 0 ? 0xffffffff : style === 1 ? 0 : this.bits());
    }
    if (style === 1 || this.below(4) === 0) magnitude += 1n << BigInt(this.below(32 * digits));
    if (this.below(4) === 0) magnitude -= 1n;
    if (this.below(4) === 0) magnitude = BigInt(this.below(10));
    return this.below(2) === 0 ? magnitude : -magnitude;
  }

  /** Units from a small alphabet, so that parts repeat. */
  text(length: number, alphabet: string = LETTERS): string {
    let text = '';
    for (let i = this.below(length + 1); i > 0; i--) text += alphabet[this.below(alphabet.length)]!;
    return text;
  }

  primitive(): unknown {
    switch (this.below(6)) {
      case 0:
        return this.pick([undefined, null, true, false, SYMBOL]);
      case 1:
        return this.bigint(3);
      case 2:
        return this.pick([
          '',
          ' ',
          '0',
          '1',
          '-0',
          '1e3',
          ' 12 ',
          '0x1f',
          'NaN',
          'Infinity',
          '-Infinity',
          '1n',
          '12345678901234567890',
          '0b11',
          '.5',
          '5.',
        ]);
      case 3:
        return this.text(5, '0123456789.-e ');
      case 4:
        return this.text(30);
      default:
        return this.double();
    }
  }
}

const BITS = new DataView(new ArrayBuffer(8));
const LETTERS = 'aabbcAB \u00e9\u00df\ud83d\ude00\u2028';
export const SYMBOL = Symbol('some symbol');
export const SPECIAL_NUMBERS = [
  0,
  -0,
  1,
  -1,
  NaN,
  Infinity,
  -Infinity,
  0.1,
  0.5,
  1.5,
  2.5,
  -0.5,
  2 ** 31,
  -(2 ** 31),
  2 ** 31 - 1,
  2 ** 32,
  2 ** 32 - 1,
  2 ** 32 + 0.5,
  2 ** 53,
  2 ** 53 - 1,
  -(2 ** 53),
  2 ** 53 + 2,
  2 ** 63,
  -(2 ** 63),
  2 ** 64,
  1e21,
  1e-7,
  123456789012345680000,
  5e-324,
  Number.MAX_VALUE,
  4294967295.5,
  1e300,
];
