/** Loops that build arrays by pushing, one element a round or not. */

export function squares(n: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < n; i++) out.push(i * i);
  return out;
}

export function behindOthers(n: number): number[] {
  const out = [100, 200];
  for (let i = 0; i < n; i++) out.push(i + out[0]);
  out.push(-1);
  return out;
}

export function ownLength(n: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < n; i++) out.push(out.length * 10 + i);
  return out;
}

export function ownElements(n: number): number[] {
  const out: number[] = [1];
  for (let i = 0; i < n; i++) out.push(out[i] * 2);
  return out;
}

export function twice(n: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < n; i++) {
    out.push(i);
    out.push(-i);
  }
  return out;
}

export function some(n: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < n; i++) if (i % 3 !== 1) out.push(i);
  return out;
}

export function either(n: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < n; i++) {
    if (i % 2) out.push(i);
    else out.push(-i);
  }
  return out;
}

export function withContinue(n: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < n; i++) {
    if (i === 3) continue;
    out.push(i);
  }
  return out;
}

export function withBreak(n: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < n; i++) {
    if (i === 4) break;
    out.push(i);
  }
  return out;
}

export function rows(n: number, width: number): number[][] {
  const out: number[][] = [];
  for (let i = 0; i < n; i++) {
    const row: number[] = [];
    for (let j = 0; j < width; j++) row.push(i * j);
    row.push(-1);
    out.push(row);
  }
  return out;
}

export function typedRows(n: number): Float64Array[] {
  const out: Float64Array[] = [];
  for (let i = 0; i < n; i++) {
    const row = new Float64Array(i + 1);
    for (let j = 0; j <= i; j++) row[j] = Math.sqrt(i * j);
    out.push(row);
  }
  return out;
}

/** Every round pushes the same row and goes on changing it. */
export function sameRow(n: number): number[][] {
  const out: number[][] = [];
  const row: number[] = [];
  for (let i = 0; i < n; i++) {
    row.push(i);
    out.push(row);
  }
  return out;
}

/** A round changes the row of the round before. */
export function previousRow(n: number): number[][] {
  const out: number[][] = [];
  for (let i = 0; i < n; i++) {
    const row = [i, i * 2];
    if (i > 0) out[i - 1][0] += 100;
    out.push(row);
  }
  return out;
}

/** The row is changed after it was pushed. */
export function changedLater(n: number): number[][] {
  const out: number[][] = [];
  for (let i = 0; i < n; i++) {
    const row = [i];
    out.push(row);
    row.push(i * 10);
    row[0] -= 1;
  }
  return out;
}

export function twoArrays(n: number): { a: number[]; b: string[]; c: boolean[] } {
  const a: number[] = [];
  const b: string[] = [];
  const c: boolean[] = [];
  for (let i = 0; i < n; i++) {
    a.push(i / 2);
    b.push(i % 2 ? 'odd' : 'even');
    c.push(i > 2);
  }
  return { a, b, c };
}

export function points(n: number): { x: number; y: number }[] {
  const out: { x: number; y: number }[] = [];
  for (let i = 0; i < n; i++) out.push({ x: Math.cos(i), y: Math.sin(i) });
  return out;
}

export function fromArgument(xs: number[], n: number): number[] {
  for (let i = 0; i < n; i++) xs.push(xs.length > 0 ? xs[0] + i : i);
  return xs;
}

/** Another name means the array that grows. */
export function grownAlias(n: number): number[][] {
  const out: number[] = [];
  const other = out;
  for (let i = 0; i < n; i++) out.push(i);
  for (let i = 0; i < n; i++) other.push(out[i] * 2);
  return [out, other];
}

export function nestedPush(n: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < 3; j++) out.push(i * 10 + j);
  }
  return out;
}

export function intoRows(n: number): number[][] {
  const out: number[][] = [[], [], []];
  for (let i = 0; i < n; i++) out[i % 3].push(i);
  return out;
}

/** Offsets and steps: the number of elements is not the bound. */
export function steps(n: number): number[] {
  const out: number[] = [];
  for (let i = 3; i < n; i++) out.push(i);
  for (let i = 0; i < n; i += 2) out.push(i * 100);
  for (let i = n; i > 0; i--) out.push(-i);
  return out;
}

/** Grown by one loop, changed by the next, and read by the third. */
export function grownChangedRead(n: number): number {
  const a: number[] = [];
  for (let i = 0; i < n; i++) a.push(Math.sin(i));
  for (let i = 0; i < a.length; i++) a[i] = a[i] * a[i];
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i];
  a.push(sum);
  return a[a.length - 1] + a.length;
}

/** A value that is computed from what the array was before. */
export function valueFirst(n: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < n; i++) out.push(out.push(i) * 100);
  return out;
}
