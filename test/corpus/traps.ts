/** Functions that fail. Where Node throws the run fails too; where Node gives undefined, a compiled function fails as well. */

export function throwing(x: number): number {
  if (x > 3) throw new Error('too large');
  return check(x) * 2;
}

function check(x: number): number {
  if (x < 0) throw new Error('negative: "quoted" ünïcode');
  return x + 1;
}

export function readBeyond(xs: Float64Array, i: number): number {
  return xs[i] + 1;
}

export function writeBeyond(xs: number[], i: number): number[] {
  xs[i] = 1;
  return xs;
}

export function nestedBeyond(rows: number[][], i: number, j: number): number {
  return rows[i][j];
}

export function badLength(n: number): number {
  return new Float64Array(n).length;
}

export function badArrayLength(n: number): number {
  return new Array<number>(n).fill(0).length;
}

export function emptyPop(xs: number[]): number {
  return xs.pop()!;
}

export function endlessRecursion(n: number): number {
  return n === 0 ? 0 : endlessRecursion(n + 1) + 1;
}

export function setBeyond(n: number, at: number): Float64Array {
  const out = new Float64Array(4);
  out.set(new Float64Array(n), at);
  return out;
}

/** A literal type promises what an argument need not keep. */
export function exhaustive(k: 0 | 1): number {
  switch (k) {
    case 0:
      return 10;
    case 1:
      return 20;
  }
}

export function exhaustiveAssignment(k: number): number {
  let x: number;
  switch (k as 1 | 2) {
    case 1:
      x = 10;
      break;
    case 2:
      x = 20;
      break;
  }
  return x + 1;
}

export function notReached(xs: number[]): number {
  let sum = 0;
  for (let i = 0; i < xs.length; i++) {
    if (i > 100) sum += xs[i + 1000];
    sum += xs[i];
  }
  return sum;
}
