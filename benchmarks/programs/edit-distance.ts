/** Closest word of a dictionary by Levenshtein distance: character codes and number arrays. */
export function closest(words: string[], queries: string[]): string[] {
  return queries.map((query) => {
    let best = words[0]!;
    let least = Infinity;
    for (const word of words) {
      const distance = editDistance(query, word);
      if (distance < least) [least, best] = [distance, word];
    }
    return best;
  });
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      current[j] = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + cost);
    }
    previous = current;
  }
  return previous[b.length]!;
}
