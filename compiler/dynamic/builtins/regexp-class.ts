/** Character classes: `[...]`, `\d`, `\p{...}`. */
import {
  failPattern,
  isDigitUnit,
  type PatternReader,
  peekUnit,
  takeCharacterEscape,
  takePatternCharacter,
} from './regexp-reader.js';
import { closeCase, complementOfSet, digitSet, spaceSet, unionOfSets, wordSet } from './regexp-sets.js';

/** Word characters as `\w` and `\b` have them. */
export function wordsOf(reader: PatternReader): number[] {
  return wordSet(reader.isUnicode && reader.ignoresCase);
}

/** With all that is equal but for case, if the pattern ignores case. */
export function closedSet(reader: PatternReader, set: number[]): number[] {
  return reader.ignoresCase ? closeCase(set, reader.isUnicode, reader.tables) : set;
}

/** The class that the letter behind a backslash stands for; undefined, and nothing is read: it stands for none. */
export function takeClassEscape(reader: PatternReader, isInClass: boolean): number[] | undefined {
  const letter = peekUnit(reader, 0);
  switch (letter) {
    case 100:
    case 68:
      reader.at++;
      return letter === 100 ? digitSet() : complementOfSet(digitSet());
    case 115:
    case 83:
      reader.at++;
      return letter === 115 ? spaceSet() : complementOfSet(spaceSet());
    case 119:
    case 87:
      reader.at++;
      return letter === 119 ? wordsOf(reader) : complementOfSet(wordsOf(reader));
    case 112:
    case 80: {
      if (!reader.isUnicode) return undefined;
      reader.at++;
      const set = takeProperty(reader, isInClass);
      return letter === 112 ? set : complementOfSet(set);
    }
    default:
      return undefined;
  }
}

/** `{name}` or `{name=value}`. */
function takeProperty(reader: PatternReader, isInClass: boolean): number[] {
  let set: number[] | undefined;
  if (peekUnit(reader, 0) === 123) {
    const start = reader.at + 1;
    let end = start;
    while (end < reader.text.length && isPropertyUnit(reader.text.charCodeAt(end))) end++;
    if (end > start && end < reader.text.length && reader.text.charCodeAt(end) === 125) {
      set = reader.tables.property(reader.text.substring(start, end));
      reader.at = end + 1;
    }
  }
  return set ?? failPattern(reader, isInClass ? 'Invalid property name in character class' : 'Invalid property name');
}

function isPropertyUnit(unit: number): boolean {
  const letter = unit | 32;
  return (letter >= 97 && letter <= 122) || isDigitUnit(unit) || unit === 95 || unit === 61;
}

/** `[...]`; the reader is behind the bracket. */
export function takeClass(reader: PatternReader): number[] {
  const isNegated = peekUnit(reader, 0) === 94;
  if (isNegated) reader.at++;
  let set: number[] = [];
  const members: ClassAtom = { point: 0, set: undefined };
  const others: ClassAtom = { point: 0, set: undefined };
  while (peekUnit(reader, 0) !== 93) {
    if (peekUnit(reader, 0) < 0) failPattern(reader, 'Unterminated character class');
    takeAtom(reader, members);
    if (peekUnit(reader, 0) !== 45 || peekUnit(reader, 1) === 93 || peekUnit(reader, 1) < 0) {
      set = unionOfSets(set, atomSet(members));
      continue;
    }
    reader.at++;
    takeAtom(reader, others);
    if (members.set || others.set) {
      if (reader.isUnicode) failPattern(reader, 'Invalid character class');
      set = unionOfSets(unionOfSets(set, atomSet(members)), unionOfSets([45, 45], atomSet(others)));
      continue;
    }
    if (members.point > others.point) failPattern(reader, 'Range out of order in character class');
    set = unionOfSets(set, [members.point, others.point]);
  }
  reader.at++;
  const closed = closedSet(reader, set);
  return isNegated ? complementOfSet(closed) : closed;
}

/** A character, or a class. */
interface ClassAtom {
  point: number;
  set: number[] | undefined;
}

function atomSet(atom: ClassAtom): number[] {
  return atom.set ?? [atom.point, atom.point];
}

function takeAtom(reader: PatternReader, atom: ClassAtom): void {
  atom.set = undefined;
  if (peekUnit(reader, 0) !== 92) {
    atom.point = takePatternCharacter(reader, reader.isUnicode);
    return;
  }
  reader.at++;
  if (peekUnit(reader, 0) < 0) failPattern(reader, '\\ at end of pattern');
  atom.set = takeClassEscape(reader, true);
  if (atom.set) return;
  if (peekUnit(reader, 0) === 98) {
    reader.at++;
    atom.point = 8;
  } else atom.point = takeCharacterEscape(reader, true);
}
