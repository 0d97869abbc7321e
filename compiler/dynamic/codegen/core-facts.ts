/** Facts about Core that need no inference. */
import type { CoreFunction, CoreProgram, Expression, Statement, VariableId } from '../core/types.js';

type Node = Expression | Statement;

/** Every expression and statement inside, in the order in which they are written; inner functions are only mentioned. */
export function visit(nodes: readonly Node[] | Node, see: (node: Node) => void): void {
  if (Array.isArray(nodes)) {
    for (const node of nodes) visit(node as Node, see);
    return;
  }
  const node = nodes as Node;
  see(node);
  for (const [key, child] of Object.entries(node)) {
    if (key === 'span' || typeof child !== 'object' || child === null) continue;
    visitChild(child, see);
  }
}

/** Nodes may stand in plain records (properties of a literal, a catch clause) and lists of lists. */
function visitChild(child: object, see: (node: Node) => void): void {
  if (Array.isArray(child)) for (const each of child) visitChild(each as object, see);
  else if ('span' in child) visit(child as Node, see);
  else
    for (const inner of Object.values(child)) if (typeof inner === 'object' && inner !== null) visitChild(inner as object, see);
}

/** Whether it must be told what `new` was applied to. */
export function usesNewTarget(fn: CoreFunction): boolean {
  let uses = false;
  visit(fn.body, ({ kind }) => {
    uses ||= kind === 'newTarget' || kind === 'callSuper' || kind === 'callSuperSpread';
  });
  return uses;
}

export interface CapturedVariables {
  /** Captured variables that closures share through a cell; the other captured ones are copied. */
  readonly cells: ReadonlySet<VariableId>;
  /** Those of them whose cell must be there before their declaration runs. */
  readonly early: ReadonlySet<VariableId>;
}

/** A captured variable can be copied when it has its last value before any closure that captures it is made. */
export function capturedVariables(program: CoreProgram): CapturedVariables {
  const cells = new Set<VariableId>();
  const early = new Set<VariableId>();
  for (const fn of program.functions.values()) {
    for (const variable of fn.variables.values()) {
      if (!variable.isCaptured) continue;
      if (variable.isReassigned || variable.hasDeadZone) cells.add(variable.id);
      if (variable.hasDeadZone) early.add(variable.id);
    }
    const declared = new Set<VariableId>([...fn.parameters, ...(fn.rest === undefined ? [] : [fn.rest])]);
    visitInOrder(
      fn.body,
      declared,
      (captures) => {
        for (const variable of captures) {
          if (!fn.variables.has(variable) || declared.has(variable)) continue;
          cells.add(variable);
          early.add(variable);
        }
      },
      program,
    );
  }
  return { cells, early };
}

function visitInOrder(
  body: readonly Statement[],
  declared: Set<VariableId>,
  makesClosure: (captures: readonly VariableId[]) => void,
  program: CoreProgram,
): void {
  const closureOf = (node: Node) => {
    if (node.kind === 'function') return program.functions.get(node.function);
    if (node.kind === 'class') return program.functions.get(node.constructor as unknown as string);
    return undefined;
  };
  // A `let` declares when its initialiser has run.
  const walk = (node: Node): void => {
    if (node.kind === 'let') {
      walk(node.value);
      declared.add(node.variable);
      return;
    }
    if (node.kind === 'try' && node.handler) declared.add(node.handler.variable);
    const closure = closureOf(node);
    if (closure) makesClosure(closure.captures);
    for (const [key, child] of Object.entries(node)) {
      if (key !== 'span' && typeof child === 'object' && child !== null) walkChild(child as object);
    }
  };
  const walkChild = (child: object): void => {
    if (Array.isArray(child)) for (const each of child) walkChild(each as object);
    else if ('span' in child) walk(child as Node);
    else for (const inner of Object.values(child)) if (typeof inner === 'object' && inner !== null) walkChild(inner as object);
  };
  for (const statement of body) walk(statement);
}
