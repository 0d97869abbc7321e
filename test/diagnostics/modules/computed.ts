/** Constants that would have to be computed when the file is loaded. */

const called: number = one();
//                     ^ SHOAL1017 A module-level constant must be made of literals and arithmetic on them.
const big = new Float64Array(Math.floor(2.5));
const nested = [[1], [2 + 3]];
const shifted = 1 << 4;
const scaled = [shifted * 2, shifted];
const bound = one;

function one(): number {
  return 1;
}

export function usesCall(): number {
  return called;
}

export function usesLength(): number {
  return big.length;
}

export function usesBound(): number {
  return bound();
  //     ^ SHOAL1016 'bound' is not a function declared at the top level of a file.
}

export function accepted(): number {
  return nested[1][0] + scaled[0];
}
