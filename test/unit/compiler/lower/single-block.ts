/** The whole entry function as one block, for tests of lowering that do not want sharding in their way. */
import { countParameters } from '../../../../compiler/analysis/assumptions.js';
import { ANY, UINT31 } from '../../../../compiler/analysis/interval.js';
import { analyseRanges, type Ranges } from '../../../../compiler/analysis/ranges.js';
import { loadProgram } from '../../../../compiler/frontend/index.js';
import type { FunctionId, IrProgram } from '../../../../compiler/ir/index.js';
import type { BlockPlan, ShardPlan } from '../../../../compiler/shard/plan.js';

/** `known`: nothing is known of any number, so that all are doubles; or all that range analysis finds out. */
export function planSingleBlock(
  file: string,
  functionName?: string,
  known: 'nothing' | 'ranges' = 'ranges',
  assume = true,
): ShardPlan {
  const { program } = loadProgram(file, functionName === undefined ? {} : { functionName });
  const fn = program.functions.get(program.entry)!;
  const counts = assume ? countParameters(fn, program) : [];
  const block: BlockPlan = {
    id: 'b0',
    kind: 'sequential',
    parallel: false,
    span: fn.span,
    lines: [fn.span.line, fn.span.line],
    items: fn.parameters.map((variable) => {
      const { name, type } = fn.variables.get(variable)!;
      return { item: { name, type, mode: 'in', region: { kind: 'all' }, from: 'parameter', source: name }, variable };
    }),
    after: [],
    returns: fn.returns.kind === 'void' ? 'never' : 'always',
    fn,
  };
  return {
    entry: { name: fn.name, file },
    parameters: fn.parameters.map((variable) => {
      const { name, type } = fn.variables.get(variable)!;
      return counts.includes(name) ? { name, type, assume: 'uint31' as const } : { name, type };
    }),
    returns: fn.returns,
    blocks: [block],
    functions: program.functions as ReadonlyMap<FunctionId, typeof fn>,
    globals: program.globals,
    ranges: known === 'nothing' ? NOTHING_KNOWN : rangesOf(program, counts),
    sources: program.sources,
  };
}

const NOTHING_KNOWN: Ranges = { variable: () => ANY, expression: () => ANY, result: () => ANY, before: () => undefined };

function rangesOf(program: IrProgram, counts: readonly string[]): Ranges {
  const fn = program.functions.get(program.entry)!;
  const parameters = new Map(
    fn.parameters.map((id) => [id, counts.includes(fn.variables.get(id)!.name) ? UINT31 : ANY] as const),
  );
  return analyseRanges({ roots: [{ fn, parameters }], functions: program.functions, globals: program.globals });
}
