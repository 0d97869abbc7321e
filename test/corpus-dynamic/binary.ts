/** Binary formats, bit sets, Bloom filters, calendars without Date. */

export class FormatError extends Error {
  constructor(message: string, readonly offset?: number) {
    super(offset === undefined ? message : `${message} (offset ${offset})`);
    this.name = new.target.name;
  }
}

class Reader {
  private at = 0;
  private readonly view: DataView;
  constructor(bytes: Uint8Array, private readonly little = false) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  get remaining() { return this.view.byteLength - this.at; }
  u8 = () => this.read(1, (o) => this.view.getUint8(o));
  u16 = () => this.read(2, (o) => this.view.getUint16(o, this.little));
  u32 = () => this.read(4, (o) => this.view.getUint32(o, this.little));
  i32 = () => this.read(4, (o) => this.view.getInt32(o, this.little));
  f32 = () => this.read(4, (o) => this.view.getFloat32(o, this.little));
  f64 = () => this.read(8, (o) => this.view.getFloat64(o, this.little));
  text(length: number): string {
    return this.read(length, (o) => {
      let s = '';
      for (let i = 0; i < length; i++) s += String.fromCharCode(this.view.getUint8(o + i));
      return s;
    });
  }
  private read<T>(n: number, f: (offset: number) => T): T {
    if (this.remaining < n) throw new FormatError(`need ${n} bytes, have ${this.remaining}`, this.at);
    const value = f(this.at);
    this.at += n;
    return value;
  }
}

export function parseWav(bytes: Uint8Array): { channels: number; rate: number; bits: number; samples: number[] } {
  const r = new Reader(bytes, true);
  if (r.text(4) !== 'RIFF') throw new FormatError('not a RIFF file', 0);
  r.u32();
  if (r.text(4) !== 'WAVE') throw new FormatError('not a WAVE file', 8);
  let format: { channels: number; rate: number; bits: number } | undefined;
  while (r.remaining > 0) {
    const id = r.text(4);
    const size = r.u32();
    if (id === 'fmt ') {
      r.u16();
      const channels = r.u16();
      const rate = r.u32();
      r.u32();
      r.u16();
      format = { channels, rate, bits: r.u16() };
    } else if (id === 'data') {
      if (!format) throw new FormatError('data before fmt');
      const samples = Array.from({ length: size / 2 }, () => ((r.u16() << 16) >> 16) / 32768);
      return { ...format, samples };
    } else r.text(size);
  }
  throw new FormatError('no data chunk');
}

export function packRecords(records: { id: number; name: string; score: number }[]): { bytes: Uint8Array; back: unknown[] } {
  const size = records.reduce((n, { name }) => n + 4 + 1 + name.length * 2 + 8, 4);
  const buffer = new ArrayBuffer(size);
  const view = new DataView(buffer);
  view.setUint32(0, records.length);
  let at = 4;
  for (const { id, name, score } of records) {
    view.setInt32(at, id, true);
    view.setUint8(at + 4, name.length);
    at += 5;
    for (const c of name.split('')) {
      view.setUint16(at, c.charCodeAt(0));
      at += 2;
    }
    view.setFloat64(at, score);
    at += 8;
  }
  const back: unknown[] = [];
  let p = 4;
  for (let i = 0; i < view.getUint32(0); i++) {
    const id = view.getInt32(p, true);
    const length = view.getUint8(p + 4);
    const units = Array.from({ length }, (_, k) => view.getUint16(p + 5 + 2 * k));
    p += 5 + 2 * length;
    back.push({ id, name: String.fromCharCode(...units), score: view.getFloat64(p) });
    p += 8;
  }
  return { bytes: new Uint8Array(buffer), back };
}

export function floatBits(values: number[]): { hi: number; lo: number; f32: number; half: number }[] {
  const f64 = new Float64Array(1);
  const u32 = new Uint32Array(f64.buffer);
  const f32 = new Float32Array(1);
  const i32 = new Int32Array(f32.buffer);
  return values.map((v) => {
    f64[0] = v;
    f32[0] = v;
    const x = i32[0];
    const sign = (x >> 16) & 0x8000;
    const exponent = ((x >> 23) & 0xff) - 112;
    const half = exponent <= 0 ? sign : exponent >= 31 ? sign | 0x7c00 : sign | (exponent << 10) | ((x >> 13) & 0x3ff);
    return { hi: u32[1], lo: u32[0], f32: f32[0], half };
  });
}

class BitSet {
  private words: Uint32Array;
  constructor(size: number) { this.words = new Uint32Array(Math.ceil(size / 32)); }
  add(i: number) {
    const w = i >>> 5;
    if (w >= this.words.length) {
      const grown = new Uint32Array(Math.max(w + 1, this.words.length * 2));
      grown.set(this.words);
      this.words = grown;
    }
    this.words[w] |= 1 << (i & 31);
    return this;
  }
  has(i: number): boolean { return (this.words[i >>> 5] & (1 << (i & 31))) !== 0; }
  get count() {
    return this.words.reduce((n, v) => {
      v -= (v >>> 1) & 0x55555555;
      v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
      return n + (Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24);
    }, 0);
  }
  *values() {
    for (let w = 0; w < this.words.length; w++) for (let bits = this.words[w]; bits !== 0; bits &= bits - 1) yield w * 32 + (31 - Math.clz32(bits & -bits));
  }
  static intersect(a: BitSet, b: BitSet) {
    const out = new BitSet(0);
    out.words = a.words.map((w, i) => w & b.words[i]);
    return out;
  }
}

