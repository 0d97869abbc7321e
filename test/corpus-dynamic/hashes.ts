/** Checksums and digests. */

const utf8 = (text: string): Uint8Array => {
  const bytes: number[] = [];
  for (const char of text) {
    let code = char.codePointAt(0)!;
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
  }
  return new Uint8Array(bytes);
};

let crcTable: Uint32Array | undefined;

export function crc32(text: string): string {
  crcTable ??= Uint32Array.from({ length: 256 }, (_, n) => {
    for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
    return n >>> 0;
  });
  let crc = -1;
  for (const byte of utf8(text)) crc = (crc >>> 8) ^ crcTable[(crc ^ byte) & 0xff];
  return ((crc ^ -1) >>> 0).toString(16).padStart(8, '0');
}

export function adler32(data: Uint8Array): number {
  let a = 1, b = 0;
  for (let i = 0; i < data.length; i++) {
    a = (a + data[i]) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

export function fnv1a(text: string): { h32: number; h64: string } {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    h ^= text.charCodeAt(i);
    h = Math.imul(h, 0x01000193);
  }
  let wide = 0xcbf29ce484222325n;
  for (const b of utf8(text)) wide = BigInt.asUintN(64, (wide ^ BigInt(b)) * 0x100000001b3n);
  return { h32: h >>> 0, h64: wide.toString(16) };
}

export function murmur3(key: string, seed = 0): number {
  const bytes = utf8(key);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const c1 = 0xcc9e2d51, c2 = 0x1b873593;
  const blocks = bytes.length >>> 2;
  let h = seed;
  for (let i = 0; i < blocks; i++) {
    let k = view.getUint32(i * 4, true);
    k = Math.imul(k, c1);
    k = (k << 15) | (k >>> 17);
    k = Math.imul(k, c2);
    h ^= k;
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  let k = 0;
  const tail = blocks * 4;
  switch (bytes.length & 3) {
    case 3:
      k ^= bytes[tail + 2] << 16;
    // fall through
    case 2:
      k ^= bytes[tail + 1] << 8;
    // fall through
    case 1:
      k ^= bytes[tail];
      k = Math.imul(k, c1);
      k = (k << 15) | (k >>> 17);
      k = Math.imul(k, c2);
      h ^= k;
  }
  h ^= bytes.length;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return h >>> 0;
}

const hex = (bytes: Iterable<number>) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');

export function md5(text: string): string {
  const S = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
  const K = new Int32Array(64).map((_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 4294967296));
  const message = utf8(text);
  const length = ((message.length + 8) >> 6) * 64 + 64;
  const padded = new Uint8Array(length);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(length - 8, message.length << 3, true);
  view.setUint32(length - 4, message.length >>> 29, true);
  const state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  for (let at = 0; at < length; at += 64) {
    let [a, b, c, d] = state;
    for (let i = 0; i < 64; i++) {
      let f: number, g: number;
      const round = i >> 4;
      if (round === 0) (f = (b & c) | (~b & d)), (g = i);
      else if (round === 1) (f = (d & b) | (~d & c)), (g = (5 * i + 1) & 15);
      else if (round === 2) (f = b ^ c ^ d), (g = (3 * i + 5) & 15);
      else (f = c ^ (b | ~d)), (g = (7 * i) & 15);
      f = (f + a + K[i] + view.getInt32(at + g * 4, true)) | 0;
      const s = S[round * 4 + (i & 3)];
      [a, d, c, b] = [d, c, b, (b + ((f << s) | (f >>> (32 - s)))) | 0];
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
  }
  return hex(new Uint8Array(state.buffer));
}

export function sha1(text: string): string {
  const data = utf8(text);
  const words: number[] = [];
  for (let i = 0; i < data.length; i++) words[i >> 2] |= data[i] << (24 - 8 * (i % 4));
  const bits = data.length * 8;
  words[bits >> 5] |= 0x80 << (24 - (bits % 32));
  words[(((bits + 64) >> 9) << 4) + 15] = bits;
  const rotate = (x: number, n: number) => (x << n) | (x >>> (32 - n));
  let [a, b, c, d, e] = [1732584193, -271733879, -1732584194, 271733878, -1009589776];
  const w: number[] = [];
  for (let i = 0; i < words.length; i += 16) {
    const [oa, ob, oc, od, oe] = [a, b, c, d, e];
    for (let j = 0; j < 80; j++) {
      w[j] = j < 16 ? words[i + j] | 0 : rotate(w[j - 3] ^ w[j - 8] ^ w[j - 14] ^ w[j - 16], 1);
      const f = j < 20 ? ((b & c) | (~b & d)) + 1518500249 : j < 40 ? (b ^ c ^ d) + 1859775393 : j < 60 ? ((b & c) | (b & d) | (c & d)) - 1894007588 : (b ^ c ^ d) - 899497514;
      const t = (rotate(a, 5) + e + w[j] + f) | 0;
      e = d;
      d = c;
      c = rotate(b, 30);
      b = a;
      a = t;
    }
    a = (a + oa) | 0;
    b = (b + ob) | 0;
    c = (c + oc) | 0;
    d = (d + od) | 0;
    e = (e + oe) | 0;
  }
  return [a, b, c, d, e].map((x) => (x >>> 0).toString(16).padStart(8, '0')).join('');
}

class Sha256 {
  static #k: Uint32Array;
  static #h: Uint32Array;
  static {
    const primes: number[] = [];
    for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p !== 0)) primes.push(n);
    const fraction = (x: number) => Math.floor((x - Math.floor(x)) * 2 ** 32);
    Sha256.#k = Uint32Array.from(primes, (p) => fraction(Math.cbrt(p)));
    Sha256.#h = Uint32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p)));
  }

  static digest(message: Uint8Array): Uint8Array {
    const h = Sha256.#h.slice();
    const padded = new Uint8Array((((message.length + 8) >> 6) + 1) << 6);
    padded.set(message, 0);
    padded[message.length] = 128;
    const view = new DataView(padded.buffer);
    view.setBigUint64(padded.length - 8, BigInt(message.length) * 8n);
    const w = new Int32Array(64);
    for (let offset = 0; offset < padded.length; offset += 64) {
      for (let i = 0; i < 16; i++) w[i] = view.getInt32(offset + 4 * i);
      for (let i = 16; i < 64; i++) {
        const x = w[i - 15], y = w[i - 2];
        const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
        const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
      }
      const v = Int32Array.from(h);
      for (let i = 0; i < 64; i++) {
        const e = v[4], a = v[0];
        const S1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
        const t1 = (v[7] + S1 + ((e & v[5]) ^ (~e & v[6])) + Sha256.#k[i] + w[i]) | 0;
        const S0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
        const t2 = S0 + ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));
        v.copyWithin(1, 0, 7);
        v[4] += t1;
        v[0] = t1 + t2;
      }
      for (let i = 0; i < 8; i++) h[i] += v[i];
    }
    const out = new Uint8Array(32);
    const result = new DataView(out.buffer);
    h.forEach((x, i) => result.setUint32(i * 4, x));
    return out;
  }
}

export function sha256(text: string): string {
  return hex(Sha256.digest(utf8(text)));
}
