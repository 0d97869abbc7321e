/** Methods of strings that take patterns. Those of string-search.ts, which also take texts, come here with objects only. */
import { isPatternLike, newPattern } from './regexp.js';
import { RegExp$prototype$$match, RegExp$prototype$$matchAll, RegExp$prototype$$search } from './regexp-matching.js';
import { RegExp$prototype$$replace } from './regexp-replacement.js';
import { FLAG_GLOBAL } from './regexp-running.js';
import { RegExp$prototype$$split } from './regexp-splitting.js';
import { thisText } from './string.js';

function requireGlobal(pattern: Value, method: string): void {
  if ($isPlainRegExp(pattern) && ($regexpFlags(pattern) & FLAG_GLOBAL) !== 0) return;
  if (!isPatternLike(pattern)) return;
  const flags = pattern.flags;
  if (flags === undefined || flags === null)
    $failTypeError(`String.prototype.${method} called with a non-global RegExp argument`);
  if ($stringIndexOf($toText(flags), 'g', 0) < 0)
    $failTypeError(`String.prototype.${method} called with a non-global RegExp argument`);
}

function requireText(receiver: Value, method: string): void {
  if (receiver === undefined || receiver === null) $failTypeError(`String.prototype.${method} called on null or undefined`);
}

/** The object's method, or undefined; nothing else may stand there. */
function methodOf(method: Value): Value {
  if (method === undefined || method === null) return undefined;
  if (!$isCallable(method)) $failTypeError(`${$textForMessage(method)} is not a function`);
  return method;
}

/** Of a RegExp, which lacks it only if somebody hid it; its text would then become a pattern. */
function requireMethod(method: Value): Value {
  const found = methodOf(method);
  if (found === undefined) $failError('Not supported by Shoal: a RegExp that hides what makes it a pattern.');
  return found;
}

export function String$prototype$match(this: Value, pattern: Value): Value {
  requireText(this, 'match');
  if ($isPlainRegExp(pattern)) return $call(RegExp$prototype$$match, pattern, this);
  if ($isRegExp(pattern)) {
    return $call(requireMethod(pattern[Symbol.match]), pattern, this);
  }
  if ($isObject(pattern)) {
    const method = methodOf(pattern[Symbol.match]);
    if (method !== undefined) return $call(method, pattern, this);
  }
  const text = thisText(this, 'match');
  return $call(RegExp$prototype$$match, newPattern(pattern, undefined), text);
}

export function String$prototype$matchAll(this: Value, pattern: Value): Value {
  requireText(this, 'matchAll');
  if ($isRegExp(pattern)) {
    requireGlobal(pattern, 'matchAll');
    return $call(requireMethod(pattern[Symbol.matchAll]), pattern, this);
  }
  if ($isObject(pattern)) {
    requireGlobal(pattern, 'matchAll');
    const method = methodOf(pattern[Symbol.matchAll]);
    if (method !== undefined) return $call(method, pattern, this);
  }
  const text = thisText(this, 'matchAll');
  return $call(RegExp$prototype$$matchAll, newPattern(pattern, 'g'), text);
}

export function String$prototype$search(this: Value, pattern: Value): Value {
  requireText(this, 'search');
  if ($isPlainRegExp(pattern)) return $call(RegExp$prototype$$search, pattern, this);
  if ($isRegExp(pattern)) {
    return $call(requireMethod(pattern[Symbol.search]), pattern, this);
  }
  if ($isObject(pattern)) {
    const method = methodOf(pattern[Symbol.search]);
    if (method !== undefined) return $call(method, pattern, this);
  }
  const text = thisText(this, 'search');
  return $call(RegExp$prototype$$search, newPattern(pattern, undefined), text);
}

/** What the object itself makes of it; SPECIAL.empty: nothing, it is to be taken as text. */
export function replaceByObject(receiver: Value, pattern: Value, replacement: Value): Value {
  if ($isPlainRegExp(pattern)) return $call(RegExp$prototype$$replace, pattern, receiver, replacement);
  const method = methodOf(pattern[Symbol.replace]);
  return method === undefined ? $empty() : $call(method, pattern, receiver, replacement);
}

export function replaceAllByObject(receiver: Value, pattern: Value, replacement: Value): Value {
  requireGlobal(pattern, 'replaceAll');
  return replaceByObject(receiver, pattern, replacement);
}

export function splitByObject(receiver: Value, pattern: Value, limit: Value): Value {
  if ($isPlainRegExp(pattern)) return $call(RegExp$prototype$$split, pattern, receiver, limit);
  const method = methodOf(pattern[Symbol.split]);
  return method === undefined ? $empty() : $call(method, pattern, receiver, limit);
}

/** For `includes` and the like, which take no pattern. */
export function refusePattern(pattern: Value, method: string): Value {
  if (isPatternLike(pattern)) $failTypeError(`First argument to String.prototype.${method} must not be a regular expression`);
  return undefined;
}
