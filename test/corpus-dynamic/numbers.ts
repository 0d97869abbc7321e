/** Number formatting, romans, fractions, big integers. */

export function toRoman(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 3999) throw new RangeError(`${value} is out of range (1..3999)`);
  const numerals: [string, number][] = [['M', 1000], ['CM', 900], ['D', 500], ['CD', 400], ['C', 100], ['XC', 90], ['L', 50], ['XL', 40], ['X', 10], ['IX', 9], ['V', 5], ['IV', 4], ['I', 1]];
  let out = '';
  for (const [symbol, worth] of numerals) {
    while (value >= worth) {
      out += symbol;
      value -= worth;
    }
  }
  return out;
}

enum Roman { I = 1, V = 5, X = 10, L = 50, C = 100, D = 500, M = 1000 }

export function fromRoman(text: string): number {
  let total = 0;
  for (let i = 0; i < text.length; i++) {
    const current = Roman[text[i] as keyof typeof Roman];
    const next = Roman[text[i + 1] as keyof typeof Roman];
    if (current === undefined) throw new SyntaxError(`not a numeral: '${text[i]}'`);
    total += current < next ? -current : current;
  }
  return total;
}

interface FormatOptions {
  decimals?: number;
  thousands?: string;
  point?: string;
  prefix?: string;
  suffix?: string;
}

export function formatNumber(value: number, options: FormatOptions = {}): string {
  const { decimals = 2, thousands = ',', point = '.', prefix = '', suffix = '' } = options;
  if (!Number.isFinite(value)) return String(value);
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split('.');
  const groups: string[] = [];
  for (let end = whole.length; end > 0; end -= 3) groups.unshift(whole.slice(Math.max(0, end - 3), end));
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  return sign + prefix + groups.join(thousands) + (fraction ? point + fraction : '') + suffix;
}

export function humanBytes(bytes: number, si: boolean = false): string {
  const unit = si ? 1000 : 1024;
  if (Math.abs(bytes) < unit) return bytes + ' B';
  const units = si ? ['kB', 'MB', 'GB', 'TB'] : ['KiB', 'MiB', 'GiB', 'TiB'];
  let u = -1;
  do {
    bytes /= unit;
    ++u;
  } while (Math.round(Math.abs(bytes) * 10) / 10 >= unit && u < units.length - 1);
  return `${bytes.toFixed(1)} ${units[u]}`;
}

export function ordinal(n: number): string {
  const v = Math.abs(n) % 100;
  const suffix = ['th', 'st', 'nd', 'rd'];
  return n + (suffix[(v - 20) % 10] || suffix[v] || suffix[0]);
}

export function spell(n: number): string {
  const ones = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
  const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
  if (n < 0) return `minus ${spell(-n)}`;
  if (n < 20) return ones[n];
  if (n < 100) return tens[Math.trunc(n / 10)] + (n % 10 ? `-${ones[n % 10]}` : '');
  for (const [word, size] of Object.entries({ billion: 1e9, million: 1e6, thousand: 1e3, hundred: 100 })) {
    if (n >= size) return spell(Math.floor(n / size)) + ' ' + word + (n % size ? ' ' + spell(n % size) : '');
  }
  return '';
}

class Fraction {
  readonly n: number;
  readonly d: number;

  constructor(n: number, d = 1) {
    if (d === 0) throw new RangeError('Division by zero');
    const g = Fraction.gcd(n, d) * Math.sign(d);
    this.n = n / g;
    this.d = d / g;
  }

  static gcd(a: number, b: number): number {
    return b === 0 ? Math.abs(a) : Fraction.gcd(b, a % b);
  }

  static parse(text: string): Fraction {
    const [n, d = '1'] = text.split('/');
    if (text.includes('.')) {
      const places = text.length - text.indexOf('.') - 1;
      return new Fraction(Math.round(parseFloat(text) * 10 ** places), 10 ** places);
    }
    return new Fraction(parseInt(n, 10), parseInt(d, 10));
  }

  add(o: Fraction) { return new Fraction(this.n * o.d + o.n * this.d, this.d * o.d); }
  sub(o: Fraction) { return new Fraction(this.n * o.d - o.n * this.d, this.d * o.d); }
  mul(o: Fraction) { return new Fraction(this.n * o.n, this.d * o.d); }
  div(o: Fraction) { return new Fraction(this.n * o.d, this.d * o.n); }
  valueOf() { return this.n / this.d; }
  toString() { return this.d === 1 ? `${this.n}` : `${this.n}/${this.d}`; }
}

