/**
 * Sets of code points (or of code units, where a pattern has no flag u): sorted ranges that do not touch, flat: from, to, from, to ...
 * Plain TypeScript: the compiler runs it for literals, programs run it for `new RegExp(text)`.
 */

/** What only the host's Unicode tables know. */
export interface UnicodeSets {
  /** With all characters that are equal to one of them but for their case: by simple folding with flag u, else by upper case. */
  closeCase(set: number[], unicode: boolean): number[];
  /** Of `\p{name}`; undefined: there is no such property. */
  property(name: string): number[] | undefined;
}

export const LAST_POINT = 0x10ffff;

export function unionOfSets(a: number[], b: number[]): number[] {
  const union: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const takesFirst = j >= b.length || (i < a.length && a[i]! <= b[j]!);
    const from = takesFirst ? a[i]! : b[j]!;
    const to = takesFirst ? a[i + 1]! : b[j + 1]!;
    if (takesFirst) i += 2;
    else j += 2;
    const last = union.length - 1;
    if (last > 0 && from <= union[last]! + 1) {
      if (to > union[last]!) union[last] = to;
    } else {
      union.push(from);
      union.push(to);
    }
  }
  return union;
}

export function complementOfSet(set: number[]): number[] {
  const complement: number[] = [];
  let next = 0;
  for (let i = 0; i < set.length; i += 2) {
    if (set[i]! > next) {
      complement.push(next);
      complement.push(set[i]! - 1);
    }
    next = set[i + 1]! + 1;
  }
  if (next <= LAST_POINT) {
    complement.push(next);
    complement.push(LAST_POINT);
  }
  return complement;
}

export function intersectionOfSets(a: number[], b: number[]): number[] {
  const common: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const from = a[i]! > b[j]! ? a[i]! : b[j]!;
    const to = a[i + 1]! < b[j + 1]! ? a[i + 1]! : b[j + 1]!;
    if (from <= to) {
      common.push(from);
      common.push(to);
    }
    if (a[i + 1]! < b[j + 1]!) i += 2;
    else j += 2;
  }
  return common;
}

export function areDisjointSets(a: number[], b: number[]): boolean {
  return intersectionOfSets(a, b).length === 0;
}

export function setHas(set: number[], point: number): boolean {
  for (let i = 0; i < set.length; i += 2) if (set[i]! <= point) if (point <= set[i + 1]!) return true;
  return false;
}

export function areEqualSets(a: number[], b: number[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export function digitSet(): number[] {
  return [48, 57];
}

/** With flags i and u also the two letters that fold to `s` and `k`. */
export function wordSet(foldsAll: boolean): number[] {
  return foldsAll ? [48, 57, 65, 90, 95, 95, 97, 122, 0x17f, 0x17f, 0x212a, 0x212a] : [48, 57, 65, 90, 95, 95, 97, 122];
}

export function spaceSet(): number[] {
  return [
    9, 13, 32, 32, 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f, 0x205f, 0x205f, 0x3000, 0x3000,
    0xfeff, 0xfeff,
  ];
}

export function lineEndSet(): number[] {
  return [10, 10, 13, 13, 0x2028, 0x2029];
}

/** As `closeCase` of the tables, which need not be asked about ASCII. */
export function closeCase(set: number[], unicode: boolean, tables: UnicodeSets): number[] {
  if (set.length === 0) return set;
  if (set[0] === 0 && set[1] === LAST_POINT) return set;
  if (set[set.length - 1]! >= 128) return tables.closeCase(set, unicode);
  let closed = set;
  for (let i = 0; i < set.length; i += 2) {
    for (let unit = set[i]!; unit <= set[i + 1]!; unit++) {
      const letter = unit | 32;
      if (letter < 97 || letter > 122) continue;
      closed = unionOfSets(closed, [letter - 32, letter - 32]);
      closed = unionOfSets(closed, [letter, letter]);
      if (unicode && letter === 115) closed = unionOfSets(closed, [0x17f, 0x17f]);
      if (unicode && letter === 107) closed = unionOfSets(closed, [0x212a, 0x212a]);
    }
  }
  return closed;
}
