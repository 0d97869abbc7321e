import { describe, expect, test } from 'vitest';
import { LibraryInstance } from './library-instance.js';
import { cases, type Random, same } from './random.js';

const library = new LibraryInstance();
const { call } = library;
const SPACES = ' \t\n\v\f\r\u00a0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\u180e\u200bab';
const MIXED = 'aA\u00e9\u00c9\u00df\u0130\u03a3\ud83d\ude00\ufb01e\u0301\u1e9b\u0323';

/** A string of any kind: flat, a slice, or a tree of concatenations. */
function anyString(random: Random, text: string): number {
  if (text.length < 2 || random.below(3) === 0) {
    if (random.below(2) === 0) return library.string(text);
    const whole = library.string(`${'x'.repeat(random.below(9))}${text}${'y'.repeat(random.below(40))}`);
    const from = library.text(whole).indexOf(text);
    return call.substring!(whole, from, from + text.length) >>> 0;
  }
  const middle = random.below(text.length + 1);
  return call.concat!(anyString(random, text.slice(0, middle)), anyString(random, text.slice(middle))) >>> 0;
}

describe('strings of every kind', () => {
  test('units, parts and comparison', () => {
    cases(20_000, (random) => {
      const text = random.text(random.pick([3, 30, 100]));
      const other = random.below(4) === 0 ? text : random.text(random.pick([3, 30, 100]));
      const a = anyString(random, text);
      const b = anyString(random, other);
      const from = random.below(text.length + 1);
      const to = from + random.below(text.length + 1 - from);
      const index = random.below(text.length + 4) - 2;
      same(call.stringLength!(a), text.length);
      same(call.equalStrings!(a, b), Number(text === other));
      same(call.compareStrings!(a, b), text < other ? -1 : text > other ? 1 : 0);
      same(library.text(call.substring!(a, from, to)), text.slice(from, to));
      same(call.charCodeAt!(a, index), text.charCodeAt(index) || (index < 0 || index >= text.length ? -1 : 0));
      same(call.codePointAt!(a, index), text.codePointAt(index) ?? -1);
      same(library.text(call.charAt!(a, index)), text.charAt(index));
      same(library.primitive(call.stringElement!(a, index)), text[index]);
      same(library.text(a), text);
    });
  });

  test('searching', () => {
    cases(20_000, (random) => {
      const alphabet = random.pick(['ab', 'abc', 'ab\u00e9\u8000\uffff']);
      const text = random.text(60, alphabet);
      const part = random.text(random.pick([1, 2, 3, 6]), alphabet);
      const a = anyString(random, text);
      const b = anyString(random, part);
      const from = random.below(text.length + 3);
      same(call.stringIndexOf!(a, b, from), text.indexOf(part, from));
      same(call.stringLastIndexOf!(a, b, from), text.lastIndexOf(part, from));
      same(call.stringMatchesAt!(a, b, from), Number(from <= text.length && text.startsWith(part, from)));
    });
  });

  test('new strings', () => {
    cases(10_000, (random) => {
      const text = random.text(40);
      const a = anyString(random, text);
      const count = random.below(5);
      const filler = random.text(3);
      const width = random.below(80);
      const spaces = random.text(10, SPACES);
      same(library.text(call.repeatString!(a, count)), text.repeat(count));
      same(library.text(call.padString!(a, width, library.string(filler), 1)), text.padStart(width, filler));
      same(library.text(call.padString!(a, width, library.string(filler), 0)), text.padEnd(width, filler));
      same(library.text(call.trimString!(library.string(spaces), 1)), spaces.trimStart());
      same(library.text(call.trimString!(library.string(spaces), 2)), spaces.trimEnd());
      same(library.text(call.trimString!(library.string(spaces), 3)), spaces.trim());
      same(library.text(call.toWellFormed!(a)), (text as unknown as { toWellFormed(): string }).toWellFormed());
      same(call.isWellFormed!(a), Number((text as unknown as { isWellFormed(): boolean }).isWellFormed()));
      same(library.text(call.quoteJson!(a)), JSON.stringify(text));
      const control = random.text(10, 'a"\\\n\t\b\u0000\u001f\ud800\udc00\u007f');
      same(library.text(call.quoteJson!(library.string(control))), JSON.stringify(control));
    });
  });

  test('pieces and replacement', () => {
    cases(10_000, (random) => {
      const text = random.text(40, 'abc');
      const part = random.text(2, 'abc');
      const replacement = random.text(6, "x$&`'1");
      const limit = random.pick([0, 1, 2, 3, 0xffffffff]);
      const a = anyString(random, text);
      const b = library.string(part);
      expect(library.strings(call.splitString!(a, b, limit | 0))).toEqual(text.split(part, limit));
      const pieces = call.splitString!(a, b, -1);
      same(library.text(call.joinStrings!(pieces, library.string(replacement))), text.split(part).join(replacement));
      same(
        library.text(call.replaceAllLiteral!(a, b, library.string(replacement))),
        text.replaceAll(part, () => replacement),
      );
      const at = text.indexOf(part);
      if (at >= 0) {
        const expanded = call.expandReplacement!(library.string(replacement), b, at, a);
        same(text.slice(0, at) + library.text(expanded) + text.slice(at + part.length), text.replace(part, replacement));
      }
    });
  });

  test('case, normal forms, order of the locale', () => {
    cases(5_000, (random) => {
      const text = random.text(20, random.pick(['abcXYZ019', MIXED]));
      const other = random.text(20, MIXED);
      const a = anyString(random, text);
      same(library.text(call.lowerCase!(a)), text.toLowerCase());
      same(library.text(call.upperCase!(a)), text.toUpperCase());
      for (const [i, form] of ['NFC', 'NFD', 'NFKC', 'NFKD'].entries()) {
        same(library.text(call.normalizeString!(a, i)), text.normalize(form));
      }
      same(call.compareLocale!(a, library.string(other)), text.localeCompare(other));
    });
  });

  test('from codes', () => {
    for (let code = -5; code < 70_000; code++) same(library.text(call.fromCharCode!(code)), String.fromCharCode(code));
    for (let point = 0; point <= 0x10ffff; point += 7)
      same(library.text(call.fromCodePoint!(point)), String.fromCodePoint(point));
  });
});

