/**
 * Variables whose array may be here only in part: those of a contract with an interval as region, and all that the array
 * flows into. Elements of such an array are always whole.
 */
import {
  type Expression,
  type FunctionId,
  type IrFunction,
  type Statement,
  type VariableId,
  walkExpressions,
  walkStatements,
} from '../ir/index.js';
import type { BlockPlan } from '../shard/plan.js';

export function findPartialArrays(
  block: BlockPlan,
  functions: ReadonlyMap<FunctionId, IrFunction>,
  reachable: ReadonlySet<FunctionId>,
): ReadonlySet<VariableId> {
  const partial = new Set<VariableId>();
  for (const { item, variable } of block.items) {
    if (item.region.kind === 'interval' || item.written?.kind === 'interval') partial.add(variable);
  }
  if (partial.size === 0) return partial;
  const returning = new Set<FunctionId>();
  const mayBePartial = (value: Expression): boolean => {
    if (value.kind === 'variable') return partial.has(value.id);
    if (value.kind === 'conditional') return mayBePartial(value.then) || mayBePartial(value.otherwise);
    if (value.kind === 'call') return returning.has(value.callee);
    return value.kind === 'intrinsic' && value.name === 'fill' && mayBePartial(value.receiver);
  };
  const bodies: [FunctionId | undefined, readonly Statement[]][] = [
    [undefined, [...(block.range?.prologue ?? []), ...block.fn.body]],
    ...[...reachable].map((id): [FunctionId, readonly Statement[]] => [id, functions.get(id)?.body ?? []]),
  ];
  for (let known = -1; known !== partial.size + returning.size; ) {
    known = partial.size + returning.size;
    for (const [id, body] of bodies) {
      walkStatements(body, (statement) => {
        if ((statement.kind === 'let' || statement.kind === 'assign') && mayBePartial(statement.value))
          partial.add(statement.variable);
        if (statement.kind === 'return' && id !== undefined && statement.value && mayBePartial(statement.value))
          returning.add(id);
      });
      walkExpressions(body, (expression) => {
        if (expression.kind !== 'call') return;
        const parameters = functions.get(expression.callee)?.parameters ?? [];
        expression.arguments.forEach((argument, k) => {
          if (mayBePartial(argument)) partial.add(parameters[k]!);
        });
      });
    }
  }
  return partial;
}
