const pairs = [['kitten', 'sitting'], ['', 'abc'], ['same', 'same'], ['flaw', 'lawn'], ['ünïcode \u{1F600}', 'unicode \u{1F601}'], ['a', 'b']];

export const cases = {
  levenshtein: pairs,
  damerau: [['ca', 'abc'], ['abcdef', 'abdcef'], ['', '']],
  dice: [...pairs, ['night', 'nacht'], ['a b c', 'abc']],
  jaroWinkler: [...pairs, ['MARTHA', 'MARHTA'], ['DIXON', 'DICKSONX', 0.2]],
  soundex: [['Robert'], ['Rupert'], ['Tymczak'], ['Pfister'], ['Honeyman'], [''], ['éa']],
  longestCommonSubsequence: [['AGGTAB', 'GXTXAYB'], ['', 'x'], ['abcdefghij', 'cdgixj']],
  hamming: [['karolin', 'kathrin'], ['a', 'ab']],
  closest: [['appel', ['apple', 'apply', 'peal', 'ape']], ['x', []]],
};
