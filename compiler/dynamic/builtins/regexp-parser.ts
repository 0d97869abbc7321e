/**
 * Patterns to trees, as ECMA-262 22.2.1 and its Annex B have them, with the errors of Node 20. Iterative only where the text is long: groups
 * nest by recursion.
 */
import { closedSet, takeClass, takeClassEscape } from './regexp-class.js';
import {
  countGroups,
  failPattern,
  hasGroupNames,
  isAtText,
  isDigitUnit,
  newPatternReader,
  type PatternReader,
  peekUnit,
  takeCharacterEscape,
  takeOctal,
  takePatternCharacter,
  takeUnicodeEscape,
} from './regexp-reader.js';
import { complementOfSet, lineEndSet, setHas, type UnicodeSets } from './regexp-sets.js';
import {
  listNode,
  NODE_BOUNDARY,
  NODE_CHOICE,
  NODE_EMPTY,
  NODE_END,
  NODE_GROUP,
  NODE_LOOK,
  NODE_NOT_BOUNDARY,
  NODE_REFERENCE,
  NODE_REPEAT,
  NODE_SEQUENCE,
  NODE_START,
  newPatternNode,
  type PatternNode,
  setNode,
  UNBOUNDED,
} from './regexp-tree.js';

const MOST_GROUPS = 65535;

export interface Pattern {
  readonly reader: PatternReader;
  readonly root: PatternNode;
}

/** Throws a SyntaxError when it is none. */
export function parsePattern(text: string, flags: string, tables: UnicodeSets): Pattern {
  const reader = newPatternReader(text, flags, tables);
  const references: PatternNode[] = [];
  const root = parseChoice(reader, references, 0);
  if (peekUnit(reader, 0) === 41) failPattern(reader, "Unmatched ')'");
  for (let i = 0; i < references.length; i++) {
    const reference = references[i]!;
    reference.index = reader.names.indexOf(reference.name);
    if (reference.index < 0) failPattern(reader, 'Invalid named capture referenced');
  }
  return { reader, root };
}

/** Up to the end or a closing parenthesis, which stays. */
function parseChoice(reader: PatternReader, references: PatternNode[], depth: number): PatternNode {
  if (depth > 1000) failPattern(reader, 'Regular expression too large');
  const choices: PatternNode[] = [parseSequence(reader, references, depth)];
  while (peekUnit(reader, 0) === 124) {
    reader.at++;
    choices.push(parseSequence(reader, references, depth));
  }
  return listNode(NODE_CHOICE, choices);
}

function parseSequence(reader: PatternReader, references: PatternNode[], depth: number): PatternNode {
  const items: PatternNode[] = [];
  for (let unit = peekUnit(reader, 0); unit >= 0 && unit !== 124 && unit !== 41; unit = peekUnit(reader, 0)) {
    const firstGroup = reader.groups + 1;
    const item = parseTerm(reader, references, depth);
    items.push(isAssertion(item.type) ? item : quantified(reader, item, firstGroup));
  }
  return listNode(NODE_SEQUENCE, items);
}

/** Of those that nothing can be written behind. */
function isAssertion(type: number): boolean {
  return type === NODE_START || type === NODE_END || type === NODE_BOUNDARY || type === NODE_NOT_BOUNDARY;
}

function parseTerm(reader: PatternReader, references: PatternNode[], depth: number): PatternNode {
  const unit = peekUnit(reader, 0);
  switch (unit) {
    case 42:
    case 43:
    case 63:
      return failPattern(reader, 'Nothing to repeat');
    case 94:
      reader.at++;
      return newPatternNode(NODE_START);
    case 36:
      reader.at++;
      return newPatternNode(NODE_END);
    case 40:
      return parseGroup(reader, references, depth);
    case 46:
      reader.at++;
      return setNode(reader.isDotAll ? complementOfSet([]) : complementOfSet(lineEndSet()));
    case 91:
      reader.at++;
      return setNode(takeClass(reader));
    case 92:
      reader.at++;
      return parsePatternEscape(reader, references);
    case 123:
      if (takeBounds(reader)) failPattern(reader, 'Nothing to repeat');
      break;
  }
  if (reader.isUnicode && (unit === 123 || unit === 125 || unit === 93)) failPattern(reader, 'Lone quantifier brackets');
  return characterNode(reader, takePatternCharacter(reader, reader.isUnicode));
}

