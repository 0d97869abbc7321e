/** Ways through a function. */

export function labels(n: number): number[] {
  const out: number[] = [];
  outer: for (let i = 0; i < n; i++) {
    inner: for (let j = 0; ; j++) {
      if (j === 4) break;
      if (j === 2 && i % 2) continue outer;
      if (i === 5) break outer;
      if (j === 1) continue inner;
      out.push(i * 10 + j);
    }
    out.push(-i);
  }
  return out;
}

export function doLoops(n: number): number[] {
  const out: number[] = [];
  let i = 0;
  do {
    i++;
    if (i === 3) continue;
    if (i === 8) break;
    out.push(i);
  } while (i < n);
  do out.push(100 + i); while (i-- > 5);
  return out;
}

export function switches(xs: number[]): number[] {
  const out: number[] = [];
  for (const x of xs) {
    switch (x) {
      case 0:
        out.push(10);
        break;
      case 1:
      case -1: {
        const y = x * 2;
        out.push(y);
        break;
      }
      case 7:
        continue;
      case NaN:
        out.push(99);
        break;
      default:
        out.push(-5);
    }
    out.push(0.5);
  }
  return out;
}

export function defaultInTheMiddle(k: number): number {
  switch (k) {
    case 1:
      return 10;
    default:
      return 20;
    case 2:
      return 30;
  }
}

export function switchOnBoolean(b: boolean): number {
  let r = 0;
  switch (b) {
    case true:
      r = 1;
      break;
    case false:
      r = 2;
      break;
  }
  return r;
}

export function earlyReturn(xs: number[], wanted: number): number {
  if (xs.length === 0) return -2;
  for (let i = 0; i < xs.length; i++) {
    if (xs[i] === wanted) return i;
  }
  return -1;
}

export function ternaries(x: number): string {
  return x < 0 ? 'negative' : x === 0 ? 'zero' : x < 10 ? 'small' : 'large';
}

export function shortCircuit(n: number): number[] {
  const out: number[] = [];
  const a = note(out, 1) > n && note(out, 2) > 0;
  const b = note(out, 3) > n || note(out, 4) > 0;
  n > 1 && note(out, 5);
  n > 1 || note(out, 6);
  n > 2 ? note(out, 7) : note(out, 8);
  out.push(a ? 1 : 0);
  out.push(b ? 1 : 0);
  return out;
}

function note(log: number[], x: number): number {
  log.push(x);
  return x;
}

export function endless(limit: number): number {
  let i = 0;
  while (true) {
    i += 3;
    if (i > limit) return i;
    for (;;) {
      i++;
      if (i % 5 === 0) break;
    }
  }
}

export function unreachable(n: number): number {
  for (let i = 0; i < n; i++) {
    if (i === 2) {
      return i;
      n = 1000;
    }
    continue;
    n++;
  }
  return n;
}

export function shadowing(n: number): number[] {
  const out: number[] = [];
  let x = n;
  {
    let x = 10;
    x++;
    out.push(x);
    for (let x = 0; x < 2; x++) {
      const n = x * 100;
      out.push(n);
    }
  }
  if (x > 0) {
    const x = -1;
    out.push(x);
  }
  x += n;
  out.push(x);
  return out;
}

/** A variable declared inside of a loop starts anew in each round. */
export function freshEachRound(n: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < n; i++) {
    let count = 0;
    const list: number[] = [];
    while (count < i) {
      count++;
      list.push(count);
    }
    out.push(count + list.length);
  }
  return out;
}

export function loopVariableChanged(n: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < n; i++) {
    out.push(i);
    if (i % 3 === 1) i += 2;
  }
  for (let i = 0, j = n; i < j; i += 2, j--) out.push(i * j);
  return out;
}

export function boundChanges(n: number): number {
  let limit = n;
  let rounds = 0;
  for (let i = 0; i < limit; i++) {
    if (limit < 2 * n) limit++;
    rounds++;
  }
  return rounds;
}

export function commas(n: number): number {
  let a = 0;
  let b = 0;
  for (a = 1, b = 2; a < n; a++, b *= 2);
  const c = (a++, b--, a + b);
  return (a = c, b = a + 1, a * b);
}

export function zeroTrips(n: number): number[] {
  let sum = 0;
  for (let i = 5; i < 5; i++) sum += 1;
  for (let i = n; i < 0; i++) sum += 10;
  while (n < 0) sum += 100;
  for (const x of new Float64Array(0)) sum += x;
  let last = -1;
  for (let i = 0; i < n; i++) last = i;
  return [sum, last];
}

export function bisection(target: number): number {
  let lo = 0;
  let hi = target > 1 ? target : 1;
  let rounds = 0;
  while (hi - lo > 1e-12 * hi && rounds < 200) {
    const middle = (lo + hi) / 2;
    if (middle * middle < target) lo = middle;
    else hi = middle;
    rounds++;
  }
  return lo + rounds;
}

export function newton(x: number): number {
  let guess = x;
  for (;;) {
    const next = 0.5 * (guess + x / guess);
    if (Math.abs(next - guess) < 1e-9) return next;
    guess = next;
  }
}

export function assignedLater(k: number): number {
  let x: number;
  if (k > 0) x = 1;
  else if (k < 0) x = -1;
  else x = 0;
  let y: number;
  do {
    y = x * 2;
    x++;
  } while (x < 3);
  return x * 10 + y;
}
