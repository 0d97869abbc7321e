/** Base64, UTF-8, varint, run lengths, LZW, Huffman. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function toBase64(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const n = (bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2];
    out += ALPHABET[n >> 18] + ALPHABET[(n >> 12) & 63];
    out += i + 1 < bytes.length ? ALPHABET[(n >> 6) & 63] : '=';
    out += i + 2 < bytes.length ? ALPHABET[n & 63] : '=';
  }
  return out;
}

export function fromBase64(text: string): Uint8Array {
  const clean = text.split('=')[0];
  const out = new Uint8Array(Math.floor((clean.length * 3) / 4));
  let buffer = 0, bits = 0, at = 0;
  for (const c of clean) {
    const value = ALPHABET.indexOf(c);
    if (value < 0) throw new SyntaxError(`Invalid character ${JSON.stringify(c)} at ${clean.indexOf(c)}`);
    buffer = (buffer << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = (buffer >> bits) & 0xff;
    }
  }
  return out;
}

export function decodeUtf8(bytes: number[] | Uint8Array): string {
  let out = '';
  let i = 0;
  while (i < bytes.length) {
    const b = bytes[i++];
    if (b < 0x80) {
      out += String.fromCharCode(b);
      continue;
    }
    const extra = b >= 0xf0 ? 3 : b >= 0xe0 ? 2 : b >= 0xc0 ? 1 : 0;
    if (extra === 0 || i + extra > bytes.length) {
      out += '\uFFFD';
      continue;
    }
    let code = b & (0x3f >> extra);
    for (let k = 0; k < extra; k++) code = (code << 6) | (bytes[i++] & 0x3f);
    out += String.fromCodePoint(code);
  }
  return out;
}

export function runLength(text: string): { encoded: string; decoded: string; ratio: number } {
  const encode = (s: string): [string, number][] => {
    const runs: [string, number][] = [];
    for (const c of s) {
      const last = runs[runs.length - 1];
      if (last && last[0] === c) last[1]++;
      else runs.push([c, 1]);
    }
    return runs;
  };
  const runs = encode(text);
  const encoded = runs.map(([c, n]) => (n > 1 ? n : '') + c).join('');
  const decoded = runs.reduce((s, [c, n]) => s + c.repeat(n), '');
  return { encoded, decoded, ratio: encoded.length / text.length };
}

export function lzwCompress(input: string): number[] {
  const dictionary = new Map<string, number>();
  for (let i = 0; i < 256; i++) dictionary.set(String.fromCharCode(i), i);
  const out: number[] = [];
  let w = '';
  for (const c of input) {
    const wc = w + c;
    if (dictionary.has(wc)) w = wc;
    else {
      out.push(dictionary.get(w)!);
      dictionary.set(wc, dictionary.size);
      w = c;
    }
  }
  if (w !== '') out.push(dictionary.get(w)!);
  return out;
}

export function lzwDecompress(codes: number[]): string {
  const dictionary: Record<number, string> = {};
  for (let i = 0; i < 256; i++) dictionary[i] = String.fromCharCode(i);
  let size = 256;
  let w = String.fromCharCode(codes[0]);
  let result = w;
  for (let i = 1; i < codes.length; i++) {
    const k = codes[i];
    let entry: string;
    if (dictionary[k] !== undefined) entry = dictionary[k];
    else if (k === size) entry = w + w.charAt(0);
    else throw new Error('Bad compressed k: ' + k);
    result += entry;
    dictionary[size++] = w + entry.charAt(0);
    w = entry;
  }
  return result;
}

type HuffmanTree = { weight: number; char: string } | { weight: number; left: HuffmanTree; right: HuffmanTree };

export function huffman(text: string): { codes: Record<string, string>; bits: string; tree: HuffmanTree | undefined } {
  const frequency: Record<string, number> = {};
  for (const c of text) frequency[c] = (frequency[c] || 0) + 1;
  const nodes: HuffmanTree[] = Object.entries(frequency).map(([char, weight]) => ({ char, weight }));
  while (nodes.length > 1) {
    nodes.sort((a, b) => a.weight - b.weight);
    const [left, right] = nodes.splice(0, 2);
    nodes.push({ weight: left.weight + right.weight, left, right });
  }
  const codes: Record<string, string> = {};
  const assign = (node: HuffmanTree, prefix: string): void => {
    if ('char' in node) codes[node.char] = prefix || '0';
    else {
      assign(node.left, prefix + '0');
      assign(node.right, prefix + '1');
    }
  };
  const tree = nodes[0];
  if (tree) assign(tree, '');
  return { codes, bits: [...text].map((c) => codes[c]).join(''), tree };
}

export function varints(values: number[]): { bytes: Uint8Array; back: number[] } {
  const bytes: number[] = [];
  for (let v of values) {
    if (v < 0 || !Number.isSafeInteger(v)) throw new RangeError('cannot encode ' + v);
    while (v >= 128) {
      bytes.push((v % 128) | 0x80);
      v = Math.floor(v / 128);
    }
    bytes.push(v);
  }
  const back: number[] = [];
  for (let i = 0, value = 0, scale = 1; i < bytes.length; i++) {
    value += (bytes[i] & 0x7f) * scale;
    if (bytes[i] & 0x80) scale *= 128;
    else {
      back.push(value);
      value = 0;
      scale = 1;
    }
  }
  return { bytes: Uint8Array.from(bytes), back };
}

export function hexDump(bytes: Uint8Array, width = 16): string {
  const lines: string[] = [];
  for (let offset = 0; offset < bytes.length; offset += width) {
    const row = [...bytes.subarray(offset, offset + width)];
    const hex = row.map((b) => ('0' + b.toString(16)).slice(-2)).join(' ');
    const text = row.map((b) => (b > 31 && b < 127 ? String.fromCharCode(b) : '.')).join('');
    lines.push(`${offset.toString(16).padStart(8, '0')}  ${hex.padEnd(width * 3)} ${text}`);
  }
  return lines.join('\n');
}

export function morse(message: string): string {
  const code: Record<string, string> = { a: '.-', b: '-...', c: '-.-.', e: '.', h: '....', l: '.-..', o: '---', s: '...', t: '-' };
  return message
    .toLowerCase()
    .split(' ')
    .map((word) => Array.from(word, (c) => code[c] ?? '?').join(' '))
    .join(' / ');
}

export function caesar(text: string, shift: number): string {
  const rotate = (code: number, base: number) => ((((code - base + shift) % 26) + 26) % 26) + base;
  return [...text]
    .map((c) => {
      const code = c.charCodeAt(0);
      if (code >= 65 && code <= 90) return String.fromCharCode(rotate(code, 65));
      if (code >= 97 && code <= 122) return String.fromCharCode(rotate(code, 97));
      return c;
    })
    .join('');
}
