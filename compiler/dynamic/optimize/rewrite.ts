/** Walks over Core, which is plain data, and rebuilds what changes. */
import type { Expression, Statement } from '../core/types.js';

export type Node = Expression | Statement;

function isNode(value: object): value is Node {
  return 'kind' in value && 'span' in value;
}

/** Calls `visit` for every node, outer ones first; false: not for those inside of it. */
export function walk(root: unknown, visit: (node: Node) => boolean | undefined): void {
  if (Array.isArray(root)) {
    for (const item of root) walk(item, visit);
    return;
  }
  if (typeof root !== 'object' || root === null) return;
  if (isNode(root) && visit(root) === false) return;
  for (const name in root) {
    if (name === 'span') continue;
    const child = (root as Record<string, unknown>)[name];
    if (typeof child === 'object') walk(child, visit);
  }
}

/** How many nodes there are. */
export function sizeOf(root: unknown): number {
  let size = 0;
  walk(root, () => {
    size++;
  });
  return size;
}

/**
 * Replaces nodes from the inside out. A list of statements given for a statement takes its place. What does not change stays the same object.
 */
export function rewrite<T>(root: T, replace: (node: Node) => Node | readonly Statement[]): T {
  return rebuild(root, replace) as T;
}

function rebuild(value: unknown, replace: (node: Node) => Node | readonly Statement[]): unknown {
  if (Array.isArray(value)) {
    let isChanged = false;
    const items: unknown[] = [];
    for (const item of value) {
      const made = rebuild(item, replace);
      if (made !== item) isChanged = true;
      if (Array.isArray(made) && !Array.isArray(item)) items.push(...made);
      else items.push(made);
    }
    return isChanged ? items : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  let copy: Record<string, unknown> | undefined;
  for (const name in value) {
    if (name === 'span') continue;
    const child = (value as Record<string, unknown>)[name];
    if (typeof child !== 'object' || child === null) continue;
    const made = rebuild(child, replace);
    if (made === child) continue;
    copy ??= { ...value };
    copy[name] = made;
  }
  const node = copy ?? value;
  return isNode(node) ? replace(node) : node;
}
