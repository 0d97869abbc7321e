// + - * / % on bigints, with the school's methods; products of large ones by Karatsuba's.
import {
  bigintOfU64, compareMagnitudes, copyWithSign, digitAt, digitCount, digitsOf, fits, isNegative, newBigint, setDigit, setSign, trim,
} from './bigint-cells';

/** Sums of magnitudes. */
function addMagnitudes(a: u32, b: u32, negative: bool): u32 {
  const longer: u32 = digitCount(a) >= digitCount(b) ? a : b;
  const shorter: u32 = longer == a ? b : a;
  const m: u32 = digitCount(longer);
  const n: u32 = digitCount(shorter);
  if (!fits(<u64>m + 1)) return a;
  const sum: u32 = newBigint(m + 1, negative);
  memory.copy(digitsOf(sum), digitsOf(longer), m << 2);
  addInto(digitsOf(sum), digitsOf(shorter), n);
  return trim(sum);
}

/** |a| - |b|, where |a| >= |b|. */
function subtractMagnitudes(a: u32, b: u32, negative: bool): u32 {
  const m: u32 = digitCount(a);
  const n: u32 = digitCount(b);
  const difference: u32 = newBigint(m, negative);
  memory.copy(digitsOf(difference), digitsOf(a), m << 2);
  subtractFrom(digitsOf(difference), digitsOf(b), n);
  return trim(difference);
}

/** a + b, or a - b. */
export function addSigned(a: u32, b: u32, subtracts: bool): u32 {
  const negative: bool = isNegative(b) != subtracts;
  if (isNegative(a) == negative) return addMagnitudes(a, b, negative);
  return compareMagnitudes(a, b) >= 0 ? subtractMagnitudes(a, b, isNegative(a)) : subtractMagnitudes(b, a, negative);
}

export function multiply(a: u32, b: u32): u32 {
  const m: u32 = digitCount(a);
  const n: u32 = digitCount(b);
  if (m == 0) return a;
  if (n == 0) return b;
  const negative: bool = isNegative(a) != isNegative(b);
  if (m == 1 && n == 1) return bigintOfU64(<u64>digitAt(a, 0) * <u64>digitAt(b, 0), negative);
  if (!fits(<u64>m + <u64>n - 1)) return a;
  const product: u32 = newBigint(m + n, negative);
  multiplyInto(digitsOf(product), digitsOf(a), m, digitsOf(b), n);
  const result: u32 = trim(product);
  return fits(<u64>digitCount(result)) ? result : a;
}

/** Adds a * b to m + n zero digits. */
function multiplyInto(to: u32, a: u32, m: u32, b: u32, n: u32): void {
  if (m < n) {
    multiplyInto(to, b, n, a, m);
    return;
  }
  if (n >= KARATSUBA) {
    multiplyPieces(to, a, m, b, n);
    return;
  }
  for (let j: u32 = 0; j < n; j++) {
    const factor: u64 = <u64>load<u32>(b + (j << 2));
    const row: u32 = to + (j << 2);
    let carry: u64 = 0;
    for (let i: u32 = 0; i < m; i++) {
      carry += <u64>load<u32>(row + (i << 2)) + factor * <u64>load<u32>(a + (i << 2));
      store<u32>(row + (i << 2), <u32>carry);
      carry >>= 32;
    }
    store<u32>(row + (m << 2), <u32>carry);
  }
}

/** Digits from which on three products of halves cost less than four. */
const KARATSUBA: u32 = 40;

/** m >= n: the longer factor in pieces of n digits. */
function multiplyPieces(to: u32, a: u32, m: u32, b: u32, n: u32): void {
  if (m == n) {
    const workspace: u32 = digitsOf(newBigint(6 * n + 256, false));
    karatsuba(to, a, b, n, workspace);
    return;
  }
  const piece: u32 = digitsOf(newBigint(2 * n, false));
  for (let done: u32 = 0; done < m; done += n) {
    const width: u32 = min<u32>(n, m - done);
    memory.fill(piece, 0, n << 3);
    multiplyInto(piece, b, n, a + (done << 2), width);
    addInto(to + (done << 2), piece, n + width);
  }
}

