/** The protocols of `match`, `matchAll` and `search`. */
import {
  captured,
  execBy,
  FLAG_GLOBAL,
  FLAG_STICKY,
  FLAGS_OF_PROGRAM,
  failReceiver,
  flagBits,
  indexBehind,
  runPattern,
  WITH_POINTS,
} from './regexp-running.js';

export function RegExp$prototype$$match(this: Value, text: Value): Value {
  if (!$isObject(this)) failReceiver(this, 'RegExp.prototype.@@match');
  const subject = $toText(text);
  if ($isPlainRegExp(this)) {
    if (($regexpFlags(this) & FLAG_GLOBAL) === 0) return execBy(this, subject);
    return allMatches(this, subject);
  }
  const flags = $toText(this.flags);
  if ($stringIndexOf(flags, 'g', 0) < 0) return execBy(this, subject);
  const isUnicode = hasPoints(flags);
  this.lastIndex = 0;
  const found = $emptyArray();
  for (let result = execBy(this, subject); result !== null; result = execBy(this, subject)) {
    const matched = $toText(result[0]);
    $arrayPush(found, matched);
    if (matched === '') this.lastIndex = indexBehind(subject, $toLength($toNumber(this.lastIndex)), isUnicode);
  }
  return $arrayLength(found) === 0 ? null : found;
}

export function hasPoints(flags: string): boolean {
  return $stringIndexOf(flags, 'u', 0) >= 0 || $stringIndexOf(flags, 'v', 0) >= 0;
}

/** Texts of all matches of a plain RegExp, or null. */
function allMatches(regexp: Value, text: string): Value {
  const flags = $regexpFlags(regexp);
  const isSticky = (flags & FLAG_STICKY) !== 0;
  regexp.lastIndex = 0;
  const found = $emptyArray();
  let from = 0;
  while (runPattern(regexp, text, from, isSticky)) {
    $arrayPush(found, captured(text, 0));
    const end = $regexpIndex(1);
    from = end > $regexpIndex(0) ? end : indexBehind(text, end, (flags & WITH_POINTS) !== 0);
  }
  return $arrayLength(found) === 0 ? null : found;
}

export function RegExp$prototype$$search(this: Value, text: Value): number {
  if (!$isObject(this)) failReceiver(this, 'RegExp.prototype.@@search');
  const subject = $toText(text);
  if ($isPlainRegExp(this)) {
    // lastIndex becomes 0 and then what it was.
    return runPattern(this, subject, 0, ($regexpFlags(this) & FLAG_STICKY) !== 0) ? $regexpIndex(0) : -1;
  }
  const before = this.lastIndex;
  if (!$sameValue(before, 0)) this.lastIndex = 0;
  const result = execBy(this, subject);
  if (!$sameValue(this.lastIndex, before)) this.lastIndex = before;
  return result === null ? -1 : result.index;
}

/**
 * A copy with other flags, made by `constructor[Symbol.species]` of a subclass. Else the pattern need not be compiled again: programs that have
 * literals only do without the compiler.
 */
export function copyOfPattern(regexp: Value, flags: string): Value {
  const species = patternSpecies(regexp);
  if (species !== undefined) return $newSpread(species, [regexp, flags]);
  const bits = flagBits(flags);
  if (!$isRegExp(regexp) || bits < 0 || ((bits ^ $regexpFlags(regexp)) & FLAGS_OF_PROGRAM) !== 0)
    $failError('Not supported by Shoal: a copy of a RegExp whose flags are not its own.');
  return $newRegExp($regexpSource(regexp), bits, $regexpProgram(regexp));
}

/** undefined: RegExp itself. */
function patternSpecies(regexp: Value): Value {
  if ($isPlainRegExp(regexp)) return undefined;
  const constructor = regexp.constructor;
  if (constructor === undefined) return undefined;
  if (!$isObject(constructor)) $failTypeError('The .constructor property is not an object');
  const species = constructor[Symbol.species];
  if (species === undefined || species === null) return undefined;
  if (!$isConstructor(species)) $failTypeError('object.constructor[Symbol.species] is not a constructor');
  return species;
}

/** The state of an iterator over matches. */
interface Matches {
  readonly regexp: Value;
  readonly text: string;
  readonly isGlobal: boolean;
  readonly isUnicode: boolean;
  isDone: boolean;
}

export function RegExp$prototype$$matchAll(this: Value, text: Value): Value {
  if (!$isObject(this)) failReceiver(this, 'RegExp.prototype.@@matchAll');
  const subject = $toText(text);
  const flags = $toText(this.flags);
  const regexp = copyOfPattern(this, flags);
  regexp.lastIndex = $toLength($toNumber(this.lastIndex));
  const isGlobal = $stringIndexOf(flags, 'g', 0) >= 0;
  const state: Matches = { regexp, text: subject, isGlobal, isUnicode: hasPoints(flags), isDone: false };
  return $newWrapper($builtin('RegExpStringIterator.prototype'), state);
}

export function RegExpStringIterator$prototype$next(this: Value): Value {
  const state = $wrapperValue(this);
  if (!$isObject(state) || $isArray(state) || $isCallable(state)) failReceiver(this, '%RegExpStringIterator.prototype.next');
  if (state.isDone) return { value: undefined, done: true };
  const { regexp, text } = state;
  const result = execBy(regexp, text);
  if (result === null) {
    state.isDone = true;
    return { value: undefined, done: true };
  }
  if (!state.isGlobal) state.isDone = true;
  else if ($toText(result[0]) === '')
    regexp.lastIndex = indexBehind(text, $toLength($toNumber(regexp.lastIndex)), state.isUnicode);
  return { value: result, done: false };
}
