/** Builds and walks many short-lived trees: allocation and recursion. */
interface Tree {
  left: Tree | null;
  right: Tree | null;
}

function build(depth: number): Tree {
  return depth === 0 ? { left: null, right: null } : { left: build(depth - 1), right: build(depth - 1) };
}

function count(tree: Tree): number {
  return tree.left === null ? 1 : 1 + count(tree.left) + count(tree.right!);
}

export function binaryTrees(depth: number, times: number): number {
  let total = 0;
  for (let k = 0; k < times; k++) total += count(build(depth));
  return total;
}
