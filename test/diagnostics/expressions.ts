/** Expressions that are refused. */

export function concatenate(a: string, b: string): string {
  return a + b;
  //     ^ SHOAL1019 Strings can not be put together: they are read-only inputs.
}

export function appendNumber(a: string, n: number): string {
  return a + n;
  //     ^ SHOAL1019 Strings can not be put together: they are read-only inputs.
}

export function template(n: number): string {
  return `n is ${n}`;
  //     ^ SHOAL1019 Strings can not be put together: they are read-only inputs.
}

export function appendAssign(a: string): string {
  let text = '';
  text += a;
//^ SHOAL1019 Strings can not be put together: they are read-only inputs.
  return text;
}

export function character(a: string): string {
  return a[0];
  //     ^ SHOAL1019 A character of a string is itself a string, which can not be made here.
}

export function upper(a: string): string {
  return a.toUpperCase();
  //     ^ SHOAL1019 'toUpperCase' of a string is not supported.
}

export function substring(a: string): string {
  return a.slice(1);
  //     ^ SHOAL1019 'slice' of a string is not supported.
}

export function toText(n: number): string {
  return String(n);
  //     ^ SHOAL1019 A number can not be made into a string.
}

export function formatted(n: number): string {
  return n.toFixed(2);
  //       ^ SHOAL1015 'toFixed' of a value of type 'number' is not supported.
}

export function parse(a: string): number {
  return Number(a);
  //            ^ SHOAL1014 A value of type 'string' can not be converted to a number.
}

export function parsed(a: string): number {
  return parseInt(a);
  //     ^ SHOAL1015 'parseInt' is not supported here.
}

export function plusText(a: string): number {
  return +a;
  //      ^ SHOAL1014 A value of type 'string' can not be converted to a number.
}

export function spreadArray(xs: number[]): number[] {
  return [...xs, 1];
  //      ^ SHOAL1013 Spread is not supported.
}

export function spreadArguments(xs: number[]): number {
  return Math.max(...xs);
  //              ^ SHOAL1013 Spread is not supported.
}

export function spreadObject(p: { x: number }): { x: number } {
  return { ...p };
  //       ^ SHOAL1013 Spread is not supported.
}

export function optionalChain(p: { x: number }): number {
  return p?.x;
  //     ^ SHOAL1031 '?.' is not supported: no value is ever undefined or null.
}

export function optionalIndex(xs: number[]): number {
  return xs?.[0];
  //     ^ SHOAL1031 '?.' is not supported: no value is ever undefined or null.
}

export function optionalCall(x: number): number {
  return Math.abs?.(x);
  //     ^ SHOAL1031 '?.' is not supported: no value is ever undefined or null.
}

export function coalesce(x: number): number {
  return x ?? 1;
  //     ^ SHOAL1031 '??' is not supported: no value is ever undefined or null.
}

export function coalesceAssign(x: number): number {
  x ??= 1;
//^ SHOAL1014 '??=' is not supported.
  return x;
}

export function logicalAssign(x: number): number {
  x ||= 1;
//^ SHOAL1014 '||=' is not supported.
  x &&= 2;
//^ SHOAL1014 '&&=' is not supported.
  return x;
}

export function typeOf(x: number): boolean {
  return typeof x === 'number';
  //     ^ SHOAL1013 'typeof' is not supported: every type is known.
}

export function isIn(p: { x: number }): boolean {
  return 'x' in p;
  //     ^ SHOAL1014 The operator 'in' is not supported.
}

export function instanceOf(xs: number[]): boolean {
  return xs instanceof Array;
  //     ^ SHOAL1014 The operator 'instanceof' is not supported.
}

export function voidOf(x: number): number {
  void x;
//^ SHOAL1031 'void' is not supported.
  return 1;
}

export function deleteField(p: { x: number }): number {
  delete (p as { x?: number }).x;
//^ SHOAL1023 'delete' is not supported: objects keep their fields.
  return 1;
}

export function regex(): number {
  const r = /a+/;
  //    ^ SHOAL1010 The type 'RegExp' is not supported.
  return 1;
}

export function comparesIdentity(a: number[], b: number[]): boolean {
  return a === b;
  //     ^ SHOAL1029 Arrays, tuples and objects can not be compared by identity.
}

export function comparesRecords(a: { x: number }, b: { x: number }): boolean {
  return a !== b;
  //     ^ SHOAL1029 Arrays, tuples and objects can not be compared by identity.
}

export function comparesUndefined(x: number): boolean {
  return x === undefined;
  //           ^ SHOAL1031 'undefined' is not a value here: every value must be present.
}

export function comparesNull(x: number): boolean {
  return x == null;
  //          ^ SHOAL1031 'null' is not a value here: every value must be present.
}

export function comparesBooleans(a: boolean, b: boolean): boolean {
  return a < b;
  //     ^ SHOAL1014 '<' needs numbers, and this is of type 'boolean'.
}