function characterNode(reader: PatternReader, point: number): PatternNode {
  return setNode(closedSet(reader, [point, point]));
}

function parsePatternEscape(reader: PatternReader, references: PatternNode[]): PatternNode {
  const letter = peekUnit(reader, 0);
  if (letter < 0) failPattern(reader, '\\ at end of pattern');
  if (letter === 98 || letter === 66) {
    reader.at++;
    return newPatternNode(letter === 98 ? NODE_BOUNDARY : NODE_NOT_BOUNDARY);
  }
  if (letter >= 49 && letter <= 57) {
    const index = takeGroupNumber(reader);
    if (index > 0) {
      const reference = newPatternNode(NODE_REFERENCE);
      reference.index = index;
      return reference;
    }
    if (reader.isUnicode) failPattern(reader, 'Invalid escape');
    if (letter >= 56) {
      reader.at++;
      return characterNode(reader, letter);
    }
    return characterNode(reader, takeOctal(reader));
  }
  if (letter === 107 && (reader.isUnicode || hasGroupNames(reader))) {
    reader.at++;
    if (peekUnit(reader, 0) !== 60) failPattern(reader, 'Invalid named reference');
    reader.at++;
    const reference = newPatternNode(NODE_REFERENCE);
    reference.name = takeGroupName(reader);
    references.push(reference);
    return reference;
  }
  const set = takeClassEscape(reader, false);
  if (set) return setNode(closedSet(reader, set));
  return characterNode(reader, takeCharacterEscape(reader, false));
}

/** 0, and nothing is read: there is no such group. */
function takeGroupNumber(reader: PatternReader): number {
  const start = reader.at;
  let value = 0;
  while (isDigitUnit(peekUnit(reader, 0)) && value <= MOST_GROUPS) {
    value = value * 10 + peekUnit(reader, 0) - 48;
    reader.at++;
  }
  if (value > reader.groups && reader.allGroups < 0) {
    countGroups(reader);
    // V8 comes back from counting to the second half of a pair of surrogates.
    if (reader.isUnicode && value <= reader.allGroups && isPair(reader)) reader.at++;
  }
  if (value <= MOST_GROUPS && (value <= reader.groups || value <= reader.allGroups)) return value;
  reader.at = start;
  return 0;
}

/** Whether a code point of two units stands here. */
function isPair(reader: PatternReader): boolean {
  const second = peekUnit(reader, 1);
  return peekUnit(reader, 0) >= 0xd800 && peekUnit(reader, 0) <= 0xdbff && second >= 0xdc00 && second <= 0xdfff;
}

function parseGroup(reader: PatternReader, references: PatternNode[], depth: number): PatternNode {
  reader.at++;
  if (peekUnit(reader, 0) !== 63) return parseCapture(reader, references, depth, false);
  reader.at++;
  const unit = peekUnit(reader, 0);
  if (unit === 58) {
    reader.at++;
    return closeGroup(reader, wrapped(parseChoice(reader, references, depth + 1)));
  }
  if (unit === 61 || unit === 33) return parseLook(reader, references, depth, 1, unit === 33, false);
  if (unit !== 60) failPattern(reader, 'Invalid group');
  const next = peekUnit(reader, 1);
  if (next === 61 || next === 33) return parseLook(reader, references, depth, 2, next === 33, true);
  reader.at++;
  return parseCapture(reader, references, depth, true);
}

/** So that what is written behind the group means all of it. */
function wrapped(body: PatternNode): PatternNode {
  if (body.type !== NODE_LOOK && !isAssertion(body.type)) return body;
  const sequence = newPatternNode(NODE_SEQUENCE);
  sequence.items.push(body);
  return sequence;
}

function closeGroup(reader: PatternReader, node: PatternNode): PatternNode {
  if (peekUnit(reader, 0) !== 41) failPattern(reader, 'Unterminated group');
  reader.at++;
  return node;
}

function parseCapture(reader: PatternReader, references: PatternNode[], depth: number, hasName: boolean): PatternNode {
  const node = newPatternNode(NODE_GROUP);
  if (reader.groups >= MOST_GROUPS) failPattern(reader, 'Too many captures');
  const name = hasName ? takeGroupName(reader) : '';
  reader.groups++;
  node.index = reader.groups;
  reader.names.push('');
  node.items.push(parseChoice(reader, references, depth + 1));
  closeGroup(reader, node);
  // As V8 does, when the group ends.
  if (hasName && reader.names.indexOf(name) >= 0) failPattern(reader, 'Duplicate capture group name');
  reader.names[node.index] = name;
  return node;
}

