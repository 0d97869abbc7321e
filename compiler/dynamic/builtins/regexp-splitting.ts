/** The protocol of `split`. */
import { copyOfPattern, hasPoints } from './regexp-matching.js';
import { captured, execBy, failReceiver, indexBehind, runPattern, WITH_POINTS } from './regexp-running.js';

export function RegExp$prototype$$split(this: Value, text: Value, limit: Value): Value {
  if (!$isObject(this)) failReceiver(this, 'RegExp.prototype.@@split');
  const subject = $toText(text);
  if (!$isPlainRegExp(this)) return splitByProtocol(this, subject, limit);
  const most = limit === undefined ? 4294967295 : $toUint32($toNumber(limit));
  const pieces = $emptyArray();
  if (most === 0) return pieces;
  const length = $stringLength(subject);
  if (length === 0) {
    if (!runPattern(this, subject, 0, true)) $arrayPush(pieces, subject);
    return pieces;
  }
  const isUnicode = ($regexpFlags(this) & WITH_POINTS) !== 0;
  const groups = $regexpGroups($regexpProgram(this));
  let done = 0;
  let from = 0;
  while (from < length && runPattern(this, subject, from, false)) {
    const start = $regexpIndex(0);
    const end = $regexpIndex(1);
    if (start >= length) break;
    if (end === done) {
      from = indexBehind(subject, start, isUnicode);
      continue;
    }
    $arrayPush(pieces, $substring(subject, done, start));
    if ($arrayLength(pieces) === most) return pieces;
    done = end;
    for (let k = 1; k < groups; k++) {
      $arrayPush(pieces, captured(subject, k));
      if ($arrayLength(pieces) === most) return pieces;
    }
    from = end === start ? indexBehind(subject, end, isUnicode) : end;
  }
  $arrayPush(pieces, $substring(subject, done, length));
  return pieces;
}

function splitByProtocol(regexp: Value, text: string, limit: Value): Value {
  const flags = $toText(regexp.flags);
  const isUnicode = hasPoints(flags);
  const splitter = copyOfPattern(regexp, $stringIndexOf(flags, 'y', 0) >= 0 ? flags : $concat(flags, 'y'));
  const most = limit === undefined ? 4294967295 : $toUint32($toNumber(limit));
  const pieces = $emptyArray();
  if (most === 0) return pieces;
  const length = $stringLength(text);
  if (length === 0) {
    if (execBy(splitter, text) === null) $arrayPush(pieces, text);
    return pieces;
  }
  let done = 0;
  let at = 0;
  while (at < length) {
    splitter.lastIndex = at;
    const result = execBy(splitter, text);
    const end = result === null ? done : $clampIndex($toNumber(splitter.lastIndex), 0, length);
    if (end === done) {
      at = indexBehind(text, at, isUnicode);
      continue;
    }
    $arrayPush(pieces, $substring(text, done, at));
    if ($arrayLength(pieces) === most) return pieces;
    done = end;
    const count = $toLength($toNumber(result.length));
    for (let k = 1; k < count; k++) {
      $arrayPush(pieces, result[k]);
      if ($arrayLength(pieces) === most) return pieces;
    }
    at = done;
  }
  $arrayPush(pieces, $substring(text, done, length));
  return pieces;
}
