/** What a part of a pattern can begin with. */
import { areDisjointSets, LAST_POINT, lineEndSet, unionOfSets } from './regexp-sets.js';
import {
  NODE_CHOICE,
  NODE_EMPTY,
  NODE_END,
  NODE_GROUP,
  NODE_REFERENCE,
  NODE_REPEAT,
  NODE_SEQUENCE,
  NODE_SET,
  type PatternNode,
} from './regexp-tree.js';

/** What comes next. */
export interface Beginning {
  /** The characters that it may take first. */
  readonly set: number[];
  /** Whether it may take none. */
  readonly isOptional: boolean;
  /** Whether it takes none only if that surely succeeds: no assertion in it. */
  readonly isSure: boolean;
}

export function beginningOf(node: PatternNode): Beginning {
  switch (node.type) {
    case NODE_EMPTY:
      return { set: [], isOptional: true, isSure: true };
    case NODE_SET:
      return { set: node.set, isOptional: false, isSure: true };
    case NODE_SEQUENCE:
      return beginningOfItems(node.items, 0);
    case NODE_GROUP:
      return beginningOf(node.items[0]!);
    case NODE_CHOICE: {
      let set: number[] = [];
      let isOptional = false;
      let isSure = true;
      for (let i = 0; i < node.items.length; i++) {
        const one = beginningOf(node.items[i]!);
        set = unionOfSets(set, one.set);
        isOptional = isOptional || one.isOptional;
        isSure = isSure && one.isSure;
      }
      return { set, isOptional, isSure };
    }
    case NODE_REPEAT: {
      const body = beginningOf(node.items[0]!);
      if (node.min > 0) return body;
      return { set: body.set, isOptional: true, isSure: body.isSure };
    }
    case NODE_REFERENCE:
      return { set: [0, LAST_POINT], isOptional: true, isSure: false };
    default:
      // Assertions take nothing, if they hold.
      return { set: [], isOptional: true, isSure: false };
  }
}

export function beginningOfItems(items: PatternNode[], from: number): Beginning {
  let set: number[] = [];
  let isSure = true;
  for (let i = from; i < items.length; i++) {
    const one = beginningOf(items[i]!);
    set = unionOfSets(set, one.set);
    isSure = isSure && one.isSure;
    if (!one.isOptional) return { set, isOptional: false, isSure };
  }
  return { set, isOptional: true, isSure };
}

/**
 * What may follow: the characters that the rest of the match may take first, without those that make it fail at once; undefined: anything.
 * Where the rest can also succeed without taking any, it is sure to.
 */
export type Following = number[] | undefined;

/** What follows the items before `from`, when `behind` follows them all. */
export function followingOf(items: PatternNode[], from: number, behind: Following, isMultiline: boolean): Following {
  let set: number[] = [];
  for (let i = from; i < items.length; i++) {
    const item = items[i]!;
    // Where a character is left, the end is not.
    if (item.type === NODE_END) return isMultiline ? unionOfSets(set, lineEndSet()) : set;
    const one = beginningOf(item);
    if (!one.isSure) return undefined;
    set = unionOfSets(set, one.set);
    if (!one.isOptional) return set;
  }
  return behind ? unionOfSets(set, behind) : undefined;
}

/** Whether a loop over the set need not give back what it took: none of it could be what follows. */
export function givesNothingBack(set: number[], following: Following): boolean {
  return following !== undefined && areDisjointSets(set, following);
}
