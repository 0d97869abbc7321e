/** What calls of functions can do besides giving a value: throw, and take long enough to be paused. */

import { INTRINSICS } from '../core/intrinsics.js';
import type { CoreFunction, Expression, FunctionId, Statement } from '../core/types.js';
import type { Analysis } from './analysis.js';
import { isOnly, KIND, mayBe, NEVER, NULLISH, OBJECT_KIND, OBJECTS } from './types.js';

export interface Effects {
  readonly throwing: ReadonlySet<FunctionId>;
  readonly pausing: ReadonlySet<FunctionId>;
  /** Those that can come to call themselves. */
  readonly recursive: ReadonlySet<FunctionId>;
}

interface Local {
  throws: boolean;
  loops: boolean;
  readonly callees: Set<FunctionId>;
}

export function effectsOf(analysis: Analysis): Effects {
  const locals = new Map<FunctionId, Local>();
  for (const fn of analysis.program.functions.values()) locals.set(fn.id, look(analysis, fn));
  const recursive = cycles(locals);
  return {
    throwing: spread(locals, (local) => local.throws),
    pausing: spread(locals, (local, id) => local.loops || recursive.has(id)),
    recursive,
  };
}

/** The functions of which it is true, and all that call them. */
function spread(locals: ReadonlyMap<FunctionId, Local>, isTrue: (local: Local, id: FunctionId) => boolean): Set<FunctionId> {
  const found = new Set<FunctionId>();
  for (const [id, local] of locals) if (isTrue(local, id)) found.add(id);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [id, local] of locals) {
      if (found.has(id) || ![...local.callees].some((callee) => found.has(callee))) continue;
      found.add(id);
      grown = true;
    }
  }
  return found;
}

/** Members of strongly connected components of the call graph (Tarjan, 1972). */
function cycles(locals: ReadonlyMap<FunctionId, Local>): Set<FunctionId> {
  const found = new Set<FunctionId>();
  const numbers = new Map<FunctionId, number>();
  const lowest = new Map<FunctionId, number>();
  const stack: FunctionId[] = [];
  const visit = (id: FunctionId): void => {
    numbers.set(id, numbers.size);
    lowest.set(id, numbers.get(id)!);
    stack.push(id);
    for (const callee of locals.get(id)?.callees ?? []) {
      if (callee === id) found.add(id);
      if (!numbers.has(callee)) visit(callee);
      if (stack.includes(callee)) lowest.set(id, Math.min(lowest.get(id)!, lowest.get(callee)!));
    }
    if (lowest.get(id) !== numbers.get(id)) return;
    const component = stack.splice(stack.indexOf(id));
    if (component.length > 1) for (const member of component) found.add(member);
  };
  for (const id of locals.keys()) if (!numbers.has(id)) visit(id);
  return found;
}

function look(analysis: Analysis, fn: CoreFunction): Local {
  const local: Local = { throws: false, loops: false, callees: new Set() };
  const typeOf = (expression: Expression) => analysis.types.get(expression) ?? NEVER;
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const item of node) visit(item);
      return;
    }
    if (typeof node !== 'object' || node === null) return;
    const one = node as Statement | Expression;
    if (one.kind === 'loop') local.loops = true;
    if (one.kind === 'throw') local.throws = true;
    const call = analysis.calls.get(one as Expression);
    if (call) {
      for (const callee of call.functions) local.callees.add(callee);
      if (call.mayBeOther) local.throws = true;
    }
    for (const callee of analysis.implicitCalls.get(one as Expression) ?? []) local.callees.add(callee);
    if (canThrow(one as Expression, typeOf)) local.throws = true;
    for (const [name, child] of Object.entries(one)) if (name !== 'span') visit(child);
  };
  visit(fn.body);
  return local;
}

const PLAIN_NUMERIC = KIND.number | KIND.boolean | NULLISH | KIND.string;

function canThrow(
  node: Expression,
  typeOf: (expression: Expression) => { readonly kinds: number } & Parameters<typeof mayBe>[0],
): boolean {
  switch (node.kind) {
    case 'get':
    case 'set':
      return node.checked === true;
    case 'property':
    case 'element':
    case 'callMethod':
    case 'callElement':
      return mayBe(typeOf(node.object), NULLISH);
    case 'setProperty':
    case 'setElement': {
      // Frozen objects and the like throw; typed arrays take all numbers.
      const object = typeOf(node.object);
      const isTyped = isOnly(object, KIND.object) && object.sites.objectKinds === OBJECT_KIND.typedArray;
      return !(
        isTyped &&
        isOnly(typeOf(node.value), PLAIN_NUMERIC) &&
        node.kind === 'setElement' &&
        isOnly(typeOf(node.key), KIND.number)
      );
    }
    case 'delete':
    case 'class':
    case 'new':
    case 'newSpread':
    case 'callSuper':
    case 'callSuperSpread':
      return true;
    case 'unary':
      return node.operator !== '!' && node.operator !== 'typeof' && !isOnly(typeOf(node.operand), PLAIN_NUMERIC);
    case 'binary': {
      if (node.operator === '===' || node.operator === '!==') return false;
      if (node.operator === 'in' || node.operator === 'instanceof') return true;
      const [left, right] = [typeOf(node.left), typeOf(node.right)];
      if (node.operator === '+' && (mayBe(left, KIND.string) || mayBe(right, KIND.string))) return true;
      if (node.operator === '==' || node.operator === '!=') return mayBe(left, OBJECTS) !== mayBe(right, OBJECTS);
      return !isOnly(left, PLAIN_NUMERIC) || !isOnly(right, PLAIN_NUMERIC);
    }
    case 'intrinsic':
      return INTRINSICS[node.name]?.throws === true;
    default:
      return false;
  }
}
