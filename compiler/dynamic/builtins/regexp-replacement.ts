/** The protocol of `replace`. */
import { hasPoints } from './regexp-matching.js';
import {
  execBy,
  FLAG_GLOBAL,
  FLAG_STICKY,
  failReceiver,
  indexBehind,
  namedCaptures,
  runPattern,
  WITH_POINTS,
} from './regexp-running.js';

export function RegExp$prototype$$replace(this: Value, text: Value, replacement: Value): string {
  if (!$isObject(this)) failReceiver(this, 'RegExp.prototype.@@replace');
  const subject = $toText(text);
  const isFunction = $isCallable(replacement);
  const template = isFunction ? '' : $toText(replacement);
  if (!$isPlainRegExp(this)) return replaceByProtocol(this, subject, isFunction, replacement, template);
  const flags = $regexpFlags(this);
  const isGlobal = (flags & FLAG_GLOBAL) !== 0;
  const isSticky = (flags & FLAG_STICKY) !== 0;
  const isUnicode = (flags & WITH_POINTS) !== 0;
  let from = 0;
  if (isGlobal) this.lastIndex = 0;
  else from = isSticky ? $toLength($toNumber(this.lastIndex)) : 0;
  if (!runPattern(this, subject, from, isSticky)) {
    if (isSticky) this.lastIndex = 0;
    return subject;
  }
  if (isSticky && !isGlobal) this.lastIndex = $regexpIndex(1);
  const isLiteral = !isFunction && $stringIndexOf(template, '$', 0) < 0;
  const pieces = $emptyArray();
  const program = $regexpProgram(this);
  let done = 0;
  let isMatch = true;
  while (isMatch) {
    const start = $regexpIndex(0);
    const end = $regexpIndex(1);
    $arrayPush(pieces, $substring(subject, done, start));
    done = end;
    if (isLiteral) $arrayPush(pieces, template);
    else {
      const values = $regexpCaptures(program, subject);
      const named = namedCaptures(program, values);
      // What it calls may match, too.
      if (isFunction) $arrayPush(pieces, callReplacer(replacement, values, start, subject, named));
      else $arrayPush(pieces, expandTemplate(template, values, start, subject, named));
    }
    if (!isGlobal) break;
    isMatch = runPattern(this, subject, end > start ? end : indexBehind(subject, end, isUnicode), isSticky);
  }
  $arrayPush(pieces, $substring(subject, done, $stringLength(subject)));
  return $joinStrings(pieces, '');
}

function callReplacer(replacer: Value, values: Value, position: number, text: string, named: Value): string {
  if ($arrayLength(values) === 1 && named === undefined) {
    const by = $call(replacer, undefined, values[0], position, text);
    return typeof by === 'string' ? by : $toText(by);
  }
  if ($arrayLength(values) === 2 && named === undefined)
    return $toText($call(replacer, undefined, values[0], values[1], position, text));
  if ($arrayLength(values) === 3 && named === undefined)
    return $toText($call(replacer, undefined, values[0], values[1], values[2], position, text));
  const list = $arraySlice(values, 0, $arrayLength(values));
  $arrayPush(list, position);
  $arrayPush(list, text);
  if (named !== undefined) $arrayPush(list, named);
  return $toText($callSpread(replacer, undefined, list));
}

/** By RegExpExec, for what is more than a RegExp: all matches first, then their replacements. */
function replaceByProtocol(regexp: Value, text: string, isFunction: boolean, replacer: Value, template: string): string {
  const flags = $toText(regexp.flags);
  const isGlobal = $stringIndexOf(flags, 'g', 0) >= 0;
  if (isGlobal) regexp.lastIndex = 0;
  const results = $emptyArray();
  for (let result = execBy(regexp, text); result !== null; result = execBy(regexp, text)) {
    $arrayPush(results, result);
    if (!isGlobal) break;
    if ($toText(result[0]) === '') regexp.lastIndex = indexBehind(text, $toLength($toNumber(regexp.lastIndex)), hasPoints(flags));
  }
  const pieces = $emptyArray();
  let done = 0;
  for (let i = 0; i < $arrayLength(results); i++) {
    const result = results[i];
    const length = $toLength($toNumber(result.length));
    const values = $emptyArray();
    $arrayPush(values, $toText(result[0]));
    const position = $clampIndex($toNumber(result.index), 0, $stringLength(text));
    for (let k = 1; k < length; k++) {
      const value = result[k];
      $arrayPush(values, value === undefined ? undefined : $toText(value));
    }
    let named = result.groups;
    let by: string;
    if (isFunction) by = callReplacer(replacer, values, position, text, named);
    else {
      if (named !== undefined) named = Object(named);
      by = expandTemplate(template, values, position, text, named);
    }
    if (position < done) continue;
    $arrayPush(pieces, $substring(text, done, position));
    $arrayPush(pieces, by);
    done = position + $stringLength(values[0]);
  }
  if (done < $stringLength(text)) $arrayPush(pieces, $substring(text, done, $stringLength(text)));
  return $joinStrings(pieces, '');
}

/** GetSubstitution (ECMA-262, 22.1.3.19.1). */
function expandTemplate(template: string, values: Value, position: number, text: string, named: Value): string {
  const pieces = $emptyArray();
  const length = $stringLength(template);
  let done = 0;
  for (let at = $stringIndexOf(template, '$', 0); at >= 0; at = $stringIndexOf(template, '$', at)) {
    const unit = $charCodeAt(template, at + 1);
    let end = at + 2;
    let by: Value;
    if (unit === 36) by = '$';
    else if (unit === 38) by = values[0];
    else if (unit === 96) by = $substring(text, 0, position);
    else if (unit === 39) {
      const behind = position + $stringLength(values[0]);
      by = behind >= $stringLength(text) ? '' : $substring(text, behind, $stringLength(text));
    } else if (unit >= 48 && unit <= 57) {
      const group = groupNumber(template, at + 1, $arrayLength(values) - 1);
      if (group > 0) {
        by = values[group] === undefined ? '' : values[group];
        end = at + 1 + (group >= 10 || unit === 48 ? 2 : 1);
      }
    } else if (unit === 60 && named !== undefined) {
      const close = $stringIndexOf(template, '>', at);
      if (close >= 0) {
        const value = named[$substring(template, at + 2, close)];
        by = value === undefined ? '' : $toText(value);
        end = close + 1;
      }
    }
    if (by === undefined) {
      at++;
      continue;
    }
    $arrayPush(pieces, $substring(template, done, at));
    $arrayPush(pieces, by);
    done = end;
    at = end;
  }
  $arrayPush(pieces, $substring(template, done, length));
  return $joinStrings(pieces, '');
}

/** One or two digits that are the number of a group, as many as there are of; 0: they are none. */
function groupNumber(template: string, at: number, groups: number): number {
  const first = $charCodeAt(template, at) - 48;
  const second = $charCodeAt(template, at + 1) - 48;
  if (second >= 0 && second <= 9) {
    const both = first * 10 + second;
    if (both >= 1 && both <= groups) return both;
  }
  return first <= groups ? first : 0;
}
