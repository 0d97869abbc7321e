/** Patterns as trees. One kind of object with all fields, so that reading one is the same everywhere. */

export const NODE_EMPTY = 0;
/** One character out of `set`. */
export const NODE_SET = 1;
/** `items` one after the other. */
export const NODE_SEQUENCE = 2;
/** One of `items`. */
export const NODE_CHOICE = 3;
/** A capture: `items[0]`, number `index`. */
export const NODE_GROUP = 4;
/** `items[0]`, `min` to `max` times. */
export const NODE_REPEAT = 5;
/** `items[0]` stands ahead, or behind when `isBehind`; or stands not, when `isNegative`. */
export const NODE_LOOK = 6;
/** What group `index` matched, or the group that is called `name`. */
export const NODE_REFERENCE = 7;
export const NODE_START = 8;
export const NODE_END = 9;
export const NODE_BOUNDARY = 10;
export const NODE_NOT_BOUNDARY = 11;

/** Of `max`: as often as it can. */
export const UNBOUNDED = 0x7fffffff;

export interface PatternNode {
  readonly type: number;
  set: number[];
  items: PatternNode[];
  index: number;
  name: string;
  min: number;
  max: number;
  isGreedy: boolean;
  isBehind: boolean;
  isNegative: boolean;
  /** Captures inside: from `firstGroup` up to but without `endGroup`. */
  firstGroup: number;
  endGroup: number;
}

export function newPatternNode(type: number): PatternNode {
  return {
    type,
    set: [],
    items: [],
    index: 0,
    name: '',
    min: 0,
    max: 0,
    isGreedy: true,
    isBehind: false,
    isNegative: false,
    firstGroup: 0,
    endGroup: 0,
  };
}

export function setNode(set: number[]): PatternNode {
  const node = newPatternNode(NODE_SET);
  node.set = set;
  return node;
}

export function listNode(type: number, items: PatternNode[]): PatternNode {
  if (items.length === 1) return items[0]!;
  const node = newPatternNode(items.length === 0 ? NODE_EMPTY : type);
  node.items = items;
  return node;
}

/** Fewest units that a match takes. */
export function leastWidth(node: PatternNode): number {
  switch (node.type) {
    case NODE_SET:
      return 1;
    case NODE_SEQUENCE: {
      let sum = 0;
      for (let i = 0; i < node.items.length; i++) sum += leastWidth(node.items[i]!);
      return sum > 0xffff ? 0xffff : sum;
    }
    case NODE_CHOICE: {
      let least = leastWidth(node.items[0]!);
      for (let i = 1; i < node.items.length; i++) {
        const width = leastWidth(node.items[i]!);
        if (width < least) least = width;
      }
      return least;
    }
    case NODE_GROUP:
      return leastWidth(node.items[0]!);
    case NODE_REPEAT: {
      const width = leastWidth(node.items[0]!) * node.min;
      return width > 0xffff ? 0xffff : width;
    }
    default:
      return 0;
  }
}

/** Nodes, repetitions counted once. */
export function treeSize(node: PatternNode): number {
  let size = 1;
  for (let i = 0; i < node.items.length; i++) size += treeSize(node.items[i]!);
  return size;
}
