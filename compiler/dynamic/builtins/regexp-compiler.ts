/** Patterns to programs: see regexp-code.ts. */
import { wordsOf } from './regexp-class.js';
import {
  addBound,
  addOperation,
  addRegister,
  addUnit,
  CODE_ANCHORED,
  CODE_IGNORES_CASE,
  CODE_UNICODE,
  type CodeWriter,
  HEAD_CODE,
  HEAD_FIRST_OTHERS,
  HEAD_FIRST_TABLE,
  HEAD_FLAGS,
  HEAD_GROUPS,
  HEAD_LEAST,
  HEAD_NAMES,
  HEAD_REGISTERS,
  HEAD_UNITS,
  OP_BOUNDARY,
  OP_CLASS,
  OP_CLASS_BACK,
  OP_CLEAR,
  OP_COUNT,
  OP_COUNT_NEXT,
  OP_COUNT_START,
  OP_END,
  OP_END_LINE,
  OP_FAIL,
  OP_JUMP,
  OP_KEEP,
  OP_LETTER,
  OP_LOOK,
  OP_LOOK_END,
  OP_LOOK_NOT,
  OP_LOOK_NOT_END,
  OP_LOOP,
  OP_LOOP_ALL,
  OP_LOOP_LAZY,
  OP_MATCH,
  OP_POINT,
  OP_POINT_BACK,
  OP_POINTS,
  OP_POINTS_ALL,
  OP_POINTS_LAZY,
  OP_PROGRESS,
  OP_REFERENCE,
  OP_SAVE,
  OP_SPLIT,
  OP_SPLIT_LAZY,
  OP_START,
  OP_START_LINE,
  OP_TEXT,
  OP_UNIT,
  OP_UNLESS,
} from './regexp-code.js';
import { beginningOf, type Following, followingOf, givesNothingBack } from './regexp-first.js';
import { type Pattern, parsePattern } from './regexp-parser.js';
import { failPattern, type PatternReader } from './regexp-reader.js';
import { type UnicodeSets, unionOfSets } from './regexp-sets.js';
import { addClass, addTables, hasSurrogates } from './regexp-tables.js';
import {
  leastWidth,
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
  NODE_SET,
  NODE_START,
  type PatternNode,
  treeSize,
  UNBOUNDED,
} from './regexp-tree.js';

/** Nodes that a repetition may become when it is written out. */
const MOST_COPIED = 24;
const MOST_UNITS = 65535;

/** A program as the units of a string. Throws a SyntaxError if the pattern is none. */
export function compilePattern(text: string, flags: string, tables: UnicodeSets): number[] {
  const pattern = parsePattern(text, flags, tables);
  const { reader, root } = pattern;
  const writer: CodeWriter = { units: [], classes: [], registers: 2 * (reader.groups + 1) };
  for (let i = 0; i < HEAD_UNITS; i++) addUnit(writer, 0);
  const { units } = writer;
  units[HEAD_FLAGS] =
    (reader.ignoresCase ? CODE_IGNORES_CASE : 0) |
    (reader.isUnicode ? CODE_UNICODE : 0) |
    (isAnchored(pattern) ? CODE_ANCHORED : 0);
  units[HEAD_GROUPS] = reader.groups + 1;
  units[HEAD_LEAST] = leastWidth(root);
  units[HEAD_CODE] = units.length;
  writeNode(reader, writer, root, false, []);
  addOperation(writer, OP_MATCH);
  units[HEAD_REGISTERS] = writer.registers;
  writeFirst(reader, writer, root);
  addTables(writer);
  units[HEAD_NAMES] = units.length;
  writeNames(reader, writer);
  if (units.length > MOST_UNITS) failPattern(reader, 'Regular expression too large');
  return units;
}

function isAnchored({ reader, root }: Pattern): boolean {
  if (reader.isMultiline) return false;
  return root.type === NODE_START || (root.type === NODE_SEQUENCE && root.items[0]!.type === NODE_START);
}

