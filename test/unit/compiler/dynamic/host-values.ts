/** Host implementations of the intrinsics on primitive values (core/intrinsics/values.ts), for evaluating built-ins and Core in Node. */
import { WELL_KNOWN_SYMBOLS } from '../../../../compiler/dynamic/core/intrinsics/values.js';
import { ERROR_NAMES } from '../../../../compiler/dynamic/layout.js';

// biome-ignore lint/suspicious/noExplicitAny: any value of JavaScript
type Value = any;
export type HostFunction = (...values: Value[]) => Value;

const ERRORS: Record<string, new (message: string) => Error> = {
  Error,
  TypeError,
  RangeError,
  SyntaxError,
  ReferenceError,
  EvalError,
  URIError,
};

function fail(name: keyof typeof ERRORS, text: string): never {
  throw new ERRORS[name]!(text);
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
const integer = (value: number): number => (Number.isNaN(value) ? 0 : Math.trunc(value) + 0);
const less = (a: Value, b: Value): number => (a < b ? 1 : a >= b ? 0 : -1);

/** The library's conversions take primitives only; here a mistake in a built-in would go unseen. */
function primitive(value: Value): Value {
  if ((typeof value === 'object' && value !== null) || typeof value === 'function')
    throw new Error('an object where the library takes primitives');
  return value;
}

const STRINGS: Record<string, HostFunction> = {
  stringLength: (s) => s.length,
  charCodeAt: (s, i) => (i >= 0 && i < s.length ? s.charCodeAt(i) : -1),
  codePointAt: (s, i) => s.codePointAt(i) ?? -1,
  charAt: (s, i) => s.charAt(i),
  stringElement: (s, i) => s[i],
  substring: (s, from, to) => s.substring(from, to),
  concat: (a, b) => a + b,
  equalStrings: (a, b) => a === b,
  compareStrings: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  stringIndexOf: (s, t, from) => s.indexOf(t, from),
  stringLastIndexOf: (s, t, from) => s.lastIndexOf(t, from),
  stringMatchesAt: (s, t, at) => s.startsWith(t, at) && at + t.length <= s.length,
  repeatString: (s, n) => s.repeat(n),
  trimString: (s, ends) => (ends === 3 ? s.trim() : ends === 1 ? s.trimStart() : s.trimEnd()),
  padString: (s, length, filler, atStart) => (atStart ? s.padStart(length, filler) : s.padEnd(length, filler)),
  lowerCase: (s) => s.toLowerCase(),
  upperCase: (s) => s.toUpperCase(),
  normalizeString: (s, form) => s.normalize(['NFC', 'NFD', 'NFKC', 'NFKD'][form]),
  compareLocale: (a, b) => a.localeCompare(b),
  isWellFormed: (s) => s.isWellFormed(),
  toWellFormed: (s) => s.toWellFormed(),
  fromCharCode: (unit) => String.fromCharCode(unit),
  fromCodePoint: (point) => String.fromCodePoint(point),
  splitString: (s, separator, limit) => s.split(separator, limit >>> 0),
  joinStrings: (list, separator) => list.join(separator),
  replaceAllLiteral: (s, t, by) => s.split(t).join(by),
  expandReplacement: (template, matched, at, subject) => {
    let result = '';
    for (let i = 0; i < template.length; i++) {
      const next = template[i] === '$' ? template[i + 1] : undefined;
      if (next === '$') result += '$';
      else if (next === '&') result += matched;
      else if (next === '`') result += subject.slice(0, at);
      else if (next === "'") result += subject.slice(at + matched.length);
      else {
        result += template[i];
        continue;
      }
      i++;
    }
    return result;
  },
  quoteJson: (s) => JSON.stringify(s),
  intern: (s) => s,
  stringArrayIndex: (s) => (String(Number(s) >>> 0) === s && s !== '4294967295' ? Number(s) : -1),
};

const NUMBERS: Record<string, HostFunction> = {
  numberToString: (x) => String(x),
  numberToRadix: (x, radix) => x.toString(radix),
  numberToFixed: (x, digits) => x.toFixed(digits),
  numberToPrecision: (x, digits) => x.toPrecision(digits),
  numberToExponential: (x, digits) => x.toExponential(digits === -1 ? undefined : digits),
  stringToNumber: (s) => Number(s),
  parseFloatOf: (s) => Number.parseFloat(s),
  parseIntOf: (s, radix) => Number.parseInt(s, radix),
  toInt32: (x) => x | 0,
  toUint32: (x) => x >>> 0,
  toInteger: integer,
  toLength: (x) => clamp(integer(x), 0, Number.MAX_SAFE_INTEGER),
  relativeIndex: (x, length) => (integer(x) < 0 ? Math.max(integer(x) + length, 0) : Math.min(integer(x), length)),
  clampIndex: (x, low, high) => clamp(integer(x), low, high),
  remainder: (a, b) => a % b,
  power: (a, b) => a ** b,
  isInteger: (x) => Number.isInteger(x),
  isSafeInteger: (x) => Number.isSafeInteger(x),
};

const BIGINTS: Record<string, HostFunction> = {
  bigintAdd: (a, b) => a + b,
  bigintSubtract: (a, b) => a - b,
  bigintMultiply: (a, b) => a * b,
  bigintDivide: (a, b) => a / b,
  bigintRemainder: (a, b) => a % b,
  bigintPower: (a, b) => a ** b,
  bigintNegate: (a) => -a,
  bigintNot: (a) => ~a,
  bigintAnd: (a, b) => a & b,
  bigintOr: (a, b) => a | b,
  bigintXor: (a, b) => a ^ b,
  bigintShiftLeft: (a, b) => a << b,
  bigintShiftRight: (a, b) => a >> b,
  bigintEquals: (a, b) => a === b,
  bigintCompare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  bigintCompareNumber: (a, b) => (Number.isNaN(b) ? 2 : a < b ? -1 : a > b ? 1 : 0),
  bigintAsIntN: (bits, a) => BigInt.asIntN(bits, a),
  bigintAsUintN: (bits, a) => BigInt.asUintN(bits, a),
  bigintToString: (a, radix) => a.toString(radix),
  bigintToNumber: (a) => Number(a),
  numberToBigint: (x) => BigInt(x),
  stringToBigint: (s) => {
    try {
      return BigInt(s);
    } catch {
      return undefined;
    }
  },
  bigintFromText: (s) => BigInt(s),
  primitiveToBigint: (v) => BigInt(primitive(v)),
  primitiveRequireBigint: (v) => new BigInt64Array([primitive(v)]) && BigInt(v),
};

const SYMBOLS: Record<string, HostFunction> = {
  newSymbol: (description) => Symbol(description),
  symbolDescription: (symbol) => symbol.description,
  symbolToString: (symbol) => symbol.toString(),
  symbolFor: (key) => Symbol.for(key),
  symbolKeyFor: (symbol) => Symbol.keyFor(symbol),
  wellKnownSymbol: (index) => Symbol[WELL_KNOWN_SYMBOLS[index]!],
};

const OPERATORS: Record<string, HostFunction> = {
  typeOf: (v) => typeof v,
  strictEquals: (a, b) => a === b,
  sameValue: (a, b) => Object.is(a, b),
  sameValueZero: (a, b) => a === b || (Number.isNaN(a) && Number.isNaN(b)),
  truthy: (v) => !!v,
  // biome-ignore lint/suspicious/noDoubleEquals: this is what it is for
  primitiveLooseEquals: (a, b) => a == b,
  primitiveToNumber: (v) => +primitive(v),
  primitiveToNumeric: (v) => (typeof v === 'bigint' ? v : +primitive(v)),
  primitiveToString: (v) => `${primitive(v)}`,
  primitiveDescribe: (v) => String(primitive(v)),
  primitiveAdd: (a, b) => primitive(a) + primitive(b),
  primitiveSubtract: (a, b) => primitive(a) - primitive(b),
  primitiveMultiply: (a, b) => primitive(a) * primitive(b),
  primitiveDivide: (a, b) => primitive(a) / primitive(b),
  primitiveRemainder: (a, b) => primitive(a) % primitive(b),
  primitivePower: (a, b) => primitive(a) ** primitive(b),
  primitiveAnd: (a, b) => primitive(a) & primitive(b),
  primitiveOr: (a, b) => primitive(a) | primitive(b),
  primitiveXor: (a, b) => primitive(a) ^ primitive(b),
  primitiveShiftLeft: (a, b) => primitive(a) << primitive(b),
  primitiveShiftRight: (a, b) => primitive(a) >> primitive(b),
  primitiveShiftRightUnsigned: (a, b) => primitive(a) >>> primitive(b),
  primitiveNegate: (v) => -primitive(v),
  primitiveNot: (v) => ~primitive(v),
  primitiveIncrement: (v) => ++v,
  primitiveDecrement: (v) => --v,
  primitiveLess: (a, b) => less(primitive(a), primitive(b)),
};

const FAILURES: Record<string, HostFunction> = {
  newError: (index, message) => new ERRORS[ERROR_NAMES[index]!]!(message),
  throwValue: (v) => {
    throw v;
  },
  failError: (text) => fail('Error', text),
  failTypeError: (text) => fail('TypeError', text),
  failRangeError: (text) => fail('RangeError', text),
  failReferenceError: (text) => fail('ReferenceError', text),
  failSyntaxError: (text) => fail('SyntaxError', text),
  failNotFunction: (text) => fail('TypeError', `${text} is not a function`),
  failNotConstructor: (text) => fail('TypeError', `${text} is not a constructor`),
  failNotIterable: (text) => fail('TypeError', `${text} is not iterable`),
  failReadOf: (v, key) => fail('TypeError', `Cannot read properties of ${v} (reading '${String(key)}')`),
  failSetOf: (v, key) => fail('TypeError', `Cannot set properties of ${v} (setting '${String(key)}')`),
  failReferenceDeadZone: (name) => fail('ReferenceError', `Cannot access '${name}' before initialization`),
  failConstantAssignment: () => fail('TypeError', 'Assignment to constant variable.'),
  failNoSuper: () =>
    fail(
      'ReferenceError',
      "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
    ),
  failWithoutNew: (name) => fail('TypeError', `Class constructor ${name} cannot be invoked without 'new'`),
  textForMessage: describe,
};

/** As V8 shows a value in messages of built-ins. */
function describe(value: Value): string {
  if (typeof value === 'function') return Function.prototype.toString.call(value);
  if (typeof value === 'object' && value !== null) {
    if (value instanceof Error) return String(value);
    const tag = Object.prototype.toString.call(value);
    return tag === '[object Object]' && value.constructor?.name
      ? `#<${value.constructor.name}>`
      : Array.isArray(value)
        ? tag
        : `#<${value.constructor?.name}>`;
  }
  return String(value);
}

export const HOST_VALUES: Record<string, HostFunction> = {
  ...STRINGS,
  ...NUMBERS,
  ...BIGINTS,
  ...SYMBOLS,
  ...OPERATORS,
  ...FAILURES,
};
