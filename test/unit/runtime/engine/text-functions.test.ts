/** Module `text`: V8's answers, on text in a shared memory. */
import { describe, expect, test } from 'vitest';
import { IMPORTED_TEXT } from '../../../../compiler/abi.js';
import { textFunctions } from '../../../../runtime/engine/v8/text-functions.js';

const OUT = 4096;
const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536, shared: true });
const text = textFunctions(memory);

function put(at: number, content: string): readonly [at: number, length: number] {
  const units = new Uint16Array(memory.buffer);
  for (let k = 0; k < content.length; k++) units[at / 2 + k] = content.charCodeAt(k);
  return [at, content.length];
}

function written(length: number): string {
  return Buffer.from(memory.buffer, OUT, 2 * length).toString('utf16le');
}

test('has exactly what modules may import', () => {
  expect(Object.keys(text).sort()).toEqual([...IMPORTED_TEXT].sort());
});

describe('numbers as text', () => {
  test.each([0, -0, 1.5, 1e21, 5e-324, Number.NaN, Number.NEGATIVE_INFINITY, 123.456])('%d', (x) => {
    expect(written(text.numberToString(x, OUT))).toBe(String(x));
    expect(written(text.numberToRadix(x, 7, OUT))).toBe(x.toString(7));
    expect(written(text.toFixed(x, 4, OUT))).toBe(x.toFixed(4));
    expect(written(text.toPrecision(x, 3, OUT))).toBe(x.toPrecision(3));
    expect(written(text.toExponential(x, -1, OUT))).toBe(x.toExponential());
    expect(written(text.toExponential(x, 2, OUT))).toBe(x.toExponential(2));
  });

  test('the longest of them fits', () => {
    expect(written(text.numberToRadix(Number.MIN_VALUE, 2, OUT))).toBe(Number.MIN_VALUE.toString(2));
  });
});

describe('text', () => {
  test.each(['', '12', ' 0x1f\n', '1e3x', '-Infinity', '\ud800', '1_0', '٣'])('%j as a number', (content) => {
    expect(text.parseNumber(...put(64, content))).toBe(Number(content));
    expect(text.parseFloat(...put(64, content))).toBe(Number.parseFloat(content));
  });

  test.each(['Straße', 'ǅ\ud800İ', 'x'.repeat(100)])('%j in upper and lower case', (content) => {
    expect(written(text.upperCase(...put(64, content), OUT, 500))).toBe(content.toUpperCase());
    expect(written(text.lowerCase(...put(64, content), OUT, 500))).toBe(content.toLowerCase());
    for (const [form, name] of ['NFC', 'NFD', 'NFKC', 'NFKD'].entries()) {
      expect(written(text.normalize(...put(64, content), form, OUT, 500))).toBe(content.normalize(name));
    }
  });

  test('what does not fit is not written', () => {
    put(OUT, 'before');
    expect(text.upperCase(...put(64, 'ßß'), OUT, 3)).toBe(-4);
    expect(written(6)).toBe('before');
  });

  test('the order of locales', () => {
    expect(text.compareLocale(...put(64, 'ä'), ...put(128, 'b'))).toBe(-1);
    expect(text.compareLocale(...put(64, 'a'), ...put(128, 'a'))).toBe(0);
  });

  test('an impossible address is a bug, not an overflow of the stack', () => {
    expect(() => text.parseNumber(65536, 4)).toThrow('no text lies at address 65536');
    expect(() => text.parseNumber(3, 1)).not.toThrow(RangeError);
  });
});
