/** Counts words in a text and gives the most frequent ones: strings, Map, sort. */
export function wordCount(text: string, top: number): [string, number][] {
  const counts = new Map<string, number>();
  for (const line of text.split('\n')) {
    for (const word of line.toLowerCase().split(' ')) {
      if (word === '') continue;
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, top);
}