/** The class of what a match begins with stands in the header, as if it were an instruction's. */
function writeFirst(reader: PatternReader, writer: CodeWriter, root: PatternNode): void {
  const first = beginningOf(root);
  if (first.isOptional) return;
  let { set } = first;
  // The matcher looks at units: a code point of two begins with a surrogate.
  if (reader.isUnicode && set.length > 0 && set[set.length - 1]! > 0xffff) set = unionOfSets(set, [0xd800, 0xdbff]);
  addClass(writer, set, HEAD_FIRST_TABLE);
  writer.units[HEAD_FIRST_OTHERS] = set.length > 0 && set[set.length - 1]! > 0xff ? 1 : 0;
}

function writeNames(reader: PatternReader, writer: CodeWriter): void {
  const count = addUnit(writer, 0);
  for (let group = 1; group <= reader.groups; group++) {
    const name = reader.names[group]!;
    if (name === '') continue;
    writer.units[count] = writer.units[count]! + 1;
    addUnit(writer, group);
    addUnit(writer, name.length);
    for (let i = 0; i < name.length; i++) addUnit(writer, name.charCodeAt(i));
  }
}

function writeNode(
  reader: PatternReader,
  writer: CodeWriter,
  node: PatternNode,
  isBackward: boolean,
  following: Following,
): void {
  switch (node.type) {
    case NODE_EMPTY:
      break;
    case NODE_SET:
      writeSet(reader, writer, node.set, isBackward);
      break;
    case NODE_SEQUENCE:
      writeSequence(reader, writer, node.items, isBackward, following);
      break;
    case NODE_CHOICE:
      writeChoice(reader, writer, node.items, isBackward, following);
      break;
    case NODE_GROUP:
      addOperation(writer, OP_SAVE, 2 * node.index + (isBackward ? 1 : 0));
      writeNode(reader, writer, node.items[0]!, isBackward, following);
      addOperation(writer, OP_SAVE, 2 * node.index + (isBackward ? 0 : 1));
      break;
    case NODE_REPEAT:
      writeRepeat(reader, writer, node, isBackward, following);
      break;
    case NODE_LOOK:
      writeLook(reader, writer, node);
      break;
    case NODE_REFERENCE:
      addOperation(writer, OP_REFERENCE, node.index, isBackward ? 1 : 0);
      break;
    case NODE_START:
      addOperation(writer, reader.isMultiline ? OP_START_LINE : OP_START);
      break;
    case NODE_END:
      addOperation(writer, reader.isMultiline ? OP_END_LINE : OP_END);
      break;
    case NODE_BOUNDARY:
    case NODE_NOT_BOUNDARY:
      addOperation(writer, OP_BOUNDARY);
      writeClass(writer, wordsOf(reader));
      addUnit(writer, node.type === NODE_BOUNDARY ? 0 : 1);
      break;
  }
}

function writeClass(writer: CodeWriter, set: number[]): void {
  const place = addUnit(writer, 0);
  addUnit(writer, 0);
  addUnit(writer, 0);
  addClass(writer, set, place);
}

/** Whether a character of the set may be two units long, or half of one that is. */
function needsPoints(reader: PatternReader, set: number[]): boolean {
  return reader.isUnicode && hasSurrogates(set);
}

/** The only unit of a set; -1: there are more. */
function onlyUnit(reader: PatternReader, set: number[]): number {
  return set.length === 2 && set[0] === set[1] && set[0]! <= 0xffff && !needsPoints(reader, set) ? set[0]! : -1;
}

function writeSet(reader: PatternReader, writer: CodeWriter, set: number[], isBackward: boolean): void {
  if (set.length === 0) {
    addOperation(writer, OP_FAIL);
    return;
  }
  const unit = onlyUnit(reader, set);
  if (unit >= 0 && !isBackward) {
    addOperation(writer, OP_UNIT, unit);
    return;
  }
  const isLetter = set.length === 4 && set[0] === set[1] && set[2] === set[3] && set[0]! + 32 === set[2] && set[2]! >= 97;
  if (isLetter && set[2]! <= 122 && !isBackward) {
    addOperation(writer, OP_LETTER, set[2]!);
    return;
  }
  if (needsPoints(reader, set)) addUnit(writer, isBackward ? OP_POINT_BACK : OP_POINT);
  else addUnit(writer, isBackward ? OP_CLASS_BACK : OP_CLASS);
  writeClass(writer, set);
}

