/** How alike two strings are. */

export function levenshtein(a: string, b: string): number {
  if (a === b) return 0;
  if (a.length === 0) return b.length;
  if (b.length === 0) return a.length;
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const current = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const cost = a[i] === b[j] ? 0 : 1;
      current.push(Math.min(current[j] + 1, previous[j + 1] + 1, previous[j] + cost));
    }
    previous = current;
  }
  return previous[b.length];
}

export function damerau(a: string, b: string): { distance: number; table: number[][] } {
  const d: number[][] = [];
  for (let i = 0; i <= a.length; i++) {
    d[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      if (i === 0) {
        d[i][j] = j;
        continue;
      }
      const cost = a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1;
      d[i][j] = Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return { distance: d[a.length][b.length], table: d };
}

export function dice(first: string, second: string): number {
  first = first.split(' ').join('');
  second = second.split(' ').join('');
  if (first === second) return 1;
  if (first.length < 2 || second.length < 2) return 0;
  const bigrams = new Map<string, number>();
  for (let i = 0; i < first.length - 1; i++) {
    const bigram = first.substring(i, i + 2);
    const count = bigrams.has(bigram) ? bigrams.get(bigram)! + 1 : 1;
    bigrams.set(bigram, count);
  }
  let common = 0;
  for (let i = 0; i < second.length - 1; i++) {
    const bigram = second.substring(i, i + 2);
    const count = bigrams.get(bigram) || 0;
    if (count > 0) {
      bigrams.set(bigram, count - 1);
      common++;
    }
  }
  return (2.0 * common) / (first.length + second.length - 2);
}

export function jaroWinkler(s1: string, s2: string, scaling = 0.1): number {
  const window = Math.max(Math.floor(Math.max(s1.length, s2.length) / 2) - 1, 0);
  const m1: boolean[] = new Array(s1.length).fill(false);
  const m2: boolean[] = new Array(s2.length).fill(false);
  let m = 0;
  for (let i = 0; i < s1.length; i++) {
    for (let j = Math.max(0, i - window); j < Math.min(s2.length, i + window + 1); j++) {
      if (!m2[j] && s1[i] === s2[j]) {
        m1[i] = m2[j] = true;
        m++;
        break;
      }
    }
  }
  if (m === 0) return 0;
  const left = [...s1].filter((_, i) => m1[i]);
  const right = [...s2].filter((_, i) => m2[i]);
  const t = left.filter((c, i) => c !== right[i]).length / 2;
  const jaro = (m / s1.length + m / s2.length + (m - t) / m) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < s1.length && s1[prefix] === s2[prefix]) prefix++;
  return jaro + prefix * scaling * (1 - jaro);
}

const SOUNDEX: { [letters: string]: string } = { BFPV: '1', CGJKQSXZ: '2', DT: '3', L: '4', MN: '5', R: '6' };

export function soundex(word: string): string {
  const codes: Record<string, string> = {};
  for (const letters in SOUNDEX) for (const c of letters) codes[c] = SOUNDEX[letters];
  const upper = word.toUpperCase();
  let out = upper.charAt(0);
  let last = codes[out];
  for (let i = 1; i < upper.length && out.length < 4; i++) {
    const c = upper[i];
    const code = codes[c];
    if (code && code !== last) out += code;
    if (c !== 'H' && c !== 'W') last = code;
  }
  return out.padEnd(4, '0');
}

export function longestCommonSubsequence(a: string, b: string): string {
  const memo: Record<string, string> = {};
  function lcs(i: number, j: number): string {
    if (i === a.length || j === b.length) return '';
    const key = `${i},${j}`;
    if (key in memo) return memo[key];
    let result: string;
    if (a[i] === b[j]) result = a[i] + lcs(i + 1, j + 1);
    else {
      const x = lcs(i + 1, j);
      const y = lcs(i, j + 1);
      result = x.length >= y.length ? x : y;
    }
    return (memo[key] = result);
  }
  return lcs(0, 0);
}

export function hamming(a: string, b: string): number {
  if (a.length !== b.length) throw new Error('Strings must be of the same length');
  return [...a].reduce((n, c, i) => n + Number(c !== b[i]), 0);
}

export function closest(word: string, dictionary: string[]): { word: string | null; score: number } {
  let best: string | null = null;
  let score = -Infinity;
  for (const candidate of dictionary) {
    const s = dice(word, candidate) - levenshtein(word, candidate) / 100;
    if (s > score) [best, score] = [candidate, s];
  }
  return { word: best, score };
}
