/** encodeURIComponent and its relatives. */

const UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";
const RESERVED = ';/?:@&=+$,#';

function failMalformed(): never {
  throw new URIError('URI malformed');
}

function percent(byte: number): string {
  const digits = '0123456789ABCDEF';
  return `%${$charAt(digits, byte >> 4)}${$charAt(digits, byte & 15)}`;
}

function encode(text: string, kept: string): string {
  const length = $stringLength(text);
  const pieces = $emptyArray();
  let start = 0;
  for (let i = 0; i < length; i++) {
    const unit = $charCodeAt(text, i);
    if (unit < 128 && $stringIndexOf(kept, $charAt(text, i), 0) !== -1) continue;
    if (start < i) $arrayPush(pieces, $substring(text, start, i));
    const point = $codePointAt(text, i);
    if (point >= 0xd800 && point <= 0xdfff) failMalformed();
    if (point < 0x80) {
      $arrayPush(pieces, percent(point));
    } else if (point < 0x800) {
      $arrayPush(pieces, percent(0xc0 | (point >> 6)));
      $arrayPush(pieces, percent(0x80 | (point & 63)));
    } else if (point < 0x10000) {
      $arrayPush(pieces, percent(0xe0 | (point >> 12)));
      $arrayPush(pieces, percent(0x80 | ((point >> 6) & 63)));
      $arrayPush(pieces, percent(0x80 | (point & 63)));
    } else {
      $arrayPush(pieces, percent(0xf0 | (point >> 18)));
      $arrayPush(pieces, percent(0x80 | ((point >> 12) & 63)));
      $arrayPush(pieces, percent(0x80 | ((point >> 6) & 63)));
      $arrayPush(pieces, percent(0x80 | (point & 63)));
      i++;
    }
    start = i + 1;
  }
  if (start === 0) return text;
  if (start < length) $arrayPush(pieces, $substring(text, start, length));
  return $joinStrings(pieces, '');
}

function hexDigit(unit: number): number {
  if (unit >= 48 && unit <= 57) return unit - 48;
  const lower = unit | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** The byte of `%XX` at an index. */
function byteAt(text: string, at: number): number {
  if (at + 2 >= $stringLength(text) || $charCodeAt(text, at) !== 37) failMalformed();
  const high = hexDigit($charCodeAt(text, at + 1));
  const low = hexDigit($charCodeAt(text, at + 2));
  if (high < 0 || low < 0) failMalformed();
  return high * 16 + low;
}

/** Escapes of characters in `kept` stay as they are. */
function decode(text: string, kept: string): string {
  const length = $stringLength(text);
  const pieces = $emptyArray();
  let start = 0;
  for (let i = 0; i < length; i++) {
    if ($charCodeAt(text, i) !== 37) continue;
    const first = byteAt(text, i);
    let end = i + 3;
    let piece: string;
    if (first < 0x80) {
      piece = $fromCharCode(first);
      if ($stringIndexOf(kept, piece, 0) !== -1) {
        i = end - 1;
        continue;
      }
    } else {
      const count = first >= 0xc2 && first < 0xe0 ? 1 : first >= 0xe0 && first < 0xf0 ? 2 : first >= 0xf0 && first < 0xf5 ? 3 : 0;
      if (count === 0) failMalformed();
      let point = first & (63 >> count);
      for (let k = 0; k < count; k++) {
        const next = byteAt(text, end);
        if ((next & 0xc0) !== 0x80) failMalformed();
        point = (point << 6) | (next & 63);
        end += 3;
      }
      if (
        (count === 2 && (point < 0x800 || (point >= 0xd800 && point <= 0xdfff))) ||
        (count === 3 && (point < 0x10000 || point > 0x10ffff))
      ) {
        failMalformed();
      }
      piece = $fromCodePoint(point);
    }
    if (start < i) $arrayPush(pieces, $substring(text, start, i));
    $arrayPush(pieces, piece);
    start = end;
    i = end - 1;
  }
  if (start === 0) return text;
  if (start < length) $arrayPush(pieces, $substring(text, start, length));
  return $joinStrings(pieces, '');
}

export function Global$encodeURIComponent(text: Value): string {
  return encode($toText(text), UNRESERVED);
}

export function Global$encodeURI(text: Value): string {
  return encode($toText(text), $concat(UNRESERVED, RESERVED));
}

export function Global$decodeURIComponent(text: Value): string {
  return decode($toText(text), '');
}

export function Global$decodeURI(text: Value): string {
  return decode($toText(text), RESERVED);
}

const UNESCAPED = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@*_+-./';

export function Global$escape(text: Value): string {
  const source = $toText(text);
  let result = '';
  for (let i = 0; i < $stringLength(source); i++) {
    const unit = $charCodeAt(source, i);
    if (unit < 256 && $stringIndexOf(UNESCAPED, $charAt(source, i), 0) !== -1) result += $charAt(source, i);
    else if (unit < 256) result += percent(unit);
    else result += `%u${$substring(percent(unit >> 8), 1, 3)}${$substring(percent(unit & 255), 1, 3)}`;
  }
  return result;
}

export function Global$unescape(text: Value): string {
  const source = $toText(text);
  const length = $stringLength(source);
  let result = '';
  for (let i = 0; i < length; i++) {
    let code = -1;
    if ($charCodeAt(source, i) === 37) {
      if (i + 6 <= length && $charCodeAt(source, i + 1) === 117) code = hexAt(source, i + 2, 4);
      if (code >= 0) i += 5;
      else if (i + 3 <= length) {
        code = hexAt(source, i + 1, 2);
        if (code >= 0) i += 2;
      }
    }
    result += code < 0 ? $charAt(source, i) : String.fromCharCode(code);
  }
  return result;
}

/** The number that hexadecimal digits mean, or -1. */
function hexAt(text: string, at: number, digits: number): number {
  let value = 0;
  for (let i = at; i < at + digits; i++) {
    const unit = $charCodeAt(text, i);
    const lower = unit | 32;
    if (unit >= 48 && unit <= 57) value = value * 16 + unit - 48;
    else if (lower >= 97 && lower <= 102) value = value * 16 + lower - 87;
    else return -1;
  }
  return value;
}
