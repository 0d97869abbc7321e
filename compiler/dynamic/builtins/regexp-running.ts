/** Running patterns: one match at a time, RegExpBuiltinExec and RegExpExec (ECMA-262, 22.2.7). */
import { compilePattern } from './regexp-compiler.js';

/** Bits of `$regexpFlags`, in the order of REGEXP_FLAG_LETTERS. */
export const FLAG_INDICES = 1;
export const FLAG_GLOBAL = 2;
const FLAG_UNICODE = 32;
export const FLAG_UNICODE_SETS = 64;
export const FLAG_STICKY = 128;
/** u, v: indices go on by code points. */
export const WITH_POINTS = 96;
/** i, m, s, u, v: those that change the program. */
export const FLAGS_OF_PROGRAM = 124;

const LETTERS = 'dgimsuvy';

/** -1: they are no flags. */
export function flagBits(flags: string): number {
  let bits = 0;
  for (let i = 0; i < $stringLength(flags); i++) {
    const place = $stringIndexOf(LETTERS, $charAt(flags, i), 0);
    if (place < 0 || (bits & (1 << place)) !== 0) return -1;
    bits |= 1 << place;
  }
  return (bits & FLAG_UNICODE) !== 0 && (bits & FLAG_UNICODE_SETS) !== 0 ? -1 : bits;
}

export function flagText(bits: number): string {
  let text = '';
  for (let i = 0; i < 8; i++) if ((bits & (1 << i)) !== 0) text = $concat(text, $charAt(LETTERS, i));
  return text;
}

/** A set as the host writes it: see compiler/dynamic/unicode-sets.ts. */
function textOfSet(set: number[]): string {
  const texts: Value = [];
  for (let i = 0; i < set.length; i++) {
    texts.push($fromCharCode(set[i]! & 0xffff));
    texts.push($fromCharCode(set[i]! >>> 16));
  }
  return $joinStrings(texts, '');
}

function setOfText(text: string): number[] {
  const set: number[] = [];
  for (let i = 0; i < $stringLength(text); i += 2) set.push($charCodeAt(text, i) + 0x10000 * $charCodeAt(text, i + 1));
  return set;
}

function closeCaseByHost(set: number[], unicode: boolean): number[] {
  return setOfText($closeCase(textOfSet(set), unicode));
}

function propertyByHost(name: string): number[] | undefined {
  const text = $unicodeProperty(name);
  return text === '' ? undefined : setOfText(text);
}

/** A pattern that became known while the program ran. */
export function programOf(source: string, flags: string): string {
  const units = compilePattern(source, flags, { closeCase: closeCaseByHost, property: propertyByHost });
  const texts: Value = [];
  for (let i = 0; i < units.length; i++) texts.push($fromCharCode(units[i]!));
  return $joinStrings(texts, '');
}

/** Looks for a match from an index on, or there only. What it found lies in `$regexpIndex` until the next one is looked for. */
export function runPattern(regexp: Value, text: string, from: number, isSticky: boolean): boolean {
  if (from > $stringLength(text)) return false;
  let state = $regexpStart($regexpProgram(regexp), text, from, isSticky);
  while (state === 2) state = $regexpContinue();
  return state === 1;
}

/** A match as the RegExp's flags and `lastIndex` say. */
export function matchOnce(regexp: Value, text: string): boolean {
  const flags = $regexpFlags(regexp);
  const lastIndex = regexp.lastIndex;
  const from = typeof lastIndex === 'number' ? $toLength(lastIndex) : $toLength($toNumber(lastIndex));
  if ((flags & (FLAG_GLOBAL | FLAG_STICKY)) === 0) return runPattern(regexp, text, 0, false);
  if (!runPattern(regexp, text, from, (flags & FLAG_STICKY) !== 0)) {
    regexp.lastIndex = 0;
    return false;
  }
  regexp.lastIndex = $regexpIndex(1);
  return true;
}

/** What a group of the newest match took, or undefined. */
export function captured(text: string, group: number): Value {
  const start = $regexpIndex(2 * group);
  return start < 0 ? undefined : $substring(text, start, $regexpIndex(2 * group + 1));
}

/** The named groups as an object, if there are any. */
export function namedCaptures(program: string, values: Value): Value {
  const count = $regexpNames(program);
  if (count === 0) return undefined;
  const groups = $createObject(null);
  for (let i = 0; i < count; i++) $defineField(groups, $regexpName(program, i), values[$regexpNamedGroup(program, i)]);
  return groups;
}

/** The array that `exec` gives for the newest match. */
function matchResult(regexp: Value, text: string): Value {
  const program = $regexpProgram(regexp);
  const result = $regexpResult(program, text);
  if ($regexpNames(program) > 0) result.groups = namedCaptures(program, result);
  if (($regexpFlags(regexp) & FLAG_INDICES) !== 0) result.indices = matchIndices(program);
  return result;
}

function matchIndices(program: string): Value {
  const indices = $emptyArray();
  const count = $regexpGroups(program);
  for (let k = 0; k < count; k++) {
    const start = $regexpIndex(2 * k);
    $arrayPush(indices, start < 0 ? undefined : [start, $regexpIndex(2 * k + 1)]);
  }
  indices.groups = namedCaptures(program, indices);
  return indices;
}

/** RegExpBuiltinExec. */
export function execPattern(regexp: Value, text: string): Value {
  return matchOnce(regexp, text) ? matchResult(regexp, text) : null;
}

/** RegExpExec: by the object's own `exec`, if it is not RegExp's. */
export function execBy(regexp: Value, text: string): Value {
  if ($isPlainRegExp(regexp)) return execPattern(regexp, text);
  const exec = regexp.exec;
  if ($isCallable(exec)) {
    const result = $call(exec, regexp, text);
    if (result !== null && !$isObject(result))
      $failTypeError('RegExp exec method returned something other than an Object or null');
    return result;
  }
  requireRegExp(regexp, 'RegExp.prototype.exec');
  return execPattern(regexp, text);
}

export function requireRegExp(value: Value, method: string): void {
  if (!$isRegExp(value)) failReceiver(value, method);
}

export function failReceiver(value: Value, method: string): never {
  $failTypeError(`Method ${method} called on incompatible receiver ${$textForMessage(value)}`);
}

/** The next place where a match can begin, behind an empty one. */
export function indexBehind(text: string, index: number, isUnicode: boolean): number {
  return isUnicode && $codePointAt(text, index) > 0xffff ? index + 2 : index + 1;
}
