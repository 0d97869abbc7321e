/** Statements that are refused. */

export function hoisted(n: number): number {
  var x = n;
//^ SHOAL1012 Variables are declared with 'const' or 'let' only.
  return x;
}

export function varInLoop(n: number): number {
  let sum = 0;
  for (var i = 0; i < n; i++) sum += i;
  //   ^ SHOAL1012 Variables are declared with 'const' or 'let' only.
  return sum;
}

export function forIn(xs: number[]): number {
  for (const k in xs) return 1;
//^ SHOAL1012 'for (... in ...)' is not supported.
  return 0;
}

export function forOfString(text: string): number {
  let n = 0;
  for (const c of text) n++;
  //              ^ SHOAL1012 for-of over a value of type 'string' is not supported.
  return n;
}

export function forOfTuple(t: [number, number]): number {
  let n = 0;
  for (const x of t) n += x;
  //              ^ SHOAL1012 for-of over a value of type '[number, number]' is not supported.
  return n;
}

export function forOfEntries(xs: number[]): number {
  for (const [i, x] of xs.entries()) return i + x;
  //                      ^ SHOAL1015 'entries' of a value of type 'number[]' is not supported.
  return 0;
}

export function tryCatch(x: number): number {
  try {
//^ SHOAL1030 'try' is not supported: an error ends the whole run.
    return x;
  } catch {
    return 0;
  }
}

export function throwText(x: number): number {
  if (x) throw 'text';
  //     ^ SHOAL1030 Only an Error with a constant message can be thrown.
  return x;
}

export function throwComputed(x: number, text: string): number {
  if (x) throw new Error(text);
  //     ^ SHOAL1030 Only an Error with a constant message can be thrown.
  return x;
}

export function throwOther(x: number): number {
  if (x) throw new RangeError('range');
  //     ^ SHOAL1030 Only an Error with a constant message can be thrown.
  return x;
}

export function inner(x: number): number {
  function twice(y: number): number {
//^ SHOAL1016 Functions inside functions are not supported.
    return 2 * y;
  }
  return twice(x);
}

export function innerClass(x: number): number {
  class Inner {}
//^ SHOAL1012 Classes are not supported.
  return x;
}

export function innerEnum(x: number): number {
  enum Inner {
//^ SHOAL1012 An enum must stand at the top level of the file.
    A,
  }
  return x;
}

export function debugging(x: number): number {
  debugger;
//^ SHOAL1012 'debugger' is not supported.
  return x;
}

export function labelledBlock(x: number): number {
  block: {
  //     ^ SHOAL1012 Only loops can have a label.
    if (x > 0) break block;
    x++;
  }
  return x;
}

export function fallThrough(x: number): number {
  let y = 0;
  switch (x) {
    case 1:
//  ^ SHOAL1025 This clause runs into the next one.
      y = 1;
    case 2:
      y = 2;
  }
  return y;
}

export function computedCase(x: number, z: number): number {
  switch (x) {
    case z:
    //   ^ SHOAL1025 The value of a case must be a constant.
      return 1;
  }
  return 0;
}

export function effectInCase(x: number): number {
  let k = 0;
  switch (x) {
    case k++:
    //   ^ SHOAL1025 The value of a case must be a constant.
    default:
      return k;
  }
}

export function breakInside(x: number): number {
  let y = 0;
  switch (x) {
    case 1:
      if (y === 0) break;
      //           ^ SHOAL1025 A break in the middle of a clause is not supported.
      y = 2;
      break;
  }
  return y;
}

export function declarationInCase(x: number): number {
  switch (x) {
    case 1:
      const y = 2;
//    ^ SHOAL1025 A declaration in a clause is visible in the other clauses too.
      return y;
  }
  return 0;
}

export function twiceTheSame(x: number): number {
  switch (x) {
    case 1:
      return 1;
    case 1:
    //   ^ SHOAL1025 Another case has the same value.
      return 2;
  }
  return 0;
}

export function switchOnArray(x: number[]): number {
  switch (x) {
  //      ^ SHOAL1029 Only numbers, strings and booleans can be switched over.
  }
  return 0;
}

export async function asynchronous(x: number): Promise<number> {
//                    ^ SHOAL1028 Async functions are not supported: a function computes its result from its arguments alone.
  return x;
}

export function* generator(x: number): Generator<number> {
//               ^ SHOAL1028 Generators are not supported.
  yield x;
}

export function definite(x: number): number {
  let y!: number;
  //  ^ SHOAL1012 The assertion '!' hides a variable that may have no value.
  return x + y;
}

export function patternFromNumber(xs: number[][]): number {
  const { length } = xs;
  //    ^ SHOAL1026 A value of type 'number[][]' can not be taken apart by this pattern.
  return length;
}

/** Each statement that can not be translated is reported, not the first alone. */
export function several(xs: number[], text: string): number {
  const a = xs.map((x, _, all) => x + all.length);
  //           ^ SHOAL1015 'map' of a value of type 'number[]' is not supported.
  const b = text + 'x';
  //        ^ SHOAL1019 Strings can not be put together: they are read-only inputs.
  const c = a.length + b.length;
  for (const k in xs) xs.pop();
//^ SHOAL1012 'for (... in ...)' is not supported.
  return xs[0] === undefined ? c : 0;
  //               ^ SHOAL1031 'undefined' is not a value here: every value must be present.
}

/** In the order of the text, though the problem is in a function that is called. */
export function callee(x: number): number {
  return troubled(x) + (x === null ? 1 : 2);
  //                          ^ SHOAL1031 'null' is not a value here: every value must be present.
}

function troubled(x: number): number {
  const y = x === undefined ? 1 : 2;
  //              ^ SHOAL1031 'undefined' is not a value here: every value must be present.
  return x;
}
