const bytes = Uint8Array.from({ length: 40 }, (_, i) => (i * 37) & 255);
export const cases = {
  toBase64: [[bytes], [new Uint8Array([1])], [new Uint8Array([1, 2])], [new Uint8Array(0)], [new Uint8Array([9, 8, 7, 6, 5, 4]).subarray(1, 4)]],
  fromBase64: [['AAECAwQ='], ['TWFu'], [''], ['ab*d'], ['\u{1F600}']],
  decodeUtf8: [[[72, 105, 195, 169, 240, 159, 152, 128]], [new Uint8Array([0xff, 65, 0xc3])], [[]], [[0xf7, 0xbf, 0xbf, 0xbf]]],
  runLength: [['aaabccd\u{1F600}\u{1F600}'], [''], ['abc']],
  lzwCompress: [['TOBEORNOTTOBEORTOBEORNOT'], [''], ['aaaaaaa'], ['\u{1F600}x']],
  lzwDecompress: [[[84, 79, 66, 69, 79, 82, 78, 79, 84, 256, 258, 260, 265, 259, 261, 263]], [[97, 256, 257]], [[97, 999]], [[]]],
  huffman: [['abracadabra'], ['aaaa'], [''], ['1122333']],
  varints: [[[0, 1, 127, 128, 300, 2 ** 32, Number.MAX_SAFE_INTEGER]], [[]], [[-1]], [[1.5]]],
  hexDump: [[bytes], [bytes.subarray(3, 9), 4], [new Uint8Array(0)]],
  morse: [['Hello sos'], ['']],
  caesar: [['Hello, World!', 3], ['Khoor', -3], ['zZ', 27], ['é', 5]],
};
