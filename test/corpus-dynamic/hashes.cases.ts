const long = 'The quick brown fox jumps over the lazy dog. '.repeat(5);
const texts = [[''], ['abc'], ['é\u{1F600}\uD800'], [long]];
export const cases = {
  crc32: texts,
  adler32: [[new Uint8Array([1, 2, 3, 255])], [new Uint8Array(0)]],
  fnv1a: texts,
  murmur3: [...texts, ['hello', 42], ['ab', -1]],
  md5: texts,
  sha1: texts,
  sha256: texts,
};
