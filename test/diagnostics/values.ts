/** Values and types that have no counterpart. */

export function anything(x: any): number {
//                       ^ SHOAL1011 The type here is 'any'.
  return 1;
}

export function unknownValue(x: unknown): number {
//                           ^ SHOAL1011 The type here is 'unknown'.
  return 1;
}

export function anyInside(xs: any[]): number {
//                        ^ SHOAL1011 The elements of this array have no type.
  return xs.length;
}

export function untypedArray(): number {
  const xs = [];
  //    ^ SHOAL1011 The elements of this array have no type.
  return 1;
}

export function mixedUnion(x: number | string): number {
//                         ^ SHOAL1010 The union type 'string | number' mixes values of different shapes.
  return 1;
}

export function optionalField(p: { x: number; y?: number }): number {
//                            ^ SHOAL1010 'y' of '{ x: number; y?: number | undefined; }' is optional, a method or an accessor.
  return p.x;
}

export function optionalParameter(x?: number): number {
//                                ^ SHOAL1027 Optional parameters are not supported.
  return 1;
}

export function nullable(x: number | null): number {
//                       ^ SHOAL1031 A value of type 'number | null' may be undefined or null.
  return 1;
}

export function maybe(x: number | undefined): number {
//                    ^ SHOAL1031 A value of type 'number | undefined' may be undefined or null.
  return 1;
}

export function big(x: bigint): number {
//                  ^ SHOAL1010 BigInt values are not supported.
  return 1;
}

export function bigLiteral(): number {
  const x = 10n;
  //    ^ SHOAL1010 BigInt values are not supported.
  return 1;
}

export function symbolValue(x: symbol): number {
//                          ^ SHOAL1010 The type 'symbol' is not supported.
  return 1;
}

export function mapped(m: Map<number, number>): number {
//                     ^ SHOAL1010 The type 'Map<number, number>' is not supported.
  return 1;
}

export function dictionary(d: Record<string, number>): number {
//                         ^ SHOAL1010 The type 'Record<string, number>' is not supported.
  return 1;
}

export function indexed(d: { [key: string]: number }): number {
//                      ^ SHOAL1010 The type '{ [key: string]: number; }' is not supported.
  return 1;
}

export function withMethod(d: { size(): number }): number {
//                         ^ SHOAL1010 'size' of '{ size(): number; }' is optional, a method or an accessor.
  return 1;
}

export function callback(f: (x: number) => number): number {
//                       ^ SHOAL1016 Functions can not be used as values.
  return 1;
}

export function restTuple(t: [number, ...number[]]): number {
//                        ^ SHOAL1010 The tuple type '[number, ...number[]]' has no fixed number of elements.
  return t[0];
}

export function optionalTuple(t: [number, number?]): number {
//                            ^ SHOAL1010 The tuple type '[number, (number | undefined)?]' has no fixed number of elements.
  return t[0];
}

interface Tree {
  value: number;
  children: Tree[];
}

export function recursiveType(t: Tree): number {
//                            ^ SHOAL1010 The type 'Tree' contains itself.
  return t.value;
}

export function intersection(p: { x: number } & { y: number }): number {
//                           ^ SHOAL1010 The type '{ x: number; } & { y: number; }' is not supported.
  return p.x;
}

export function emptyObject(p: {}): number {
//                          ^ SHOAL1010 The type '{}' is not supported.
  return 1;
}

export function numericField(p: { 0: number }): number {
//                           ^ SHOAL1010 '0' can not be the name of a field.
  return p[0];
}

export function generic<T>(x: T): number {
//                      ^ SHOAL1010 Generic functions are not supported.
  return 1;
}

export function date(d: Date): number {
//                   ^ SHOAL1010 The type 'Date' is not supported.
  return 1;
}

export function buffer(b: ArrayBuffer): number {
//                     ^ SHOAL1010 The type 'ArrayBuffer' is not supported.
  return b.byteLength;
}

export function nothingReturned(x: number): undefined {
//                                          ^ SHOAL1031 A value of type 'undefined' may be undefined or null.
  return undefined;
}

export function sometimesNothing(x: number): number | undefined {
//                                           ^ SHOAL1031 A value of type 'number | undefined' may be undefined or null.
  if (x > 0) return 1;
  return undefined;
}

export function never(): never {
//                       ^ SHOAL1010 The type 'never' is not supported.
  throw new Error('no');
}

export function voidParameter(x: void): number {
//                            ^ SHOAL1010 A parameter of type 'void' carries no value.
  return 1;
}

export function voidVariable(): number {
  let x: void;
  //  ^ SHOAL1010 A variable of type 'void' holds no value.
  return 1;
}

export function valueOfVoid(): number {
  const x = nothingThere();
  //        ^ SHOAL1013 This call gives no value.
  return 1;
}

function nothingThere(): void {}

export function templateType(x: `a${string}`): number {
//                           ^ SHOAL1010 The type '`a${string}`' is not supported.
  return 1;
}

export function narrowing(x: number): x is 5 {
//                                    ^ SHOAL1010 Functions that narrow the type of their arguments are not supported.
  return x === 5;
}

export function restParameter(...xs: number[]): number {
//                            ^ SHOAL1027 Rest parameters are not supported.
  return xs.length;
}

export function thisParameter(this: number[], x: number): number {
//                            ^ SHOAL1027 'this' is not supported.
  return x;
}

export function defaultNotLiteral(x: number, y: number = x + 1): number {
//                                                       ^ SHOAL1027 A default value must be a literal of the type of the parameter.
  return y;
}

export function holes(): number {
  const xs = [1, , 3];
  //    ^ SHOAL1031 A value of type 'number | undefined' may be undefined or null.
  return 1;
}
