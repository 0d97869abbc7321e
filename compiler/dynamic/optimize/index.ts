/**
 * Core to Core: calls whose function is known are made direct or replaced by its body, tests that always turn out the same way are decided.
 * This is what makes `values.map((x) => x * 2)` a loop: the built-in's body takes the place of the call, then the arrow's that of its calls.
 */
import type { CoreFunction, CoreProgram, Expression, Statement, Variable } from '../core/types.js';
import { type Assumptions, type DetailedInference, infer, mayBe, NULLISH } from '../inference/index.js';
import { withoutArrayLiterals } from './array-literals.js';
import { LexicalCallees } from './callees.js';
import { withCursors } from './collection-loops.js';
import { Draft } from './draft.js';
import { foldNode, rewriteOriginal } from './fold.js';
import { inlineCall, isInlinable, requireObject } from './inline.js';
import { type Node, sizeOf } from './rewrite.js';
import { tidy } from './tidy.js';

/** Sizes in nodes. */
const LIMITS = {
  /** Small enough to go anywhere. */
  small: 40,
  /** Built-ins that are given a function that is known. */
  withCallback: 400,
  /** Functions that are called in one place only. */
  once: 600,
  /** Functions are not made larger than this. */
  caller: 2000,
  /** Programs that are larger stay as they are: each round infers all of it anew. */
  program: 12_000,
  /** By how much all functions together may grow. */
  growth: 3000,
} as const;
const ROUNDS = 6;
/** Large programs get fewer rounds: evaluations of functions by inference, all rounds together. */
const MOST_EFFORT = 2000;

export function optimize(program: CoreProgram, assumptions?: Assumptions): CoreProgram {
  if (sizeOf([...program.functions.values()].map(({ body }) => body)) > LIMITS.program) return program;
  let current = program;
  let effort = 0;
  const budget = { nodes: LIMITS.growth };
  // Iterators are taken away while they still look as syntax made them.
  if (usesIterators(program)) {
    const inference = infer(program, assumptions);
    effort += inference.effort;
    const draft = new Draft(program);
    for (const fn of program.functions.values()) draft.functions.set(fn.id, withCursors(draft, fn, inference));
    current = draft.program();
  }
  // Counted, not timed: the result must not depend on the machine's load.
  for (let round = 0; round < ROUNDS && effort < MOST_EFFORT; round++) {
    const inference = infer(current, assumptions);
    effort += inference.effort;
    const improved = improve(current, inference, budget);
    if (!improved) break;
    current = tidy(improved);
    const draft = new Draft(current);
    for (const fn of current.functions.values()) if (!fn.isBuiltin) draft.functions.set(fn.id, withoutArrayLiterals(draft, fn));
    current = draft.program();
  }
  return current;
}

/** There may be loops over maps or sets. */
function usesIterators(program: CoreProgram): boolean {
  return program.functions.has('Operators$advance') && program.builtins.some(({ name }) => name === 'Map' || name === 'Set');
}

function improve(program: CoreProgram, inference: DetailedInference, budget: { nodes: number }): CoreProgram | undefined {
  const draft = new Draft(program);
  const lexical = new LexicalCallees(draft);
  let isChanged = false;
  for (const fn of program.functions.values()) {
    if (!inference.isReached(fn.id)) continue;
    const added: Variable[] = [];
    let size = sizeOf(fn.body);
    const body = rewriteOriginal(fn.body, (original: Node, node: Node): Node | readonly Statement[] => {
      const folded = foldNode(original, node, inference);
      if (folded !== node || fn.isBuiltin) return folded;
      const call = knownCall(program, fn, original, node, inference, lexical);
      if (!call) return node;
      const limit = size > LIMITS.caller ? 0 : call.limit;
      const calleeSize = sizeOf(call.fn.body);
      const isRecursive = call.fn.isBuiltin ? lexical.namesItself(call.fn) : inference.isRecursive(call.fn.id);
      if (calleeSize > Math.min(limit, budget.nodes) || !isInlinable(call.fn) || isRecursive) return call.direct ?? node;
      size += calleeSize;
      budget.nodes -= calleeSize;
      let { self } = call;
      if (call.mayFail && self && node.kind === 'callMethod') {
        const required = requireObject(draft, self, node.key);
        added.push(required.variable);
        self = required.value;
      }
      const inlined = inlineCall(draft, call.fn, self, call.arguments, node as Expression);
      added.push(...inlined.variables);
      return inlined.expression;
    });
    if (body === fn.body) continue;
    // Built-ins alone are not worth another round.
    if (!fn.isBuiltin) isChanged = true;
    draft.body(fn, body, added);
  }
  return isChanged ? draft.program() : undefined;
}

