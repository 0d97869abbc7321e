/** Strings as inputs: lengths, codes and order. */

export function codes(text: string): number[] {
  const out: number[] = [];
  for (let i = -1; i <= text.length; i++) out.push(text.charCodeAt(i));
  out.push(text.charCodeAt(0.9));
  out.push(text.charCodeAt(NaN));
  out.push(text.charCodeAt(1e10));
  return out;
}

/** By UTF-16 code units, not by characters: U+FFFD comes after an emoji. */
export function order(texts: string[]): number[] {
  const out: number[] = [];
  for (const a of texts) {
    for (const b of texts) {
      out.push((a < b ? 1 : 0) + (a <= b ? 2 : 0) + (a > b ? 4 : 0) + (a >= b ? 8 : 0) + (a === b ? 16 : 0) + (a !== b ? 32 : 0));
    }
  }
  return out;
}

export function parseNumber(text: string): number {
  let value = 0;
  let sign = 1;
  let i = 0;
  if (text.charCodeAt(0) === 45) {
    sign = -1;
    i = 1;
  }
  if (i >= text.length) return NaN;
  for (; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return sign * value;
}

export function isPalindrome(text: string): boolean {
  for (let i = 0, j = text.length - 1; i < j; i++, j--) {
    if (text.charCodeAt(i) !== text.charCodeAt(j)) return false;
  }
  return true;
}

export function editDistance(a: string, b: string): number {
  let previous = new Int32Array(b.length + 1);
  for (let j = 0; j <= b.length; j++) previous[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const row = new Int32Array(b.length + 1);
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const change = previous[j - 1] + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1);
      row[j] = Math.min(change, previous[j] + 1, row[j - 1] + 1);
    }
    previous = row;
  }
  return previous[b.length];
}

export function kind(text: string): number {
  switch (text) {
    case 'add':
    case 'plus':
      return 1;
    case '':
      return 2;
    case 'häß\u{1F600}':
      return 3;
    default:
      return text ? 4 : 5;
  }
}

export function longest(texts: string[]): string {
  let best = '';
  for (const text of texts) if (text.length > best.length || (text.length === best.length && text < best)) best = text;
  return best;
}

export function same(a: string, b: string): [boolean, string, boolean] {
  const picked = a || b;
  return [a === b, picked, !a];
}