function parseLook(
  reader: PatternReader,
  references: PatternNode[],
  depth: number,
  units: number,
  isNegative: boolean,
  isBehind: boolean,
): PatternNode {
  reader.at += units;
  const node = newPatternNode(NODE_LOOK);
  node.isNegative = isNegative;
  node.isBehind = isBehind;
  node.firstGroup = reader.groups + 1;
  node.items.push(parseChoice(reader, references, depth + 1));
  node.endGroup = reader.groups + 1;
  return closeGroup(reader, node);
}

/** What stands between `<` and `>`; the reader is behind `<`. */
function takeGroupName(reader: PatternReader): string {
  let name = '';
  for (;;) {
    if (peekUnit(reader, 0) < 0) failPattern(reader, 'Invalid capture group name');
    let point = takePatternCharacter(reader, true);
    if (point === 62 && name !== '') return name;
    if (point === 92) {
      if (peekUnit(reader, 0) !== 117) failPattern(reader, 'Invalid capture group name');
      reader.at++;
      point = takeUnicodeEscape(reader, true);
      if (point < 0) failPattern(reader, 'Invalid Unicode escape');
    }
    if (!isNamePoint(reader, point, name === '')) failPattern(reader, 'Invalid capture group name');
    name += String.fromCodePoint(point);
  }
}

function isNamePoint(reader: PatternReader, point: number, isFirst: boolean): boolean {
  const letter = point | 32;
  if (point < 128) return (letter >= 97 && letter <= 122) || point === 36 || point === 95 || (!isFirst && isDigitUnit(point));
  if (!isFirst && (point === 0x200c || point === 0x200d)) return true;
  return setHas(reader.tables.property(isFirst ? 'ID_Start' : 'ID_Continue')!, point);
}

/** `{n}`, `{n,}`, `{n,m}`: the node has them as its bounds. undefined, and nothing is read: there is none. */
function takeBounds(reader: PatternReader): PatternNode | undefined {
  const start = reader.at;
  reader.at++;
  const node = newPatternNode(NODE_REPEAT);
  node.min = takeCount(reader);
  if (node.min >= 0) {
    node.max = node.min;
    if (peekUnit(reader, 0) === 44) {
      reader.at++;
      node.max = peekUnit(reader, 0) === 125 ? UNBOUNDED : takeCount(reader);
    }
    if (node.max >= 0 && peekUnit(reader, 0) === 125) {
      reader.at++;
      return node;
    }
  }
  reader.at = start;
  return undefined;
}

/** -1: there is no digit. */
function takeCount(reader: PatternReader): number {
  let value = -1;
  while (isDigitUnit(peekUnit(reader, 0))) {
    value = (value < 0 ? 0 : value) * 10 + peekUnit(reader, 0) - 48;
    if (value > UNBOUNDED) value = UNBOUNDED;
    reader.at++;
  }
  return value;
}

function quantified(reader: PatternReader, item: PatternNode, firstGroup: number): PatternNode {
  let repeat: PatternNode | undefined;
  switch (peekUnit(reader, 0)) {
    case 42:
    case 43:
    case 63:
      repeat = newPatternNode(NODE_REPEAT);
      repeat.min = isAtText(reader, '+') ? 1 : 0;
      repeat.max = isAtText(reader, '?') ? 1 : UNBOUNDED;
      reader.at++;
      break;
    case 123:
      repeat = takeBounds(reader);
      if (!repeat && reader.isUnicode) failPattern(reader, 'Incomplete quantifier');
      if (repeat && repeat.max < repeat.min) failPattern(reader, 'numbers out of order in {} quantifier');
      break;
  }
  if (!repeat) return item;
  if (peekUnit(reader, 0) === 63) {
    reader.at++;
    repeat.isGreedy = false;
  }
  if (item.type === NODE_LOOK && (item.isBehind || reader.isUnicode)) failPattern(reader, 'Invalid quantifier');
  if (repeat.max === 0) return newPatternNode(NODE_EMPTY);
  repeat.firstGroup = firstGroup;
  repeat.endGroup = reader.groups + 1;
  repeat.items.push(item);
  return repeat;
}
