const texts = ['', 'a', 'b', 'ab', 'abc', 'A', 'ä', '\u{1F600}', '\uFFFD', '\uD83D', 'z\u0000', 'z', 'Z'];

export const cases = {
  codes: [['hello'], [''], ['\u{1F600}é\uD800']],
  order: [[texts], [[]]],
  parseNumber: [['12345'], ['-7'], [''], ['-'], ['12a'], ['99999999999999999999']],
  isPalindrome: [['racecar'], ['ab'], [''], ['x']],
  editDistance: [['kitten', 'sitting'], ['', 'abc'], ['abc', ''], ['', '']],
  kind: [['add'], ['plus'], [''], ['häß\u{1F600}'], ['other']],
  longest: [[texts], [[]], [['same', 'sale']]],
  same: [['a', 'a'], ['', 'b'], ['a', 'b']],
};
