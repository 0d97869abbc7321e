/** Facts about a text, from its character codes alone. */

export interface TextFacts {
  words: number;
  sentences: number;
  longest: number;
  meanLength: number;
  /** How often each letter from a to z occurs, capitals included. */
  letters: number[];
}

export function describeText(text: string): TextFacts {
  const letters: number[] = [];
  for (let i = 0; i < 26; i++) letters.push(0);
  let words = 0;
  let sentences = 0;
  let longest = 0;
  let length = 0;
  let total = 0;
  for (let i = 0; i <= text.length; i++) {
    // Beyond the end charCodeAt gives NaN, which is no letter and so ends the last word.
    const code = text.charCodeAt(i);
    const letter = letterIndex(code);
    if (letter >= 0) {
      letters[letter]++;
      length++;
    } else {
      if (length > 0) {
        words++;
        total += length;
        if (length > longest) longest = length;
        length = 0;
      }
      if (code === 33 || code === 46 || code === 63) sentences++;
    }
  }
  const meanLength = words > 0 ? total / words : 0;
  return { words, sentences, longest, meanLength, letters };
}

/** 0 for a and A, 25 for z and Z, -1 for anything else. */
function letterIndex(code: number): number {
  if (code >= 97 && code <= 122) return code - 97;
  if (code >= 65 && code <= 90) return code - 65;
  return -1;
}
