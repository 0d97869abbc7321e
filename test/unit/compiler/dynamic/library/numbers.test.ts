import { test } from 'vitest';
import { LibraryInstance } from './library-instance.js';
import { cases, Random, SPECIAL_NUMBERS, same } from './random.js';

const library = new LibraryInstance();
const { call } = library;

test('numbers to text', () => {
  cases(30_000, (random) => {
    const x = random.double();
    const digits = random.below(101);
    const radix = 2 + random.below(35);
    same(library.text(call.numberToString!(x)), String(x));
    same(library.text(call.numberToRadix!(x, radix)), x.toString(radix));
    same(library.text(call.numberToFixed!(x, digits)), x.toFixed(digits));
    same(library.text(call.numberToPrecision!(x, digits || 1)), x.toPrecision(digits || 1));
    same(library.text(call.numberToExponential!(x, digits)), x.toExponential(digits));
    same(library.text(call.numberToExponential!(x, -1)), x.toExponential());
  });
  for (let i = -3000; i < 3000; i++) same(library.text(call.numberToString!(i)), String(i));
  for (let bit = 0; bit < 70; bit++) {
    for (const x of [2 ** bit, -(2 ** bit), 2 ** bit - 1, 10 ** Math.min(bit, 22), 10 ** Math.min(bit, 22) - 1]) {
      same(library.text(call.numberToString!(x)), String(x));
    }
  }
});

test('text to numbers', () => {
  const texts = [
    '',
    ' ',
    '0',
    '-0',
    '+5',
    '1_0',
    '0x',
    '0x1F',
    '0b101',
    '0o17',
    '-0x1',
    'Infinity',
    '-Infinity',
    '+Infinity',
    'infinity',
    '1e1000',
    '.',
    '.5',
    '5.',
    '1e',
    '\u00a012\u2028',
  ];
  for (const text of texts) {
    same(call.stringToNumber!(library.string(text)), Number(text));
    same(call.parseFloatOf!(library.string(text)), Number.parseFloat(text));
    same(call.parseIntOf!(library.string(text), 0), Number.parseInt(text, 0));
  }
  cases(50_000, (random) => {
    const text =
      random.below(2) === 0
        ? String(random.double())
        : random.text(25, random.pick(['0123456789', '0123456789.e-+ x', '01', '9999']));
    const string = library.string(text);
    same(call.stringToNumber!(string), Number(text));
    same(call.parseFloatOf!(string), Number.parseFloat(text));
  });
});

test('parseInt in every radix, up to values that have to be rounded', () => {
  cases(100_000, (random) => {
    const radix = random.below(40) - 1;
    const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz'.slice(0, Math.max(radix, 2));
    const prefix = random.pick(['', '', '-', '+', ' ', '0x', '0X', '000', '-0x']);
    const text =
      prefix +
      random.text(random.pick([3, 20, 60, 400]), alphabet) +
      random.pick(['', '', '.5', 'z', '!', '00000000000000000000000']);
    const shown = random.below(2) === 0 ? text : text.toUpperCase();
    same(call.parseIntOf!(library.string(shown), radix), Number.parseInt(shown, radix));
  });
});

test('conversions to integers and arithmetic, on a million pairs', () => {
  const random = new Random(7);
  const check = (x: number, y: number, i: number) => {
    same(call.toInt32!(x), x | 0);
    same(call.toUint32!(x), x >>> 0);
    same(call.toInteger!(x), Number.isNaN(x) ? 0 : Math.trunc(x) + 0);
    same(call.toLength!(x), Number.isNaN(x) ? 0 : Math.min(Math.max(Math.trunc(x) + 0, 0), Number.MAX_SAFE_INTEGER));
    same(call.remainder!(x, y), x % y);
    same(call.power!(x, y), x ** y);
    same(call.isInteger!(x), Number(Number.isInteger(x)));
    same(call.isSafeInteger!(x), Number(Number.isSafeInteger(x)));
    const length = i % 100;
    const whole = Number.isNaN(x) ? 0 : Math.trunc(x) + 0;
    same(call.relativeIndex!(x, length), whole < 0 ? Math.max(length + whole, 0) : Math.min(whole, length));
    same(call.clampIndex!(x, 3, 3 + length), Math.min(Math.max(whole, 3), 3 + length));
  };
  for (const x of SPECIAL_NUMBERS) for (const y of SPECIAL_NUMBERS) check(x, y, 5);
  for (let i = 0; i < 1_000_000; i++) check(random.double(), random.double(), i);
});
