/** `RegExp`: its objects and what they tell about themselves. */
import {
  execBy,
  execPattern,
  FLAG_UNICODE_SETS,
  failReceiver,
  flagBits,
  flagText,
  matchOnce,
  programOf,
  requireRegExp,
} from './regexp-running.js';

/** IsRegExp (ECMA-262, 7.2.8). */
export function isPatternLike(value: Value): boolean {
  if (!$isObject(value)) return false;
  const matcher = value[Symbol.match];
  return matcher === undefined ? $isRegExp(value) : !!matcher;
}

export function RegExp$construct(this: Value, pattern: Value, flags: Value): void {
  let source: Value = pattern;
  let letters: Value = flags;
  if ($isRegExp(pattern)) {
    source = $regexpSource(pattern);
    if (letters === undefined) letters = flagText($regexpFlags(pattern));
  } else if (isPatternLike(pattern)) {
    source = pattern.source;
    if (letters === undefined) letters = pattern.flags;
  }
  initialisePattern(this, source === undefined ? '' : $toText(source), letters === undefined ? '' : $toText(letters));
}

function initialisePattern(regexp: Value, source: string, flags: string): void {
  const bits = flagBits(flags);
  if (bits < 0) $failSyntaxError(`Invalid flags supplied to RegExp constructor '${flags}'`);
  if ((bits & FLAG_UNICODE_SETS) !== 0) $failError("Not supported by Shoal: flag 'v' of regular expressions.");
  $regexpInitialise(regexp, escapedSource(source), bits, programOf(source, flags));
}

export function RegExp$call(pattern: Value, flags: Value): Value {
  if (flags === undefined && isPatternLike(pattern) && pattern.constructor === $builtin('RegExp')) return pattern;
  return newPattern(pattern, flags);
}

/** `new RegExp(pattern, flags)`. */
export function newPattern(pattern: Value, flags: Value): Value {
  return $newSpread($builtin('RegExp'), [pattern, flags]);
}

export function RegExp$get$$species(this: Value): Value {
  return this;
}

/** EscapeRegExpPattern: so that it could stand between slashes. */
function escapedSource(source: string): string {
  const length = $stringLength(source);
  if (length === 0) return '(?:)';
  const parts = $emptyArray();
  let start = 0;
  let isInClass = false;
  let isEscaped = false;
  for (let i = 0; i < length; i++) {
    const unit = $charCodeAt(source, i);
    const by = escapeOf(unit, isInClass, isEscaped);
    if (by !== '') {
      $arrayPush(parts, $substring(source, start, i));
      $arrayPush(parts, by);
      start = i + 1;
    }
    if (!isEscaped) isInClass = unit === 91 ? true : unit === 93 ? false : isInClass;
    isEscaped = unit === 92 && !isEscaped;
  }
  if (start === 0) return source;
  $arrayPush(parts, $substring(source, start, length));
  return $joinStrings(parts, '');
}

function escapeOf(unit: number, isInClass: boolean, isEscaped: boolean): string {
  if (unit === 47) return isInClass || isEscaped ? '' : '\\/';
  const letter = unit === 10 ? 'n' : unit === 13 ? 'r' : unit === 0x2028 ? 'u2028' : unit === 0x2029 ? 'u2029' : '';
  return letter === '' || isEscaped ? letter : $concat('\\', letter);
}

export function RegExp$prototype$exec(this: Value, text: Value): Value {
  requireRegExp(this, 'RegExp.prototype.exec');
  return execPattern(this, typeof text === 'string' ? text : $toText(text));
}

export function RegExp$prototype$test(this: Value, text: Value): boolean {
  if (!$isObject(this)) failReceiver(this, 'RegExp.prototype.test');
  const subject = typeof text === 'string' ? text : $toText(text);
  if ($isPlainRegExp(this)) return matchOnce(this, subject);
  return execBy(this, subject) !== null;
}

export function RegExp$prototype$toString(this: Value): string {
  if (!$isObject(this)) failReceiver(this, 'RegExp.prototype.toString');
  const source = $concat($concat('/', $toText(this.source)), '/');
  return $concat(source, $toText(this.flags));
}

export function RegExp$prototype$get$source(this: Value): string {
  if ($isRegExp(this)) return $regexpSource(this);
  if (this !== $builtin('RegExp.prototype')) $failTypeError('RegExp.prototype.source getter called on non-RegExp object');
  return '(?:)';
}

export function RegExp$prototype$get$flags(this: Value): string {
  if ($isPlainRegExp(this)) return flagText($regexpFlags(this));
  if (!$isObject(this)) $failTypeError(`RegExp.prototype.flags getter called on non-object ${$textForMessage(this)}`);
  const indices = this.hasIndices ? 'd' : '';
  const global = this.global ? 'g' : '';
  const ignoreCase = this.ignoreCase ? 'i' : '';
  const multiline = this.multiline ? 'm' : '';
  const dotAll = this.dotAll ? 's' : '';
  const unicode = this.unicode ? 'u' : '';
  const unicodeSets = this.unicodeSets ? 'v' : '';
  return `${indices}${global}${ignoreCase}${multiline}${dotAll}${unicode}${unicodeSets}${this.sticky ? 'y' : ''}`;
}

function flagOf(regexp: Value, bit: number, name: string): Value {
  if ($isRegExp(regexp)) return ($regexpFlags(regexp) & bit) !== 0;
  if (regexp !== $builtin('RegExp.prototype')) $failTypeError(`RegExp.prototype.${name} getter called on non-RegExp object`);
  return undefined;
}

export function RegExp$prototype$get$hasIndices(this: Value): Value {
  return flagOf(this, 1, 'hasIndices');
}

export function RegExp$prototype$get$global(this: Value): Value {
  return flagOf(this, 2, 'global');
}

export function RegExp$prototype$get$ignoreCase(this: Value): Value {
  return flagOf(this, 4, 'ignoreCase');
}

export function RegExp$prototype$get$multiline(this: Value): Value {
  return flagOf(this, 8, 'multiline');
}

export function RegExp$prototype$get$dotAll(this: Value): Value {
  return flagOf(this, 16, 'dotAll');
}

export function RegExp$prototype$get$unicode(this: Value): Value {
  return flagOf(this, 32, 'unicode');
}

export function RegExp$prototype$get$unicodeSets(this: Value): Value {
  return flagOf(this, 64, 'unicodeSets');
}

export function RegExp$prototype$get$sticky(this: Value): Value {
  return flagOf(this, 128, 'sticky');
}
