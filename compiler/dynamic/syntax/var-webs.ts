/**
 * `var` without its oddities. A variable whose every use lies in the block of one of its declarations, behind it, behaves as if it
 * were declared by `let` there: it needs no value at the start of the function, and each declaration becomes a variable of its own,
 * so that what is known about one does not blur the other.
 */
import ts from '#typescript';
import type { Binding, Reference } from './bindings.js';

export function separateVariables(bindings: Map<ts.Node, Binding>): void {
  const variables = new Map<Binding, ts.Node[]>();
  for (const [node, binding] of bindings) {
    if (binding.kind !== 'var') continue;
    const nodes = variables.get(binding);
    if (nodes) nodes.push(node);
    else variables.set(binding, [node]);
  }
  for (const [binding, nodes] of variables) separate(binding, nodes, bindings);
}

function separate(binding: Binding, nodes: readonly ts.Node[], bindings: Map<ts.Node, Binding>): void {
  const inner = new Set([...binding.declarations, ...binding.references.map((one) => one.node)]);
  // Exports name the variable itself.
  const isNamedElsewhere = nodes.some((node) => !inner.has(node));
  if (isNamedElsewhere || binding.isCaptured || binding.declarations.some((node) => !isInitialised(node))) {
    markAssigned(binding);
    return;
  }
  const groups = new Map<ts.Node, Reference[]>(binding.declarations.map((node) => [node, []]));
  for (const reference of binding.references) {
    if (groups.has(reference.node)) continue;
    const home = homeOf(reference, binding.declarations);
    if (!home) {
      markAssigned(binding);
      return;
    }
    groups.get(home)!.push(reference);
  }
  for (const [node, references] of groups) {
    const own: Binding = {
      ...binding,
      kind: 'let',
      declarations: [node],
      ready: -1,
      references,
      isReassigned: references.some((reference) => reference.writes),
    };
    bindings.set(node, own);
    for (const reference of references) bindings.set(reference.node, own);
  }
}

/** A `var` that is assigned by its declarations only is still assigned after it came to life, at the start of the function. */
function markAssigned(binding: Binding): void {
  if (binding.references.some((reference) => reference.writes)) binding.isReassigned = true;
}

function isInitialised(name: ts.Node): boolean {
  let node: ts.Node = name.parent;
  while (ts.isBindingElement(node) || ts.isArrayBindingPattern(node) || ts.isObjectBindingPattern(node)) node = node.parent;
  if (!ts.isVariableDeclaration(node)) return false;
  const around = node.parent.parent;
  return node.initializer !== undefined || ts.isForOfStatement(around) || ts.isForInStatement(around);
}

/** The declaration behind which the reference lies, in the same block. */
function homeOf(reference: Reference, declarations: readonly ts.Node[]): ts.Node | undefined {
  let home: ts.Node | undefined;
  for (const node of declarations) {
    const block = blockOf(node);
    const start = declarationEnd(node);
    if (reference.node.pos >= start && reference.node.end <= block.end && node.pos >= block.pos) home = node;
  }
  return home;
}

function declarationEnd(name: ts.Node): number {
  let node: ts.Node = name;
  while (!ts.isVariableDeclaration(node)) node = node.parent;
  const around = node.parent.parent;
  return ts.isForOfStatement(around) || ts.isForInStatement(around) ? around.expression.end : node.end;
}

function blockOf(name: ts.Node): ts.Node {
  let node: ts.Node = name;
  while (!ts.isVariableDeclarationList(node)) node = node.parent;
  const statement = node.parent;
  return ts.isVariableStatement(statement) ? statement.parent : statement;
}