export function fractions(left: string, operator: '+' | '-' | '*' | '/', right: string): { exact: string; near: number; less: boolean } {
  const a = Fraction.parse(left);
  const b = Fraction.parse(right);
  const operations = { '+': a.add, '-': a.sub, '*': a.mul, '/': a.div };
  const result = operations[operator].call(a, b);
  return { exact: `${result}`, near: +result, less: a < b };
}

export function factorial(n: bigint): bigint {
  if (n < 0n) throw new RangeError('negative');
  let product = 1n;
  for (let k = 2n; k <= n; k++) product *= k;
  return product;
}

export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  if (modulus === 1n) return 0n;
  let result = 1n;
  base = base % modulus;
  while (exponent > 0n) {
    if (exponent & 1n) result = (result * base) % modulus;
    exponent >>= 1n;
    base = (base * base) % modulus;
  }
  return result;
}

export function isProbablePrime(n: bigint, witnesses: bigint[] = [2n, 3n, 5n, 7n, 11n, 13n]): boolean {
  if (n < 2n) return false;
  let d = n - 1n;
  let r = 0;
  while (d % 2n === 0n) {
    d /= 2n;
    r++;
  }
  next: for (const a of witnesses) {
    if (n === a) return true;
    let x = modPow(a, d, n);
    if (x === 1n || x === n - 1n) continue;
    for (let i = 1; i < r; i++) {
      x = (x * x) % n;
      if (x === n - 1n) continue next;
    }
    return false;
  }
  return true;
}

export function fibonacci(n: number): string {
  let [a, b] = [0n, 1n];
  for (let i = 0; i < n; i++) [a, b] = [b, a + b];
  return a.toString() + '|' + a.toString(36) + '|' + String(-a);
}

/** Sums of decimal strings of any length. */
export function addStrings(x: string, y: string): string {
  let i = x.length - 1, j = y.length - 1, carry = 0;
  const digits: number[] = [];
  while (i >= 0 || j >= 0 || carry) {
    const sum = (i >= 0 ? +x[i--] : 0) + (j >= 0 ? +y[j--] : 0) + carry;
    digits.push(sum % 10);
    carry = sum > 9 ? 1 : 0;
  }
  return digits.reverse().join('') || '0';
}

export function multiplyStrings(x: string, y: string): string {
  const product = new Array<number>(x.length + y.length).fill(0);
  for (let i = x.length - 1; i >= 0; i--) {
    for (let j = y.length - 1; j >= 0; j--) {
      const t = Number(x[i]) * Number(y[j]) + product[i + j + 1];
      product[i + j + 1] = t % 10;
      product[i + j] += (t / 10) | 0;
    }
  }
  while (product.length > 1 && product[0] === 0) product.shift();
  return product.join('');
}

export function convertBase(digits: string, from: number, to: number): string {
  const value = parseInt(digits, from);
  if (Number.isNaN(value)) throw new TypeError(`"${digits}" is not a number in base ${from}`);
  return value.toString(to);
}

export function roundTo(values: any[], places: any): any {
  return values.map((v) => {
    const f = Math.pow(10, places);
    return typeof v === 'number' ? Math.round((v + Number.EPSILON) * f) / f : typeof v === 'string' ? Number(v).toPrecision(places + 1) : v;
  });
}

export function numberTexts(values: number[]): string[] {
  return values.map((v) => [String(v), v.toString(2), v.toFixed(3), v.toExponential(), v.toExponential(2), v.toPrecision(4), `${+`${v}`}`].join(' '));
}

export function collatz(n: number): { steps: number; peak: number } {
  let steps = 0, peak = n;
  for (; n !== 1; steps++) {
    n = n % 2 ? 3 * n + 1 : n / 2;
    peak = Math.max(peak, n);
  }
  return { steps, peak };
}

/** Integers at the edges of what fits a word, as operands of bits and as indices. */
export function words(values: any[]): any {
  const list = ['a', 'b', 'c'];
  return values.map((v) => [v | 0, v >>> 0, v << 1, ~v, v ^ 1, list[v], 'abc'.charCodeAt(v), 'abc'[v]]);
}

/** Arrays that grow by elements set right behind the last one, or further away. */
export function growing(n: number, fix: 'freeze' | 'seal' | 'preventExtensions' | ''): unknown {
  const list: number[] = [];
  const back: number[] = [n];
  for (let i = 0; i < n; i++) {
    list[i] = i * 1.5;
    back[i + (i % 3)] = i;
    if (i === 5 && fix === 'freeze') Object.freeze(list);
    if (i === 5 && fix === 'seal') Object.seal(list);
    if (i === 5 && fix === 'preventExtensions') Object.preventExtensions(list);
  }
  return { list, back, count: list.length };
}
