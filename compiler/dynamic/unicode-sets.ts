/**
 * Sets of characters that only Unicode's tables know, taken from those of the JavaScript engine that runs this: the compiler asks for patterns
 * that are literals, the engine for those that programs make. Sets are flat sorted ranges: from, to, from, to ...
 */

/** Code points whose upper or lower case, or folding, may differ from them. */
const CASED = /[\p{Changes_When_Casefolded}\p{Changes_When_Casemapped}]/u;
const LAST_UNIT = 0xffff;
const LAST_POINT = 0x10ffff;

/** Characters that are equal but for case: groups of two or more, and the group of a character. */
interface CaseGroups {
  readonly groups: readonly (readonly number[])[];
  readonly groupOf: ReadonlyMap<number, readonly number[]>;
}

const known = new Map<boolean, CaseGroups>();

function caseGroups(unicode: boolean): CaseGroups {
  let found = known.get(unicode);
  if (!found) {
    found = unicode ? groupsByFolding() : groupsByUpperCase();
    known.set(unicode, found);
  }
  return found;
}

/** Canonicalize (ECMA-262, 22.2.2.7.3) without flag u. */
function upperUnit(unit: number): number {
  const upper = String.fromCharCode(unit).toUpperCase();
  if (upper.length !== 1) return unit;
  const code = upper.charCodeAt(0);
  return unit >= 128 && code < 128 ? unit : code;
}

function groupsByUpperCase(): CaseGroups {
  const byUpper = new Map<number, number[]>();
  for (let unit = 0; unit <= LAST_UNIT; unit++) {
    const upper = upperUnit(unit);
    const group = byUpper.get(upper);
    if (group) group.push(unit);
    else byUpper.set(upper, [unit]);
  }
  return grouped([...byUpper.values()]);
}

/** Simple folding is what the engine's own patterns with flags i and u tell. */
function groupsByFolding(): CaseGroups {
  const cased: number[] = [];
  for (let point = 0; point <= LAST_POINT; point++) if (CASED.test(String.fromCodePoint(point))) cased.push(point);
  const text = cased.map((point) => String.fromCodePoint(point)).join('');
  const grouping = new Set<number>();
  const groups: number[][] = [];
  for (const point of cased) {
    if (grouping.has(point)) continue;
    const pattern = new RegExp(`\\u{${point.toString(16)}}`, 'giu');
    const group = [...text.matchAll(pattern)].map(([match]) => match.codePointAt(0)!);
    for (const member of group) grouping.add(member);
    groups.push(group);
  }
  return grouped(groups);
}

function grouped(all: readonly (readonly number[])[]): CaseGroups {
  const groups = all.filter((group) => group.length > 1);
  return { groups, groupOf: new Map(groups.flatMap((group) => group.map((point) => [point, group] as const))) };
}

/** The same for all characters that are equal but for case; of ASCII letters the small one. */
export function foldCase(point: number, unicode: boolean): number {
  const group = caseGroups(unicode).groupOf.get(point);
  if (!group) return point;
  const first = group[0]!;
  return first >= 65 && first <= 90 ? first + 32 : first;
}

/** With all characters that are equal to one of the set but for case. */
export function closeCase(set: readonly number[], unicode: boolean): number[] {
  const added: number[] = [];
  for (const group of caseGroups(unicode).groups) if (group.some((point) => has(set, point))) added.push(...group);
  const ranges: [number, number][] = [];
  for (let k = 0; k < set.length; k += 2) ranges.push([set[k]!, set[k + 1]!]);
  for (const point of added) ranges.push([point, point]);
  return flat(ranges);
}

function has(set: readonly number[], point: number): boolean {
  let low = 0;
  let high = set.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (set[2 * middle + 1]! < point) low = middle + 1;
    else if (set[2 * middle]! > point) high = middle;
    else return true;
  }
  return false;
}

function flat(ranges: [number, number][]): number[] {
  ranges.sort((a, b) => a[0] - b[0]);
  const set: number[] = [];
  for (const [from, to] of ranges) {
    const last = set.length - 1;
    if (last > 0 && from <= set[last]! + 1) set[last] = Math.max(set[last]!, to);
    else set.push(from, to);
  }
  return set;
}

const properties = new Map<string, number[] | undefined>();

/** Of `\p{name}` or `\p{name=value}`; undefined: there is no such property of characters. */
export function propertySet(name: string): number[] | undefined {
  if (!properties.has(name)) properties.set(name, readProperty(name));
  return properties.get(name);
}

function readProperty(name: string): number[] | undefined {
  if (!/^\w+(=\w+)?$/.test(name)) return undefined;
  let pattern: RegExp;
  try {
    pattern = new RegExp(`\\p{${name}}+`, 'gu');
  } catch {
    return undefined;
  }
  const ranges: [number, number][] = [];
  for (const [text, first] of textsOfAll()) {
    for (const match of text.matchAll(pattern)) {
      // All characters of a text are equally long.
      const width = first > LAST_UNIT ? 2 : 1;
      const from = first + match.index / width;
      ranges.push([from, from + match[0].length / width - 1]);
    }
  }
  return flat(ranges);
}

let texts: readonly (readonly [text: string, first: number])[] | undefined;

/** All code points in order, in texts that do not join surrogates to pairs, each with its first code point. */
function textsOfAll(): readonly (readonly [string, number])[] {
  texts ??= [
    [textOf(0, 0xd7ff), 0],
    [textOf(0xd800, 0xdbff), 0xd800],
    [textOf(0xdc00, 0xdfff), 0xdc00],
    [textOf(0xe000, LAST_UNIT), 0xe000],
    [textOf(LAST_UNIT + 1, LAST_POINT), LAST_UNIT + 1],
  ];
  return texts;
}

function textOf(from: number, to: number): string {
  const parts: string[] = [];
  for (let point = from; point <= to; point++) parts.push(String.fromCodePoint(point));
  return parts.join('');
}

/** Sets as texts, which cross to and from a module: for each range the lower and the upper 16 bits of its ends. */
export function encodeSet(set: readonly number[]): string {
  return set.map((point) => String.fromCharCode(point & 0xffff, point >>> 16)).join('');
}

export function decodeSet(text: string): number[] {
  const set: number[] = [];
  for (let k = 0; k < text.length; k += 2) set.push(text.charCodeAt(k) + 0x10000 * text.charCodeAt(k + 1));
  return set;
}
