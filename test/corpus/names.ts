/** Names that mean something to a later stage, though not here. */
import { memory as imported, SIZE } from './modules/one.js';
import * as two from './modules/two.js';

export function f64(i32: number, load: number): number {
  const memory = i32 + load;
  const store = memory * 2;
  const unchecked = store - 1;
  const changetype = unchecked % 7;
  const StaticArray = changetype;
  const $ = StaticArray;
  const _ = $;
  const $1 = _;
  let abort = $1;
  abort++;
  return abort;
}

export function run(trap: number): number {
  const suspend = trap;
  const heap = suspend;
  const isNaN = heap > 2;
  return isNaN ? heap : -heap;
}

export function ümlaut(größe: number): number {
  const π = 3;
  const 変数 = größe * π;
  return 変数;
}

export function $dollar($x: number, _y: number): number {
  const y = $x;
  const $2 = _y;
  return y - $2 + $x;
}

function Infinity2(x: number): number {
  return x;
}

export function locals(NaN2: number): number {
  const Math2 = Infinity2(NaN2);
  const undefined2 = Math2;
  const Float64Array2 = undefined2 + 1;
  return Float64Array2;
}

function helper(x: number): number {
  return x + 1;
}

export function acrossFiles(x: number): number {
  return helper(x) + imported(x) + two.helper(x) + two.deep(x) + SIZE + two.TABLE[x % 3] + two.Level.High;
}

export { twice as renamed } from './modules/two.js';
