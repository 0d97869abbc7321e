/** `JSON.parse`. The parser's state is an object of its own: `text` and the index `at` of the next unit. */

interface Parser {
  readonly text: string;
  readonly length: number;
  at: number;
}

export function JSON$parse(source: Value, reviver: Value): Value {
  const text = $toText(source);
  const parser: Parser = { text, length: $stringLength(text), at: 0 };
  skipSpace(parser);
  if (parser.at >= parser.length) failEnd();
  const value = parseValue(parser);
  skipSpace(parser);
  if (parser.at < parser.length) failAfter(parser, 'Unexpected non-whitespace character after JSON');
  if (!$isCallable(reviver)) return value;
  return revive({ '': value }, '', reviver);
}

function failEnd(): never {
  $failSyntaxError('Unexpected end of JSON input');
}

function failAt(parser: Parser, what: string): never {
  failAfter(parser, `${what} in JSON`);
}

function failAfter(parser: Parser, what: string): never {
  $failSyntaxError(`${what} at position ${$numberToString(parser.at)}`);
}

/** A token that fits nowhere: in a long text it is shown with ten units before and behind it. */
function failToken(parser: Parser): never {
  const { text, length, at } = parser;
  if (at >= length) failEnd();
  const unit = $charCodeAt(text, at);
  if (unit === 34) failAt(parser, 'Unexpected string');
  if (unit === 45 || (unit >= 48 && unit <= 57)) failAt(parser, 'Unexpected number');
  // What is likely to be no text at all.
  if (text === '[object Object]' || text === 'undefined' || text === 'NaN' || text === 'Infinity') {
    $failSyntaxError(`"${text}" is not valid JSON`);
  }
  const isShort = length <= 20;
  const isFromStart = isShort || at < 10;
  const isToEnd = isShort || (at >= 10 && at >= length - 10);
  const before = isFromStart ? '"' : '..."';
  const behind = isToEnd ? '"' : '"...';
  const shown = $substring(text, isFromStart ? 0 : at - 10, isToEnd ? length : at + 10);
  $failSyntaxError(`Unexpected token '${$charAt(text, at)}', ${before}${shown}${behind} is not valid JSON`);
}

function skipSpace(parser: Parser): void {
  const text = parser.text;
  let at = parser.at;
  for (;;) {
    const unit = $charCodeAt(text, at);
    if (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9) break;
    at++;
  }
  parser.at = at;
}

/** `at` is behind white space. */
function parseValue(parser: Parser): Value {
  const unit = $charCodeAt(parser.text, parser.at);
  if (unit === 34) return parseString(parser);
  if (unit === 123) return parseObject(parser);
  if (unit === 91) return parseArray(parser);
  if (unit === 45 || (unit >= 48 && unit <= 57)) return parseNumber(parser);
  if (unit === 116) {
    parseWord(parser, 'true');
    return true;
  }
  if (unit === 102) {
    parseWord(parser, 'false');
    return false;
  }
  if (unit === 110) {
    parseWord(parser, 'null');
    return null;
  }
  failToken(parser);
}

function parseWord(parser: Parser, word: string): void {
  for (let i = 0; i < $stringLength(word); i++) {
    if ($charCodeAt(parser.text, parser.at) !== $charCodeAt(word, i)) failToken(parser);
    parser.at++;
  }
}

function parseObject(parser: Parser): Value {
  const object = $newObject();
  parser.at++;
  skipSpace(parser);
  if ($charCodeAt(parser.text, parser.at) === 125) {
    parser.at++;
    return object;
  }
  let isFirst = true;
  for (;;) {
    if ($charCodeAt(parser.text, parser.at) !== 34) {
      failAt(parser, isFirst ? "Expected property name or '}'" : 'Expected double-quoted property name');
    }
    const key = parseString(parser);
    skipSpace(parser);
    if ($charCodeAt(parser.text, parser.at) !== 58) {
      // V8 words it so for the first property only.
      if (!isFirst) failToken(parser);
      failAt(parser, "Expected ':' after property name");
    }
    isFirst = false;
    parser.at++;
    skipSpace(parser);
    $defineField(object, key, parseValue(parser));
    skipSpace(parser);
    const unit = $charCodeAt(parser.text, parser.at);
    if (unit === 125) break;
    if (unit !== 44) failAt(parser, "Expected ',' or '}' after property value");
    parser.at++;
    skipSpace(parser);
  }
  parser.at++;
  return object;
}