function writeSequence(
  reader: PatternReader,
  writer: CodeWriter,
  items: PatternNode[],
  isBackward: boolean,
  following: Following,
): void {
  if (isBackward) {
    for (let i = items.length - 1; i >= 0; i--) writeNode(reader, writer, items[i]!, true, undefined);
    return;
  }
  let i = 0;
  while (i < items.length) {
    let end = i;
    while (end < items.length && items[end]!.type === NODE_SET && onlyUnit(reader, items[end]!.set) >= 0) end++;
    if (end - i < 2) {
      writeNode(reader, writer, items[i]!, false, followingOf(items, i + 1, following, reader.isMultiline));
      i++;
      continue;
    }
    addOperation(writer, OP_TEXT, end - i);
    for (; i < end; i++) addUnit(writer, items[i]!.set[0]!);
  }
}

/** An instruction with a target that is not known yet; gives the target's place. */
function writeBranch(writer: CodeWriter, operation: number): number {
  addUnit(writer, operation);
  return addUnit(writer, 0);
}

function land(writer: CodeWriter, place: number): void {
  writer.units[place] = writer.units.length;
}

/** Goes elsewhere where the node can't begin; gives the target's place, or -1 where it might begin with anything. */
function writeUnless(reader: PatternReader, writer: CodeWriter, node: PatternNode, isBackward: boolean): number {
  if (isBackward) return -1;
  const first = beginningOf(node);
  if (first.isOptional || needsPoints(reader, first.set)) return -1;
  addUnit(writer, OP_UNLESS);
  writeClass(writer, first.set);
  return addUnit(writer, 0);
}

function writeChoice(
  reader: PatternReader,
  writer: CodeWriter,
  choices: PatternNode[],
  isBackward: boolean,
  following: Following,
): void {
  const ends: number[] = [];
  for (let i = 0; i + 1 < choices.length; i++) {
    const unless = writeUnless(reader, writer, choices[i]!, isBackward);
    const split = writeBranch(writer, OP_SPLIT);
    writeNode(reader, writer, choices[i]!, isBackward, following);
    ends.push(writeBranch(writer, OP_JUMP));
    land(writer, split);
    if (unless >= 0) land(writer, unless);
  }
  writeNode(reader, writer, choices[choices.length - 1]!, isBackward, following);
  for (let i = 0; i < ends.length; i++) land(writer, ends[i]!);
}

function writeLook(reader: PatternReader, writer: CodeWriter, node: PatternNode): void {
  const body = node.items[0]!;
  const register = addRegister(writer);
  addRegister(writer);
  if (node.isNegative) {
    addOperation(writer, OP_LOOK_NOT, register);
    const target = addUnit(writer, 0);
    writeNode(reader, writer, body, node.isBehind, []);
    addOperation(writer, OP_LOOK_NOT_END, register);
    land(writer, target);
    return;
  }
  if (node.endGroup > node.firstGroup) addOperation(writer, OP_KEEP, 2 * node.firstGroup, 2 * node.endGroup);
  addOperation(writer, OP_LOOK, register);
  writeNode(reader, writer, body, node.isBehind, []);
  addOperation(writer, OP_LOOK_END, register);
}

function writeRepeat(
  reader: PatternReader,
  writer: CodeWriter,
  node: PatternNode,
  isBackward: boolean,
  following: Following,
): void {
  const body = node.items[0]!;
  if (body.type === NODE_SET && !isBackward && body.set.length > 0) {
    writeSetLoop(reader, writer, node, following);
    return;
  }
  const size = treeSize(body);
  const more = node.max === UNBOUNDED ? 1 : node.max - node.min;
  if (size * (node.min + more) > MOST_COPIED && (node.min > 1 || (more > 1 && node.max !== UNBOUNDED))) {
    writeCountedLoop(reader, writer, node, isBackward, following);
    return;
  }
  const around = following ? unionOfSets(beginningOf(body).set, following) : undefined;
  const inside = beginningOf(body).isSure ? around : undefined;
  for (let i = 0; i < node.min; i++) {
    writeCleared(writer, node);
    writeNode(reader, writer, body, isBackward, inside);
  }
  if (node.max === UNBOUNDED) writeLoop(reader, writer, node, isBackward, inside);
  else writeOptional(reader, writer, node, isBackward, inside, more);
}