test('concatenations of any shape become the same text, however deep', () => {
  cases(300, (random) => {
    let text = '';
    let rope = library.string('');
    for (let i = random.below(2000); i > 0; i--) {
      const piece = random.text(30);
      const left = random.below(2) === 0;
      text = left ? piece + text : text + piece;
      rope = left ? call.concat!(library.string(piece), rope) : call.concat!(rope, library.string(piece));
      if (random.below(500) === 0) call.charCodeAt!(rope, 0);
      if (random.below(400) === 0 && text.length < 100_000) {
        text += text;
        rope = call.concat!(rope, rope);
      }
    }
    call.charCodeAt!(rope, 0);
    same(library.text(rope), text);
  });
  let deep = library.string('seed');
  for (let i = 0; i < 300_000; i++)
    deep = i % 2 === 0 ? call.concat!(deep, library.string('r')) : call.concat!(library.string('l'), deep);
  call.charCodeAt!(deep, 0);
  same(library.text(deep), `${'l'.repeat(150_000)}seed${'r'.repeat(150_000)}`);
});

test('strings that get too long are errors', () => {
  // Of exactly the greatest length, never carried out.
  let power = library.string('x');
  let rope = library.string('');
  for (let bit = 0; bit < 29; bit++) {
    if ((536870888 >> bit) % 2 === 1) rope = call.concat!(rope, power) >>> 0;
    if (bit < 28) power = call.concat!(power, power) >>> 0;
  }
  same(call.stringLength!(rope), 536870888);
  same(library.takeError(), undefined);
  call.concat!(rope, library.string('x'));
  same(library.takeError(), 'RangeError: Invalid string length');
  call.repeatString!(library.string('abc'), 2 ** 28);
  same(library.takeError(), 'RangeError: Invalid string length');
  call.padString!(library.string('x'), 2 ** 40, library.string('y'), 1);
  same(library.takeError(), 'RangeError: Invalid string length');
});

test('atoms: one address for each content', () => {
  const atoms = new Map<string, number>();
  const addresses = new Set<number>();
  cases(30_000, (random) => {
    const text = random.text(random.pick([2, 4, 30]));
    const atom = call.intern!(anyString(random, text)) >>> 0;
    same(library.text(atom), text);
    const known = atoms.get(text);
    if (known === undefined) {
      if (addresses.has(atom)) throw new Error('two contents at one address');
      atoms.set(text, atom);
      addresses.add(atom);
    } else same(atom, known);
  });
  expect(atoms.size).toBeGreaterThan(5_000);
});

test('array indices', () => {
  const texts = [
    '',
    '0',
    '00',
    '01',
    '1',
    '9',
    '10',
    '4294967294',
    '4294967295',
    '4294967296',
    '99999999999',
    '-1',
    '1.0',
    ' 1',
    'a',
    '1e3',
  ];
  for (const text of texts) {
    const index = Number(text);
    const is = String(index >>> 0) === text && index >>> 0 !== 0xffffffff;
    same(call.stringArrayIndex!(library.string(text)), is ? index : -1);
  }
});