/**
 * The product of two numbers of n digits into 2n zero digits (A. Karatsuba, Yu. Ofman, 1962): with a = a1 x + a0 and b likewise the middle
 * term is (a1 + a0)(b1 + b0) - a1 b1 - a0 b0.
 */
function karatsuba(to: u32, a: u32, b: u32, n: u32, workspace: u32): void {
  if (n < KARATSUBA) {
    multiplyInto(to, a, n, b, n);
    return;
  }
  const low: u32 = n >> 1;
  const high: u32 = n - low;
  karatsuba(to, a, b, low, workspace);
  karatsuba(to + (low << 3), a + (low << 2), b + (low << 2), high, workspace);
  // The sums have one digit more than the high halves.
  const width: u32 = high + 1;
  const sumA: u32 = workspace;
  const sumB: u32 = sumA + (width << 2);
  const middle: u32 = sumB + (width << 2);
  const rest: u32 = middle + (width << 3);
  memory.fill(workspace, 0, width << 4);
  memory.copy(sumA, a + (low << 2), high << 2);
  addInto(sumA, a, low);
  memory.copy(sumB, b + (low << 2), high << 2);
  addInto(sumB, b, low);
  karatsuba(middle, sumA, sumB, width, rest);
  subtractFrom(middle, to, low << 1);
  subtractFrom(middle, to + (low << 3), high << 1);
  let digits: u32 = width << 1;
  while (digits > 0 && load<u32>(middle + (digits << 2) - 4) == 0) digits--;
  addInto(to + (low << 2), middle, digits);
}

/** Adds n digits; the carry goes on behind them. */
function addInto(to: u32, from: u32, n: u32): void {
  const end: u32 = from + (n << 2);
  let carry: u64 = 0;
  // Two digits at a time: a sum that got smaller than a summand has a carry.
  for (; from + 4 < end; from += 8, to += 8) {
    const term: u64 = load<u64>(from);
    const sum: u64 = load<u64>(to) + term;
    const whole: u64 = sum + carry;
    carry = <u64>(sum < term) | <u64>(whole < sum);
    store<u64>(to, whole);
  }
  if (from < end) {
    carry += <u64>load<u32>(to) + <u64>load<u32>(from);
    store<u32>(to, <u32>carry);
    carry >>= 32;
    to += 4;
  }
  for (; carry != 0; to += 4) {
    carry += <u64>load<u32>(to);
    store<u32>(to, <u32>carry);
    carry >>= 32;
  }
}

/** Subtracts n digits of something not larger. */
function subtractFrom(to: u32, from: u32, n: u32): void {
  const end: u32 = from + (n << 2);
  let taken: u64 = 0;
  for (; from + 4 < end; from += 8, to += 8) {
    const before: u64 = load<u64>(to);
    const term: u64 = load<u64>(from);
    const rest: u64 = before - term;
    store<u64>(to, rest - taken);
    taken = <u64>(before < term) | <u64>(rest < taken);
  }
  let borrow: i64 = -(<i64>taken);
  if (from < end) {
    borrow += <i64>load<u32>(to) - <i64>load<u32>(from);
    store<u32>(to, <u32>borrow);
    borrow >>= 32;
    to += 4;
  }
  for (; borrow != 0; to += 4) {
    borrow += <i64>load<u32>(to);
    store<u32>(to, <u32>borrow);
    borrow >>= 32;
  }
}

/** a / b or a % b, cut towards zero; b is not zero. */
export function divide(a: u32, b: u32, wantsRemainder: bool): u32 {
  if (compareMagnitudes(a, b) < 0) return wantsRemainder ? a : newBigint(0, false);
  const n: u32 = digitCount(b);
  const negative: bool = wantsRemainder ? isNegative(a) : isNegative(a) != isNegative(b);
  if (n == 1) {
    const quotient: u32 = copyWithSign(a, false);
    const rest: u32 = divideByDigit(quotient, digitAt(b, 0));
    return wantsRemainder ? bigintOfU64(<u64>rest, negative) : setSign(trim(quotient), negative);
  }
  if (digitCount(a) == 2) {
    const p: u64 = <u64>digitAt(a, 0) | (<u64>digitAt(a, 1) << 32);
    const q: u64 = <u64>digitAt(b, 0) | (<u64>digitAt(b, 1) << 32);
    return bigintOfU64(wantsRemainder ? p % q : p / q, negative);
  }
  return setSign(trim(divideLong(a, b, wantsRemainder)), negative);
}

