/** Helpers for arrays and dictionaries, as utility belts have them. */

type Key = string | number;

export function chunk<T>(items: readonly T[], size = 1): T[][] {
  if (!Number.isInteger(size) || size < 1) throw new RangeError(`chunk size must be a positive integer, got ${size}`);
  const out: T[][] = [];
  for (let i = 0; i < items.length; i += size) out.push(items.slice(i, i + size));
  return out;
}

export function partition(values: number[], limit: number): [number[], number[]] {
  return values.reduce<[number[], number[]]>(
    (acc, v) => {
      acc[v < limit ? 0 : 1].push(v);
      return acc;
    },
    [[], []],
  );
}

const by =
  <T>(key: keyof T) =>
  (item: T) =>
    item[key];

interface Person {
  name: string;
  age: number;
  city?: string;
}

export function groupByCity(people: Person[]): Record<string, Person[]> {
  const select = by<Person>('city');
  const groups: Record<string, Person[]> = {};
  for (const person of people) {
    const key = String(select(person) ?? 'unknown');
    (groups[key] ??= []).push(person);
  }
  return groups;
}

export function countBy(words: string[]) {
  const counts = new Map<string, number>();
  for (const w of words) counts.set(w, (counts.get(w) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : a > b ? 1 : 0)));
}

export function zip(...lists: unknown[][]): unknown[][] {
  const length = lists.length === 0 ? 0 : Math.max(...lists.map((l) => l.length));
  return Array.from({ length }, (_, i) => lists.map((l) => l[i]));
}

export function uniqueBy<T extends object>(items: T[], key: string): T[] {
  const seen = new Set<unknown>();
  return items.filter((item) => {
    const k = (item as Record<string, unknown>)[key];
    return seen.has(k) ? false : (seen.add(k), true);
  });
}

export function flattenDeep(value: any, depth = Infinity): any[] {
  const out: any[] = [];
  const walk = (v: any, d: number): void => {
    if (Array.isArray(v) && d >= 0) v.forEach((x) => walk(x, d - 1));
    else out.push(v);
  };
  walk(value, depth);
  return out;
}

export function intersection(a: Key[], b: Key[]): { both: Key[]; onlyA: Key[]; onlyB: Key[]; union: Key[] } {
  const [sa, sb] = [new Set(a), new Set(b)];
  return {
    both: [...sa].filter((x) => sb.has(x)),
    onlyA: [...sa].filter((x) => !sb.has(x)),
    onlyB: [...sb].filter((x) => !sa.has(x)),
    union: [...new Set([...a, ...b])],
  };
}

export function range(start: number, end?: number, step?: number): number[] {
  if (end === undefined) {
    end = start;
    start = 0;
  }
  step = step === undefined ? (start < end ? 1 : -1) : step;
  let index = -1;
  let length = Math.max(Math.ceil((end - start) / (step || 1)), 0);
  const result = new Array(length);
  while (length--) {
    result[++index] = start;
    start += step;
  }
  return result;
}

export function sortBy(people: Person[], ...keys: (keyof Person)[]): string[] {
  const compare = (a: Person, b: Person): number => {
    for (const k of keys) {
      const x = a[k]!;
      const y = b[k]!;
      if (x < y) return -1;
      if (x > y) return 1;
    }
    return 0;
  };
  return people
    .slice()
    .sort(compare)
    .map(({ name, age = -1 }) => `${name}:${age}`);
}

export function rotateInPlace(list: number[], by: number): number {
  const n = list.length;
  if (n === 0) return 0;
  const k = ((by % n) + n) % n;
  list.push(...list.splice(0, k));
  return k;
}

/** Loops over maps and sets that change meanwhile, end early, or are not there. */
export function walkWhileChanging(words: string[], missing: any): unknown {
  const log: unknown[] = [];
  const seen = new Set<string>(words);
  for (const word of seen) {
    log.push(word);
    if (word.length > 1) seen.add(word.slice(1));
    if (word === 'b') seen.delete('c');
    if (log.length > 12) break;
  }
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const [word, count] of counts) {
    for (const [other, more] of counts) if (other > word) counts.set(word, count + more);
    if (count > 1) counts.delete(word);
    if (word === 'stop') counts.clear();
  }
  log.push([...counts], [...seen]);
  const byLength = new Map<number, Set<string>>();
  for (const word of seen) byLength.set(word.length, (byLength.get(word.length) ?? new Set()).add(word));
  for (const length of [1, 2, missing]) {
    try {
      let text = '';
      for (const word of byLength.get(length)!) text += word;
      log.push(text);
    } catch (error) {
      log.push((error as Error).message);
    }
  }
  return log;
}
