/** Encodes bytes as base64 text and back, character by character. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function encode(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const b = bytes[i + 1];
    const c = bytes[i + 2];
    const word = (bytes[i]! << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += DIGITS[word >> 18]! + DIGITS[(word >> 12) & 63]!;
    text += b === undefined ? '==' : DIGITS[(word >> 6) & 63]! + (c === undefined ? '=' : DIGITS[word & 63]!);
  }
  return text;
}

function decode(text: string): Uint8Array {
  const values = new Map([...DIGITS].map((digit, value) => [digit, value]));
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let at = 0;
  for (let i = 0; i < text.length; i += 4) {
    let word = 0;
    for (let k = 0; k < 4; k++) word = (word << 6) | (values.get(text.charAt(i + k)) ?? 0);
    bytes[at++] = word >> 16;
    bytes[at++] = word >> 8;
    bytes[at++] = word;
  }
  return bytes;
}

export function base64(bytes: Uint8Array, rounds: number): { text: string; equal: boolean } {
  let text = '';
  let equal = true;
  for (let k = 0; k < rounds; k++) {
    text = encode(bytes);
    equal = equal && decode(text).every((byte, i) => byte === bytes[i]);
  }
  return { text: text.slice(0, 64), equal };
}