function writeCleared(writer: CodeWriter, node: PatternNode): void {
  if (node.endGroup > node.firstGroup) addOperation(writer, OP_CLEAR, 2 * node.firstGroup, 2 * node.endGroup);
}

/** One more time or not; gives places of targets that lead behind. */
function writeEntry(reader: PatternReader, writer: CodeWriter, node: PatternNode, isBackward: boolean, ends: number[]): void {
  const unless = writeUnless(reader, writer, node.items[0]!, isBackward);
  if (unless >= 0) ends.push(unless);
  ends.push(writeBranch(writer, node.isGreedy ? OP_SPLIT : OP_SPLIT_LAZY));
}

/** The body once, which must not be empty. */
function writeBody(
  reader: PatternReader,
  writer: CodeWriter,
  node: PatternNode,
  isBackward: boolean,
  following: Following,
): void {
  const body = node.items[0]!;
  const register = leastWidth(body) > 0 ? -1 : addRegister(writer);
  if (register >= 0) addOperation(writer, OP_SAVE, register);
  writeCleared(writer, node);
  writeNode(reader, writer, body, isBackward, following);
  if (register >= 0) addOperation(writer, OP_PROGRESS, register);
}

function writeLoop(
  reader: PatternReader,
  writer: CodeWriter,
  node: PatternNode,
  isBackward: boolean,
  following: Following,
): void {
  const ends: number[] = [];
  const start = writer.units.length;
  writeEntry(reader, writer, node, isBackward, ends);
  writeBody(reader, writer, node, isBackward, following);
  addOperation(writer, OP_JUMP, start);
  for (let i = 0; i < ends.length; i++) land(writer, ends[i]!);
}

function writeOptional(
  reader: PatternReader,
  writer: CodeWriter,
  node: PatternNode,
  isBackward: boolean,
  following: Following,
  times: number,
): void {
  const ends: number[] = [];
  for (let i = 0; i < times; i++) {
    writeEntry(reader, writer, node, isBackward, ends);
    writeBody(reader, writer, node, isBackward, following);
  }
  for (let i = 0; i < ends.length; i++) land(writer, ends[i]!);
}

function writeCountedLoop(
  reader: PatternReader,
  writer: CodeWriter,
  node: PatternNode,
  isBackward: boolean,
  following: Following,
): void {
  const body = node.items[0]!;
  const first = beginningOf(body);
  const counter = addRegister(writer);
  const register = leastWidth(body) > 0 ? 0 : addRegister(writer);
  addOperation(writer, OP_COUNT_START, counter);
  const start = writer.units.length;
  addOperation(writer, OP_COUNT, counter);
  addBound(writer, node.min);
  addBound(writer, node.max);
  const end = addUnit(writer, 0);
  addUnit(writer, node.isGreedy ? 0 : 1);
  if (register > 0) addOperation(writer, OP_SAVE, register);
  writeCleared(writer, node);
  writeNode(reader, writer, body, isBackward, following && first.isSure ? unionOfSets(first.set, following) : undefined);
  addOperation(writer, OP_COUNT_NEXT, counter);
  addBound(writer, node.min);
  addUnit(writer, register);
  addUnit(writer, start);
  land(writer, end);
}

/** A repeated character. */
function writeSetLoop(reader: PatternReader, writer: CodeWriter, node: PatternNode, following: Following): void {
  const { set } = node.items[0]!;
  const isOfPoints = needsPoints(reader, set);
  if (!node.isGreedy) addUnit(writer, isOfPoints ? OP_POINTS_LAZY : OP_LOOP_LAZY);
  else if (givesNothingBack(set, following)) addUnit(writer, isOfPoints ? OP_POINTS_ALL : OP_LOOP_ALL);
  else addUnit(writer, isOfPoints ? OP_POINTS : OP_LOOP);
  writeClass(writer, set);
  addBound(writer, node.min);
  addBound(writer, node.max);
}