interface KnownCall {
  readonly fn: CoreFunction;
  readonly self: Expression | undefined;
  readonly arguments: readonly Expression[];
  readonly limit: number;
  /** `self` may be undefined or null: calling its method throws. */
  readonly mayFail?: boolean;
  /** A form of the call that names the function. */
  readonly direct?: Expression;
}

function knownCall(
  program: CoreProgram,
  caller: CoreFunction,
  original: Node,
  node: Node,
  inference: DetailedInference,
  lexical: LexicalCallees,
): KnownCall | undefined {
  switch (node.kind) {
    case 'callBuiltin': {
      const fn = program.functions.get(node.function);
      return (
        fn && {
          fn,
          self: node.this ?? { kind: 'undefined', span: node.span },
          arguments: node.arguments,
          limit: limitFor(fn, node.arguments, lexical),
        }
      );
    }
    case 'callMethod': {
      const { object } = original as typeof node;
      const fn = onlyCallee(program, original as typeof node, inference);
      if (!fn || fn.captures.length > 0) return undefined;
      const mayFail = mayBe(inference.typeOf(object), NULLISH);
      const call = { fn, self: node.object, mayFail, arguments: node.arguments, limit: limitFor(fn, node.arguments, lexical) };
      if (!fn.isBuiltin || mayFail) return call;
      return {
        ...call,
        direct: { kind: 'callBuiltin', function: fn.id, this: node.object, arguments: node.arguments, span: node.span },
      };
    }
    case 'call': {
      const self = node.this ?? ({ kind: 'undefined', span: node.span } as const);
      const known = lexical.functionOf(node.callee);
      if (known && known.kind !== 'constructor' && known.kind !== 'derived') {
        const limit = Math.max(LIMITS.once / lexical.usesOf(node.callee, known), limitFor(known, node.arguments, lexical));
        return { fn: known, self, arguments: node.arguments, limit };
      }
      const fn = onlyCallee(program, original as typeof node, inference);
      if (!fn || fn.captures.length > 0 || node.callee.kind !== 'get') return undefined;
      return { fn, self, arguments: node.arguments, limit: limitFor(fn, node.arguments, lexical) };
    }
    case 'callSpread': {
      // The entry passes its arguments on: one by one they keep their types.
      if (
        caller.id !== program.entry ||
        node.arguments.kind !== 'get' ||
        node.arguments.variable !== caller.rest ||
        caller.parameters.length > 0
      )
        return undefined;
      const fn = onlyCallee(program, original as typeof node, inference);
      if (!fn || fn.rest !== undefined) return undefined;
      const array = node.arguments;
      const values = fn.parameters.map(
        (_, index): Expression => ({
          kind: 'element',
          object: { ...array },
          key: { kind: 'number', value: index, span: node.span },
          span: node.span,
        }),
      );
      const { kind: _kind, arguments: _arguments, ...others } = node;
      return { fn, self: undefined, arguments: values, limit: 0, direct: { ...others, kind: 'call', arguments: values } };
    }
    default:
      return undefined;
  }
}

function onlyCallee(
  program: CoreProgram,
  call: Parameters<DetailedInference['calleesOf']>[0],
  inference: DetailedInference,
): CoreFunction | undefined {
  const { functions, mayBeOther } = inference.calleesOf(call);
  return functions.length === 1 && !mayBeOther ? program.functions.get(functions[0]!) : undefined;
}

function limitFor(fn: CoreFunction, values: readonly Expression[], lexical: LexicalCallees): number {
  if (fn.isBuiltin && values.some((value) => lexical.functionOf(value))) return LIMITS.withCallback;
  return LIMITS.small;
}
