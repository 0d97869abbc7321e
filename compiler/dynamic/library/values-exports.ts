// The library's functions on primitive values that programs call: those of core/intrinsics/values.ts.
export * from './arithmetic';
export {
  bigintAdd, bigintAnd, bigintAsIntN, bigintAsUintN, bigintCompare, bigintCompareNumber, bigintDivide, bigintEquals, bigintFromText,
  bigintMultiply, bigintNegate, bigintNot, bigintOr, bigintPower, bigintRemainder, bigintShiftLeft, bigintShiftRight, bigintSubtract,
  bigintToNumber, bigintToString, bigintXor, numberToBigint, primitiveRequireBigint, primitiveToBigint, stringToBigint,
} from './bigint';
export { collect } from './collector';
export {
  failConstantAssignment, failError, failNoSuper, failNotConstructor, failNotFunction, failNotIterable, failRangeError, failReadOf,
  failReferenceDeadZone, failReferenceError, failSetOf, failSyntaxError, failTypeError, failWithoutNew, newError, textForMessage, throwValue,
} from './errors';
export { allocateCell, initialiseHeap } from './heap';
export { registerAtom, toAtom as intern } from './atoms';
export { closeCase, compareLocale, lowerCase, normalizeString, unicodeProperty, upperCase } from './letter-case';
export { parseFloatOf, parseIntOf, stringToNumber } from './number-parsing';
export { numberToExponential, numberToFixed, numberToPrecision, numberToRadix, numberToString } from './number-text';
export { clampIndex, isInteger, isSafeInteger, power, relativeIndex, remainder, toInt32, toInteger, toLength, toUint32 } from './numbers';
export {
  primitiveDescribe, primitiveLooseEquals, primitiveToNumber, primitiveToString, sameValue, sameValueZero, strictEquals, truthy, typeOf,
} from './operators';
export { expandReplacement, joinStrings, quoteJson, replaceAllLiteral, splitString } from './pieces';
export {
  regexpContinue, regexpGroups, regexpIndex, regexpName, regexpNamedGroup, regexpNames, regexpStart,
} from './regexp-search';
export { stringIndexOf, stringLastIndexOf, stringMatchesAt } from './search';
export {
  charAt, charCodeAt, codePointAt, compareStrings, concat, equalStrings, fromCharCode, fromCodePoint, isWellFormed, padString, repeatString,
  stringArrayIndex, stringElement, stringLength, substring, toWellFormed, trimString,
} from './strings';
export { newSymbol, symbolDescription, symbolFor, symbolKeyFor, symbolToString, wellKnownSymbol } from './symbols';
