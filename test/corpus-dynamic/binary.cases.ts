const wav = (() => {
  const bytes = new Uint8Array(52);
  const view = new DataView(bytes.buffer);
  const put = (at: number, s: string) => [...s].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
  put(0, 'RIFF'); view.setUint32(4, 44, true); put(8, 'WAVEfmt '); view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); view.setUint16(22, 1, true); view.setUint32(24, 8000, true); view.setUint32(28, 16000, true); view.setUint16(32, 2, true); view.setUint16(34, 16, true);
  put(36, 'data'); view.setUint32(40, 8, true);
  [0, 16384, -32768, 123].forEach((v, i) => view.setInt16(44 + 2 * i, v, true));
  return bytes;
})();
const loop: any = { a: [1, { b: 'x' }] };
loop.a.push(loop);

export const cases = {
  parseWav: [[wav], [wav.slice(0, 40)], [new Uint8Array(3)], [wav.subarray(8)]],
  packRecords: [[[{ id: -1, name: 'Zoë', score: 0.1 }, { id: 2 ** 31, name: '', score: -Infinity }]], [[]], [[{ id: 1 }]]],
  floatBits: [[[1, -0, NaN, Infinity, 65504, 1e-8, Math.PI]], [[]]],
  bits: [[[1, 10, 31, 32, 63, 100], [10, 32, 33]], [[], []]],
  bloom: [[['apple', 'pear'], ['apple', 'fig', 'pear', '']], [[], ['x'], 8, 1]],
  addDays: [[{ year: 2024, month: 2, day: 28 }, 1], [{ year: 2023, month: 12, day: 31 }, 366], [{ year: 2000, month: 3, day: 1 }, -1], [{ year: 2023, month: 2, day: 29 }, 0], [{}, 1]],
  calendar: [[2024, 2], [2023, 10]],
  duration: [['1h30m'], ['2d 4.5s 10ms'], ['5y'], ['']],
  inspect: [[loop], [{ x: [], y: {}, z: [null, undefined, 1n] }], ['s'], [[1, [2]], 4]],
  jsonRoundTrip: [['{"a":[1,2.5,{"drop":1,"_h":2}],"b":"\\u00e9\\n"}'], ['[1,2', 2], ['{"x":{"y":[]}}', 2], ['nul'], ['-0'], ['{"2":1,"1":2,"a":3}', '--'], ['"\\ud800"'], ['1e400']],
};