export function condition(xs: number[]): number {
  if (xs) return 1;
  //  ^ SHOAL1014 A value of type 'number[]' is used as a condition; it would always be true.
  return 0;
}

export function negatedArray(xs: number[]): boolean {
  return !xs;
  //      ^ SHOAL1014 A value of type 'number[]' is used as a condition; it would always be true.
}

export function mixedLogic(x: number, b: boolean): number {
  const y = b && x;
  //    ^ SHOAL1010 The union type 'number | false' mixes values of different shapes.
  return 1;
}

export function negatedBoolean(b: boolean): number {
  return -b;
  //      ^ SHOAL1014 A number is needed here, and this is of type 'boolean'.
}

export function lambda(): number {
  const f = (x: number) => x + 1;
  //    ^ SHOAL1016 Functions can not be used as values.
  return f(1);
}

export function functionExpression(): number {
  const f = function (x: number): number {
  //    ^ SHOAL1016 Functions can not be used as values.
    return x + 1;
  };
  return f(1);
}

export function functionAsValue(): number {
  const f = square;
  //    ^ SHOAL1016 Functions can not be used as values.
  return f(2);
}

function square(x: number): number {
  return x * x;
}

export function immediate(): number {
  return ((x: number) => x)(1);
  //     ^ SHOAL1016 Functions can not be used as values.
}

export function mapArray(xs: number[]): number[] {
  return xs.map((x, i, all) => x * all[i]);
  //        ^ SHOAL1015 'map' of a value of type 'number[]' is not supported.
}

export function callbackWithEffect(xs: number[]): number {
  let count = 0;
  const add = 1;
  return xs.map((x) => (count += x)).reduce((a, b) => a + b, add);
  //            ^ SHOAL1016 What this callback does shows when it is called.
}

export function positionBehindFilter(xs: number[]): number[] {
  return xs.filter((x) => x > 0).map((x, i) => x * i);
  //                                 ^ SHOAL1027 The position among filtered elements is not known.
}

export function forEachElement(xs: number[]): number {
  let sum = 0;
  xs.forEach((x) => {
  // ^ SHOAL1015 'forEach' of a value of type 'number[]' is not supported.
    sum += x;
  });
  return sum;
}

export function sorted(xs: number[]): number[] {
  return xs.sort();
  //        ^ SHOAL1015 'sort' of a value of type 'number[]' is not supported.
}

export function joined(xs: number[]): string {
  return xs.join();
  //        ^ SHOAL1015 'join' of a value of type 'number[]' is not supported.
}

export function lastOf(xs: number[]): number {
  return xs.indexOf(3);
  //        ^ SHOAL1015 'indexOf' of a value of type 'number[]' is not supported.
}

export function view(xs: Float64Array): Float64Array {
  return xs.subarray(1);
  //        ^ SHOAL1015 'subarray' of a value of type 'Float64Array' is not supported.
}

export function rawBuffer(xs: Float64Array): number {
  return xs.byteLength;
  //     ^ SHOAL1013 'byteLength' of a value of type 'Float64Array' is not supported.
}

export function newBufferView(xs: Float64Array): Float64Array {
  return new Float64Array(xs.buffer, 8, 1);
  //     ^ SHOAL1024 Views into buffers are not supported.
}

export function pushMany(xs: number[]): number {
  return xs.push(1, 2);
  //     ^ SHOAL1015 push takes one element here.
}

export function arrayWithHoles(n: number): number[] {
  return new Array<number>(n);
  //     ^ SHOAL1024 'new Array(n)' makes an array with holes.
}

export function sharedFill(n: number): number[][] {
  return new Array<number[]>(n).fill([]);
  //                                 ^ SHOAL1024 All elements would be one and the same array.
}

export function sharedFrom(n: number, row: number[]): number[][] {
  return Array.from({ length: n }, () => row);
  //                                     ^ SHOAL1024 All elements would be one and the same array.
}

export function newMap(): number {
  const m = new Map<number, number>();
  //    ^ SHOAL1010 The type 'Map<number, number>' is not supported.
  return 1;
}

export function newDate(): number {
  return new Date().getTime();
  //     ^ SHOAL1020 The time of day differs between machines and runs.
}

export function now(): number {
  return Date.now();
  //     ^ SHOAL1020 The time of day differs between machines and runs.
}

export function random(): number {
  return Math.random();
  //     ^ SHOAL1020 'Math.random' gives other values on each run, so the result could not be checked or moved between machines.
}

export function json(x: number): string {
  return JSON.stringify(x);
  //     ^ SHOAL1015 'JSON.stringify' is not supported.
}

export function objectKeys(p: { x: number }): number {
  return Object.keys(p).length;
  //     ^ SHOAL1015 'Object.keys' is not supported.
}

export function isArray(xs: number[]): boolean {
  return Array.isArray(xs);
  //     ^ SHOAL1015 'Array.isArray' is not supported.
}

