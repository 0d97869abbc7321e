/**
 * Methods of strings that search, split and replace texts. Of objects as patterns know only programs that have some: `$withPatterns` calls a
 * function in these, and gives SPECIAL.empty in all others.
 */
import { thisText } from './string.js';
import { refusePattern, replaceAllByObject, replaceByObject, splitByObject } from './string-patterns.js';

export function String$prototype$indexOf(this: Value, pattern: Value, from?: Value): number {
  const text = thisText(this, 'indexOf');
  const wanted = $toText(pattern);
  return $stringIndexOf(text, wanted, from === undefined ? 0 : $clampIndex($toNumber(from), 0, $stringLength(text)));
}

export function String$prototype$lastIndexOf(this: Value, pattern: Value, from?: Value): number {
  const text = thisText(this, 'lastIndexOf');
  const wanted = $toText(pattern);
  const last = from === undefined ? Number.NaN : $toNumber(from);
  // NaN counts as the end here.
  return $stringLastIndexOf(text, wanted, last !== last ? $stringLength(text) : $clampIndex(last, 0, $stringLength(text)));
}

export function String$prototype$includes(this: Value, pattern: Value, from?: Value): boolean {
  const text = thisText(this, 'includes');
  if ($isObject(pattern)) $withPatterns(refusePattern, pattern, 'includes');
  const wanted = $toText(pattern);
  return $stringIndexOf(text, wanted, from === undefined ? 0 : $clampIndex($toNumber(from), 0, $stringLength(text))) !== -1;
}

export function String$prototype$startsWith(this: Value, pattern: Value, from?: Value): boolean {
  const text = thisText(this, 'startsWith');
  if ($isObject(pattern)) $withPatterns(refusePattern, pattern, 'startsWith');
  const wanted = $toText(pattern);
  return $stringMatchesAt(text, wanted, from === undefined ? 0 : $clampIndex($toNumber(from), 0, $stringLength(text)));
}

export function String$prototype$endsWith(this: Value, pattern: Value, end?: Value): boolean {
  const text = thisText(this, 'endsWith');
  if ($isObject(pattern)) $withPatterns(refusePattern, pattern, 'endsWith');
  const wanted = $toText(pattern);
  const length = $stringLength(text);
  const start = (end === undefined ? length : $clampIndex($toNumber(end), 0, length)) - $stringLength(wanted);
  return start >= 0 && $stringMatchesAt(text, wanted, start);
}

export function String$prototype$split(this: Value, separator: Value, limit: Value): Value {
  if ($isObject(separator) && this !== undefined && this !== null) {
    const done = $withPatterns(splitByObject, this, separator, limit);
    if (!$isEmpty(done)) return done;
  }
  const text = thisText(this, 'split');
  const most = limit === undefined ? -1 : $toInt32($toNumber(limit));
  const between = separator === undefined ? '' : $toText(separator);
  if (most === 0) return $emptyArray();
  if (separator === undefined) return [text];
  return $splitString(text, between, most);
}

export function String$prototype$replace(this: Value, pattern: Value, replacement: Value): string {
  if ($isObject(pattern) && this !== undefined && this !== null) {
    const done = $withPatterns(replaceByObject, this, pattern, replacement);
    if (!$isEmpty(done)) return done;
  }
  const text = thisText(this, 'replace');
  const wanted = $toText(pattern);
  const isFunction = $isCallable(replacement);
  const template = isFunction ? '' : $toText(replacement);
  const at = $stringIndexOf(text, wanted, 0);
  if (at === -1) return text;
  const by = isFunction
    ? $toText($call(replacement, undefined, wanted, at, text))
    : $expandReplacement(template, wanted, at, text);
  return $concat($concat($substring(text, 0, at), by), $substring(text, at + $stringLength(wanted), $stringLength(text)));
}

export function String$prototype$replaceAll(this: Value, pattern: Value, replacement: Value): string {
  if ($isObject(pattern) && this !== undefined && this !== null) {
    const done = $withPatterns(replaceAllByObject, this, pattern, replacement);
    if (!$isEmpty(done)) return done;
  }
  const text = thisText(this, 'replaceAll');
  const wanted = $toText(pattern);
  const isFunction = $isCallable(replacement);
  const template = isFunction ? '' : $toText(replacement);
  const length = $stringLength(text);
  const step = $stringLength(wanted) === 0 ? 1 : $stringLength(wanted);
  if (!isFunction && $stringLength(wanted) > 0 && $stringIndexOf(template, '$', 0) === -1)
    return $replaceAllLiteral(text, wanted, template);
  const pieces = $emptyArray();
  let end = 0;
  let at = $stringIndexOf(text, wanted, 0);
  while (at !== -1) {
    const by = isFunction
      ? $toText($call(replacement, undefined, wanted, at, text))
      : $expandReplacement(template, wanted, at, text);
    $arrayPush(pieces, $substring(text, end, at));
    $arrayPush(pieces, by);
    end = at + $stringLength(wanted);
    at = at + step > length ? -1 : $stringIndexOf(text, wanted, at + step);
  }
  if (end < length) $arrayPush(pieces, $substring(text, end, length));
  return $joinStrings(pieces, '');
}
