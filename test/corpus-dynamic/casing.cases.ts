const lorem = 'The quick brown fox jumps over the lazy dog. The dog  sleeps,\nthe fox runs on and on and on.';

export const cases = {
  changeCase: [['fooBarBaz'], ['XMLHttpRequest v2Beta'], ['--some_mixed.string--'], [''], ['áéí ABC12d']],
  slugify: [['Hällo Wörld & Straße 100%!'], ['  A  b  ', { separator: '_', lower: false }], ['abcdefgh', { maxLength: 4 }], [42], [''], ['e\u0301toile']],
  swapCase: [['Hello, Wörld ß'], ['']],
  truncate: [[lorem, 20], [lorem, 20, '...', true], [lorem, 2, '....'], ['short', 10]],
  wrap: [[lorem, 20], [lorem, 12, '  '], ['abcdefghijklmnopqrstuvwxyz', 7], ['', 5]],
  wordCount: [[lorem], [''], ['toString __proto__ toString']],
};
