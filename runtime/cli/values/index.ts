/** Values as the command line reads, writes and compares them. */
export { decodeCbor, encodeCbor, isTypedArray, type TypedArray, thrownError, type Value } from '../../values/index.js';
export { type Difference, firstDifference } from './compare.js';
export { convertArguments } from './convert.js';
export { asDeclared, graphToJson } from './graph-json.js';
export { type Json, JsonValueError, jsonToValue, valueToJson } from './json.js';