function parseArray(parser: Parser): Value {
  const array = $emptyArray();
  parser.at++;
  skipSpace(parser);
  if ($charCodeAt(parser.text, parser.at) === 93) {
    parser.at++;
    return array;
  }
  for (;;) {
    $arrayPush(array, parseValue(parser));
    skipSpace(parser);
    const unit = $charCodeAt(parser.text, parser.at);
    if (unit === 93) break;
    if (unit !== 44) failAt(parser, "Expected ',' or ']' after array element");
    parser.at++;
    skipSpace(parser);
  }
  parser.at++;
  return array;
}

function parseNumber(parser: Parser): number {
  const text = parser.text;
  const start = parser.at;
  let at = start;
  if ($charCodeAt(text, at) === 45) at++;
  let unit = $charCodeAt(text, at);
  if (unit === 48) {
    unit = $charCodeAt(text, ++at);
    parser.at = at;
    if (unit >= 48 && unit <= 57) failAt(parser, 'Unexpected number');
  } else {
    parser.at = at;
    if (unit < 48 || unit > 57) failAt(parser, 'No number after minus sign');
    let whole = 0;
    while (unit >= 48 && unit <= 57) {
      whole = whole * 10 + (unit - 48);
      unit = $charCodeAt(text, ++at);
    }
    // Up to fifteen digits are exact.
    if (unit !== 46 && (unit | 32) !== 101 && at - start <= 15) {
      parser.at = at;
      return $charCodeAt(text, start) === 45 ? -whole : whole;
    }
  }
  if (unit === 46) {
    unit = $charCodeAt(text, ++at);
    parser.at = at;
    if (unit < 48 || unit > 57) failAt(parser, 'Unterminated fractional number');
    while (unit >= 48 && unit <= 57) unit = $charCodeAt(text, ++at);
  }
  if (unit === 101 || unit === 69) {
    unit = $charCodeAt(text, ++at);
    if (unit === 43 || unit === 45) unit = $charCodeAt(text, ++at);
    parser.at = at;
    if (unit < 48 || unit > 57) failAt(parser, 'Exponent part is missing a number');
    while (unit >= 48 && unit <= 57) unit = $charCodeAt(text, ++at);
  }
  parser.at = at;
  return $stringToNumber($substring(text, start, at));
}

function parseString(parser: Parser): string {
  const text = parser.text;
  const length = parser.length;
  let start = parser.at + 1;
  let at = start;
  let result = '';
  for (;;) {
    parser.at = at;
    if (at >= length) failAt(parser, 'Unterminated string');
    const unit = $charCodeAt(text, at);
    if (unit === 34) break;
    if (unit < 32) failAt(parser, 'Bad control character in string literal');
    at++;
    if (unit !== 92) continue;
    result = $concat(result, $substring(text, start, at - 1));
    parser.at = at;
    if (at >= length) failEnd();
    result = $concat(result, parseEscape(parser));
    at = parser.at;
    start = at;
  }
  parser.at = at + 1;
  const last = $substring(text, start, at);
  return $stringLength(result) === 0 ? last : $concat(result, last);
}

/** `at` is behind the backslash. */
function parseEscape(parser: Parser): string {
  const unit = $charCodeAt(parser.text, parser.at);
  if (unit === 117) return parseUnicodeEscape(parser);
  let meant = unit;
  if (unit === 110) meant = 10;
  else if (unit === 116) meant = 9;
  else if (unit === 114) meant = 13;
  else if (unit === 98) meant = 8;
  else if (unit === 102) meant = 12;
  else if (unit !== 34 && unit !== 92 && unit !== 47) failAt(parser, 'Bad escaped character');
  parser.at++;
  return $fromCharCode(meant);
}

function parseUnicodeEscape(parser: Parser): string {
  let value = 0;
  for (let i = 0; i < 4; i++) {
    parser.at++;
    const unit = $charCodeAt(parser.text, parser.at);
    const lower = unit | 32;
    if (unit >= 48 && unit <= 57) value = value * 16 + (unit - 48);
    else if (unit !== -1 && lower >= 97 && lower <= 102) value = value * 16 + (lower - 87);
    else failAt(parser, 'Bad Unicode escape');
  }
  parser.at++;
  return $fromCharCode(value);
}

/** InternalizeJSONProperty. */
function revive(holder: Value, key: string, reviver: Value): Value {
  const value = holder[key];
  if ($isObject(value)) {
    if ($isArray(value)) {
      const length = value.length;
      for (let i = 0; i < length; i++) reviveInto(value, $numberToString(i), reviver);
    } else {
      const keys = $objectKeys(value);
      for (let i = 0; i < $arrayLength(keys); i++) reviveInto(value, keys[i], reviver);
    }
  }
  return $call(reviver, holder, key, value);
}

function reviveInto(holder: Value, key: string, reviver: Value): void {
  const value = revive(holder, key, reviver);
  if (value === undefined) $deleteProperty(holder, key);
  else $defineField(holder, key, value);
}