export function tupleByVariable(t: [number, number], i: number): number {
  return t[i];
  //       ^ SHOAL1013 A tuple can only be indexed by a constant.
}

export function recordByName(p: { x: number }): number {
  return p['x'];
  //     ^ SHOAL1013 A value of type '{ x: number }' can not be indexed.
}

export function fieldWritten(p: { x: number }): number {
  p.x = 5;
//^ SHOAL1023 An object can not be changed after it was made (type '{ x: number }').
  return p.x;
}

export function fieldIncremented(p: { x: number }): number {
  p.x++;
//^ SHOAL1023 An object can not be changed after it was made (type '{ x: number }').
  return p.x;
}

export function tupleWritten(t: [number, number]): number {
  t[0] = 5;
//^ SHOAL1023 A tuple can not be changed after it was made (type '[number, number]').
  return t[0];
}

export function lengthWritten(xs: number[]): number {
  xs.length = 0;
//^ SHOAL1013 The length of an array can't be assigned.
  return 0;
}

export function appended(xs: number[]): number {
  xs[xs.length] = 1;
//^ SHOAL1024 Writing behind the end of an array is not supported.
  return 0;
}

export function hiddenNothing(): number {
  let x: number;
  return x! + 1;
  //     ^ SHOAL1031 The assertion '!' hides that the variable may have no value yet.
}

export function assertion(x: unknown): number {
//                        ^ SHOAL1011 The type here is 'unknown'.
  return x as number;
}

export function widened(p: { x: number; y: number }): { x: number } {
  return p;
  //     ^ SHOAL1018 This value has the shape '{ x: number; y: number }' where '{ x: number }' is needed.
}

export function otherOrder(x: number): { a: number; b: number } {
  return { b: x, a: x };
  //     ^ SHOAL1018 The fields here are { b, a }, those of the type are { a, b }.
}

export function tupleAsArray(t: [number, number]): number[] {
  return t;
  //     ^ SHOAL1018 This value has the shape '[number, number]' where 'number[]' is needed.
}

export function getter(): number {
  const p = {
  //    ^ SHOAL1010 'x' of '{ readonly x: number; }' is optional, a method or an accessor.
    get x() {
      return 1;
    },
  };
  return p.x;
}

export function computedName(k: string): number {
  const p = { [k]: 1 };
  //    ^ SHOAL1010 The type '{ [x: string]: number; }' is not supported.
  return 1;
}

export function method(): number {
  const p = {
  //    ^ SHOAL1016 Functions can not be used as values.
    f() {
      return 1;
    },
  };
  return 1;
}

export function usesArguments(x: number): number {
  return arguments.length;
  //     ^ SHOAL1013 'arguments' is not supported.
}

export function metaProperty(x: number): number {
  const u = import.meta;
  //    ^ SHOAL1010 The type 'ImportMeta' is not supported.
  return x;
}

export function nullValue(): number {
  const x = null;
  //    ^ SHOAL1031 A value of type 'null' may be undefined or null.
  return 1;
}

export function conditionalShapes(b: boolean): number {
  const p = b ? { x: 1 } : { y: 1 };
  //    ^ SHOAL1010 'y' of '{ x: number; y?: undefined; }' is optional, a method or an accessor.
  return 1;
}

export function chainOfPatterns(): number {
  let a = 0;
  let b = 0;
  const p = ([a, b] = [1, 2]);
  //         ^ SHOAL1026 A destructuring assignment must be a statement of its own.
  return a + b;
}

export function defaultInPattern(p: { x: number }): number {
  const { x = 5 } = p;
  //      ^ SHOAL1026 Defaults and rest elements are not supported in patterns.
  return x;
}

export function restInPattern(xs: number[]): number {
  const [a, ...rest] = xs;
  //        ^ SHOAL1026 Defaults and rest elements are not supported in patterns.
  return a;
}

export function restOfObject(p: { x: number; y: number }): number {
  const { x, ...rest } = p;
  //         ^ SHOAL1026 Defaults and rest elements are not supported in patterns.
  return x;
}

export function classExpression(): number {
  const c = class {};
  //    ^ SHOAL1016 Functions can not be used as values.
  return 1;
}

export function importCall(x: number): number {
  import('./values.js');
//^ SHOAL1015 This kind of call is not supported.
  return x;
}

export function hypotOfSpread(xs: number[]): number {
  return Math.hypot(...xs);
  //                ^ SHOAL1013 Spread is not supported.
}

export function unknownMath(x: number): number {
  return Math.toString.length;
  //     ^ SHOAL1020 'Math' is not supported.
}

export function boundMethod(xs: number[]): number {
  const push = xs.push;
  //    ^ SHOAL1016 Functions can not be used as values.
  return 1;
}

export function stringSwitchedAt(xs: string[]): string {
  return xs.at(0)!;
  //        ^ SHOAL1015 'at' of a value of type 'string[]' is not supported.
}
