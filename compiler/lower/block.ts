/** A block as a module: `run`, the functions it calls, and the constants. */
import { CONTROL } from '../abi.js';
import type { Expression } from '../ir/index.js';
import type { BlockManifest, TrapSite } from '../manifest.js';
import type { BlockPlan, ShardPlan } from '../shard/plan.js';
import { expressions } from './expressions.js';
import { FunctionScope } from './function-scope.js';
import { lowerFunction, writePlaces } from './functions.js';
import { ModuleScope } from './module-scope.js';
import { writeRange } from './range.js';
import { findSplitRecords } from './records.js';
import { assignSlots, type BlockSlots, hasInput, readSlot, writeSlot } from './slots.js';
import { writeStatements } from './statements.js';

export interface LoweredBlock extends BlockSlots {
  readonly id: string;
  /** AssemblyScript of the module, apart from the support library. `runBlock()` runs the block. */
  readonly source: string;
  readonly sites: readonly TrapSite[];
  /** Functions of Math that the module imports, sorted. */
  readonly math: readonly string[];
  /** Whether the block can pause. */
  readonly pauses: boolean;
}

export interface LoweringOptions {
  /** False leaves safepoints out, to measure what they cost. */
  readonly safepoints?: boolean | undefined;
}

export function lowerBlock(plan: ShardPlan, block: BlockPlan, { safepoints = true }: LoweringOptions = {}): LoweredBlock {
  const module = new ModuleScope(plan, block, safepoints);
  const slots = assignSlots(block);
  const run = lowerRun(module, slots);
  const functions: string[] = [];
  for (const [name, wanted] of module.wanted) functions.push(lowerFunction(module, name, wanted));
  const constants = module.constants.declaration();
  const start = constants.setUp ? `  if (load<u32>(${CONTROL.constants}) == 0) writeConstants();\n` : '';
  const source = [constants.text, ...functions, `function runBlock(): void {\n${start}${run}\n}`].join('\n\n');
  return {
    id: block.id,
    ...slots,
    source: `${source}\n`,
    sites: module.sites.list,
    math: [...module.math].sort(),
    pauses: module.pauses,
  };
}

function lowerRun(module: ModuleScope, { slots, resultSlot }: BlockSlots): string {
  const { block } = module;
  const returnResult = (self: FunctionScope, value: Expression | undefined): void => {
    if (value && resultSlot !== undefined) self.write(writeSlot(resultSlot, value.type, outgoing(self, value)));
    self.write(`store<i32>(${CONTROL.exit}, 1);`, 'return;');
  };
  const split = new Set(findSplitRecords(block.fn, [...(block.range?.prologue ?? []), ...block.fn.body]));
  for (const { variable } of block.items) split.delete(variable);
  const scope = new FunctionScope(module, block.fn, expressions, 'safe', returnResult, split);
  scope.write('beginRun();');
  for (const planned of block.items) {
    if (!hasInput(block, planned)) continue;
    const { variable, item } = planned;
    const name = scope.variable(variable);
    scope.write(`${name} = ${readSlot(slots[item.name]!.input!, item.type, module.representation(variable))};`);
  }
  writePlaces(
    scope,
    block.items.filter((planned) => hasInput(block, planned)).map(({ variable }) => variable),
  );
  if (block.range) writeRange(scope, block, slots);
  else if (block.steps) writeSteps(scope, block, block.steps);
  else {
    writeStatements(scope, block.fn.body);
    writeOutputs(scope, block, slots);
  }
  return scope.finish(new Set());
}

/** The whole loop; what it has written the host takes from where it laid out the arrays. */
function writeSteps(scope: FunctionScope, block: BlockPlan, { lo, hi }: NonNullable<BlockPlan['steps']>): void {
  scope.write(
    `${scope.variable(lo)} = load<i32>(${CONTROL.rangeStart});`,
    `${scope.variable(hi)} = load<i32>(${CONTROL.rangeEnd});`,
  );
  writeStatements(scope, block.fn.body);
}

function writeOutputs(scope: FunctionScope, block: BlockPlan, slots: BlockManifest['slots']): void {
  if (block.returns === 'always') return;
  for (const { item, variable } of block.items) {
    const output = slots[item.name]!.output;
    if (output === undefined) continue;
    const value: Expression = { kind: 'variable', id: variable, type: item.type, span: block.span };
    scope.write(writeSlot(output, item.type, outgoing(scope, value)));
  }
}

/** A value in the form in which slots hold it. */
function outgoing(scope: FunctionScope, value: Expression): string {
  return expressions.value(scope, value, 'f64');
}
