/** The order in which parts of an expression are evaluated. */

export function subscripts(n: number): number[] {
  const a = new Array<number>(8).fill(0);
  let i = 0;
  a[i] = i++;
  a[i++] = i;
  a[i] = (i = 5) + i;
  a[i++] += i;
  a[i--]++;
  a[i] -= --i;
  a[++i] = a[i - 1] + a[i];
  a.push(i);
  a.push(n);
  return a;
}

export function postAndPre(n: number): number[] {
  let i = n;
  const out = [i++ + i, i + i++, ++i + i, i-- - i, i - --i, i++ * ++i, -i++, +--i];
  i = i++ + 1;
  out.push(i);
  i += i++;
  out.push(i);
  i -= (i = 3);
  out.push(i);
  i = -(i = 4) + i;
  out.push(i);
  return out;
}

export function chains(n: number): number[] {
  let a = 0;
  let b = 1;
  let c = 2;
  a = b = c = n;
  const xs = [0, 0, 0];
  xs[a % 3] = xs[(b += 1) % 3] = c = a * 2;
  a = (b = 7) + b;
  const d = (a -= 2) * (c += a);
  return [a, b, c, d, xs[0], xs[1], xs[2]];
}

function bump(xs: number[]): number {
  xs[0] += 1;
  return xs[0];
}

function reset(xs: number[], x: number): number {
  xs[0] = x;
  return x;
}

/** A call changes what an operand to its left has read already. */
export function callsBetween(n: number): number[] {
  const xs = [n, 0];
  const out = [xs[0] + bump(xs), bump(xs) + xs[0], xs[0] * reset(xs, 5) + xs[0], bump(xs) - bump(xs)];
  xs[0] += bump(xs);
  out.push(xs[0]);
  xs[1] = xs[0] = bump(xs);
  out.push(xs[1]);
  xs[bump(xs) % 2] = bump(xs);
  out.push(xs[0]);
  out.push(xs[1]);
  xs[xs[1] % 2] += reset(xs, 9);
  out.push(xs[0]);
  out.push(xs[1]);
  out.push(Math.max(xs[0], bump(xs), xs[0]));
  const pair: [number, number, number] = [xs[0], bump(xs), xs[0]];
  out.push(pair[0]);
  out.push(pair[1]);
  out.push(pair[2]);
  const object = { a: xs[0], b: reset(xs, 50), c: xs[0] };
  out.push(object.a + object.b * 3 + object.c * 7);
  return out;
}

function grow(xs: number[]): number {
  xs.push(xs.length);
  return xs.length;
}

export function lengthsBetween(n: number): number[] {
  const xs: number[] = [n];
  const out = [xs.length + grow(xs), grow(xs) + xs.length, xs.length * 100 + xs.push(1)];
  xs[xs.length - 1] = grow(xs);
  out.push(xs.length);
  xs.push(xs.pop()! + grow(xs));
  for (const x of xs) out.push(x);
  return out;
}

export function conditionsWithEffects(n: number): number[] {
  const out: number[] = [];
  let i = 0;
  while (i++ < n) out.push(i);
  for (let k = n; k-- > 0; ) out.push(k);
  if ((i = n) > 2 && i++ < 100) out.push(i);
  const x = i > 3 ? i++ : --i;
  out.push(x);
  out.push(i);
  const y = (i > 3 && (i += 10) > 5) || (i -= 100) > 0;
  out.push(y ? 1 : 0);
  out.push(i);
  let z = 0;
  const w = n ? (z = 5) : (z = 6);
  out.push(w + z);
  while ((z -= 1) && z > 1) out.push(z);
  out.push((i = 2) ? i++ : i);
  return out;
}

/** The array itself is replaced between its evaluation and the store. */
export function arrayReplaced(n: number): number[] {
  let a = [1, 2, 3];
  const b = a;
  a[0] = (a = [7, 8, 9])[1];
  const first = b[0];
  a[1] += (a = b)[2];
  return [first, a[0], a[1], b[1], n];
}

export function nestedStores(n: number): number[][] {
  const rows = [[0, 0], [0, 0]];
  let i = 0;
  rows[i][i++] = rows[i][i - 1] = n;
  rows[i--][i] += ++i;
  rows[i] = rows[1 - i];
  rows[i][1] = (rows[0] = [5, 5])[0] + i;
  return rows;
}

export function shortCircuitValues(n: number): number[] {
  let i = 0;
  const a = i++ || i++ || n;
  const b = i && (i = 0) && i++;
  const c = (i || n) + i;
  const d = !(i++) && i > 0;
  return [a, b, c, d ? 1 : -1, i];
}

export function compareWithEffects(n: number): boolean[] {
  let i = n;
  return [i++ < i, i < i++, i === i++, i-- > i, (i = 3) === i, i !== (i = 4)];
}
