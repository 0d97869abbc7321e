/** Random patterns, most of them well-formed, and texts in which they find something. */
import type { Random } from './random.js';

const UNITS = ['a', 'b', 'c', 'A', 'k', 's', '0', '1', '_', ' ', '-', '\\n', 'é', 'É', 'ß', 'ſ', 'K', 'Σ', 'ς'];
const CLASSES = [
  '.',
  '\\d',
  '\\w',
  '\\s',
  '\\D',
  '\\W',
  '\\S',
  '[ab]',
  '[^a]',
  '[a-c]',
  '[^\\d]',
  '[\\w-]',
  '[]',
  '[^]',
  '[k-s]',
  '[À-ÿ]',
];
const UNICODE = [
  '\\u{1f600}',
  '😀',
  '[😀-😂]',
  '\\p{L}',
  '\\P{Lu}',
  '\\p{Script=Greek}',
  '[^😀]',
  '\\ud83d',
  '[\\ud83d]',
  '\\p{Lu}',
];
const LEGACY = [
  '\\1',
  '\\8',
  '\\07',
  '\\c',
  '[\\c1]',
  'a{',
  '{',
  ']',
  '\\k',
  '\\u{1}',
  '\\x1',
  '\\ud83d',
  '(?=a)*',
  '[\\d-z]',
  '\\_',
];
const BROKEN = [
  '(',
  ')',
  '[',
  '*',
  '\\',
  'a{2,1}',
  '(?',
  '(?<a',
  '[b-a]',
  '(?<=a)*',
  '\\p{X}',
  '(?<a>.)(?<a>.)',
  '\\k<z>',
  '\\2',
  '+',
];
const ASSERTIONS = ['^', '$', '\\b', '\\B'];
const QUANTIFIERS = ['*', '+', '?', '{2}', '{1,2}', '{0,3}', '{2,}', '{0}'];

export function randomPattern(random: Random, isUnicode: boolean): string {
  if (random.below(12) === 0) return insert(random, choice(random, 2, isUnicode), random.pick(BROKEN));
  return choice(random, 3, isUnicode);
}

function insert(random: Random, text: string, part: string): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + part + text.slice(at);
}

function choice(random: Random, depth: number, isUnicode: boolean): string {
  const count = random.below(4) === 0 ? 2 + random.below(2) : 1;
  return Array.from({ length: count }, () => sequence(random, depth, isUnicode)).join('|');
}

function sequence(random: Random, depth: number, isUnicode: boolean): string {
  return Array.from({ length: random.below(4) + (depth > 2 ? 1 : 0) }, () => term(random, depth, isUnicode)).join('');
}

function term(random: Random, depth: number, isUnicode: boolean): string {
  if (random.below(9) === 0) return random.pick(ASSERTIONS);
  const atom = atomOf(random, depth, isUnicode);
  if (random.below(5) < 3 || atom.startsWith('(?<=') || atom.startsWith('(?<!')) return atom;
  if (isUnicode && (atom.startsWith('(?=') || atom.startsWith('(?!'))) return atom;
  return atom + random.pick(QUANTIFIERS) + (random.below(3) === 0 ? '?' : '');
}

function atomOf(random: Random, depth: number, isUnicode: boolean): string {
  if (depth > 0 && random.below(3) === 0) {
    const open = random.pick(['(', '(', '(', '(?:', '(?=', '(?!', '(?<=', '(?<!']);
    return `${open}${choice(random, depth - 1, isUnicode)})`;
  }
  switch (random.below(8)) {
    case 0:
    case 1:
      return random.pick(CLASSES);
    case 2:
      return isUnicode ? random.pick(UNICODE) : random.pick(LEGACY);
    case 3:
      return random.below(2) === 0 ? `\\${1 + random.below(3)}` : '(?<x>b)\\k<x>';
    default:
      return random.pick(UNITS);
  }
}

export function randomText(random: Random): string {
  const letters = [...'aaabbbccAkKsS01_ -\n\réÉßſKΣσς', '😀', '😁', '\ud83d', '\ude00', '\u2028'];
  return Array.from({ length: random.below(16) }, () => random.pick(letters)).join('');
}