export function bits(a: number[], b: number[]): { a: number[]; both: number[]; count: number; hasTen: boolean } {
  const [x, y] = [a, b].map((list) => list.reduce((s, i) => s.add(i), new BitSet(64)));
  return { a: [...x.values()], both: Array.from(BitSet.intersect(x, y).values()), count: x.count, hasTen: x.has(10) };
}

export function bloom(words: string[], queries: string[], size = 256, hashes = 3): { maybe: Record<string, boolean>; filled: number } {
  const filter = new BitSet(size);
  const positions = (word: string) => {
    let h1 = 5381, h2 = 0;
    for (let i = 0; i < word.length; i++) {
      h1 = ((h1 << 5) + h1 + word.charCodeAt(i)) >>> 0;
      h2 = (word.charCodeAt(i) + (h2 << 6) + (h2 << 16) - h2) >>> 0;
    }
    return Array.from({ length: hashes }, (_, k) => (h1 + k * h2) % size);
  };
  words.forEach((w) => positions(w).forEach((p) => filter.add(p)));
  const maybe: Record<string, boolean> = {};
  for (const q of queries) maybe[q] = positions(q).every((p) => filter.has(p));
  return { maybe, filled: filter.count };
}

const isLeap = (y: number) => (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function addDays(date: { year: number; month: number; day: number }, days: number) {
  let { year, month, day } = date;
  const length = () => (month === 2 && isLeap(year) ? 29 : MONTHS[month - 1]);
  if (!(month >= 1 && month <= 12) || day < 1 || day > length()) throw new RangeError(`Invalid date ${year}-${month}-${day}`);
  day += days;
  while (day > length()) {
    day -= length();
    if (++month > 12) [month, year] = [1, year + 1];
  }
  while (day < 1) {
    if (--month < 1) [month, year] = [12, year - 1];
    day += length();
  }
  return { year, month, day, iso: [String(year).padStart(4, '0'), ...[month, day].map((n) => `${n}`.padStart(2, '0'))].join('-') };
}

export function calendar(year: number, month: number): string {
  const m = month < 3 ? month + 12 : month, y = month < 3 ? year - 1 : year;
  const weekday = (1 + Math.floor((13 * (m + 1)) / 5) + y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)) % 7;
  const offset = (weekday + 5) % 7;
  const days = MONTHS[month - 1] + (month === 2 && isLeap(year) ? 1 : 0);
  const cells = [...Array<string>(offset).fill('  '), ...Array.from({ length: days }, (_, i) => String(i + 1).padStart(2))];
  const weeks: string[] = ['Mo Tu We Th Fr Sa Su'];
  while (cells.length) weeks.push(cells.splice(0, 7).join(' '));
  return weeks.join('\n');
}

export function duration(text: string): number {
  const units: Record<string, number> = { ms: 1, s: 1e3, m: 6e4, h: 36e5, d: 864e5 };
  let total = 0, number = '', unit = '';
  const flush = () => {
    if (number === '') return;
    if (!(unit in units)) throw new SyntaxError(`unknown unit '${unit}'`);
    total += Number(number) * units[unit];
    number = unit = '';
  };
  for (const c of text) {
    const digit = (c >= '0' && c <= '9') || c === '.';
    if (digit && unit) flush();
    if (digit) number += c;
    else if (c !== ' ') unit += c;
  }
  flush();
  return total;
}

export function inspect(value: unknown, indent = 2): string {
  const seen: unknown[] = [];
  const show = (v: unknown, depth: number): string => {
    const pad = ' '.repeat(indent * depth);
    switch (typeof v) {
      case 'string': return JSON.stringify(v);
      case 'object': {
        if (!v) return 'null';
        if (seen.includes(v)) return '[Circular]';
        seen.push(v);
        const entries = Array.isArray(v) ? v.map((x) => show(x, depth + 1)) : Object.entries(v).map(([k, x]) => `${k}: ${show(x, depth + 1)}`);
        seen.pop();
        const [open, close] = Array.isArray(v) ? '[]' : '{}';
        return entries.length ? `${open}\n${entries.map((e) => pad + ' '.repeat(indent) + e).join(',\n')}\n${pad}${close}` : open + close;
      }
      default: return String(v);
    }
  };
  return show(value, 0);
}

export function jsonRoundTrip(text: string, indent?: number | string): { ok: boolean; text?: string; error?: string; keys?: string[] } {
  try {
    const value = JSON.parse(text, (k, v) => (k === 'drop' ? undefined : typeof v === 'number' ? v * 2 : v));
    return { ok: true, text: JSON.stringify(value, (k, v) => (k.startsWith('_') ? undefined : v), indent), keys: value && typeof value === 'object' ? Object.keys(value) : [] };
  } catch (e) {
    return { ok: false, error: (e as Error).name };
  }
}