/** In place; gives the rest. */
export function divideByDigit(bigint: u32, divisor: u32): u32 {
  let rest: u64 = 0;
  for (let i: u32 = digitCount(bigint); i > 0; i--) {
    const value: u64 = (rest << 32) | <u64>digitAt(bigint, i - 1);
    const quotient: u64 = value / <u64>divisor;
    setDigit(bigint, i - 1, <u32>quotient);
    rest = value - quotient * <u64>divisor;
  }
  return <u32>rest;
}

/** D. E. Knuth, The Art of Computer Programming, vol. 2, 4.3.1, algorithm D. At least two digits in b, and |a| >= |b|. */
function divideLong(a: u32, b: u32, wantsRemainder: bool): u32 {
  const n: u32 = digitCount(b);
  const m: u32 = digitCount(a) - n;
  const shift: u32 = clz<u32>(digitAt(b, n - 1));
  const u: u32 = shifted(a, shift);
  const v: u32 = shifted(b, shift);
  const quotient: u32 = newBigint(m + 1, false);
  const top: u64 = <u64>digitAt(v, n - 1);
  const second: u64 = <u64>digitAt(v, n - 2);
  for (let j: i32 = <i32>m; j >= 0; j--) {
    const at: u32 = <u32>j;
    const high: u64 = (<u64>digitAt(u, at + n) << 32) | <u64>digitAt(u, at + n - 1);
    let guess: u64 = high / top;
    let rest: u64 = high - guess * top;
    while (guess >> 32 != 0 || guess * second > ((rest << 32) | <u64>digitAt(u, at + n - 2))) {
      guess--;
      rest += top;
      if (rest >> 32 != 0) break;
    }
    if (subtractProduct(u, at, v, n, guess)) {
      guess--;
      addBack(u, at, v, n);
    }
    setDigit(quotient, at, <u32>guess);
  }
  if (!wantsRemainder) return quotient;
  const remainder: u32 = newBigint(n, false);
  for (let i: u32 = 0; i < n; i++) {
    const pair: u64 = <u64>digitAt(u, i) | (<u64>digitAt(u, i + 1) << 32);
    setDigit(remainder, i, <u32>(pair >> <u64>shift));
  }
  return remainder;
}

/** The magnitude shifted left by less than 32 bits, in one digit more, and a zero behind it. */
function shifted(a: u32, shift: u32): u32 {
  const count: u32 = digitCount(a);
  const result: u32 = newBigint(count + 2, false);
  let carry: u64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    carry |= <u64>digitAt(a, i) << <u64>shift;
    setDigit(result, i, <u32>carry);
    carry >>= 32;
  }
  setDigit(result, count, <u32>carry);
  return result;
}

/** u[at .. at + n] -= guess * v. Whether it was too much. */
function subtractProduct(u: u32, at: u32, v: u32, n: u32, guess: u64): bool {
  let carry: u64 = 0;
  let borrow: i64 = 0;
  for (let i: u32 = 0; i < n; i++) {
    carry += guess * <u64>digitAt(v, i);
    borrow += <i64>digitAt(u, at + i) - <i64>(carry & 0xffffffff);
    setDigit(u, at + i, <u32>borrow);
    borrow >>= 32;
    carry >>= 32;
  }
  borrow += <i64>digitAt(u, at + n) - <i64>carry;
  setDigit(u, at + n, <u32>borrow);
  return borrow < 0;
}

function addBack(u: u32, at: u32, v: u32, n: u32): void {
  let carry: u64 = 0;
  for (let i: u32 = 0; i < n; i++) {
    carry += <u64>digitAt(u, at + i) + <u64>digitAt(v, i);
    setDigit(u, at + i, <u32>carry);
    carry >>= 32;
  }
  setDigit(u, at + n, digitAt(u, at + n) + <u32>carry);
}

/** a ** exponent, by squaring. */
export function powerOf(a: u32, exponent: u32): u32 {
  let result: u32 = bigintOfU64(1, false);
  let square: u32 = a;
  for (let left: u32 = exponent; left != 0; ) {
    if ((left & 1) != 0) result = multiply(result, square);
    left >>= 1;
    if (left != 0) square = multiply(square, square);
  }
  return result;
}
