/** A function of a file as one core module, ready to run on arguments. */
import { buildCoreModule } from '../../../../compiler/emit/core-module.js';
import { type LoweredBlock, lowerBlock } from '../../../../compiler/lower/index.js';
import type { ShardPlan } from '../../../../compiler/shard/plan.js';
import { type PauseDecision, TestHost } from './test-host.js';

export interface CompiledSingle {
  readonly plan: ShardPlan;
  readonly block: LoweredBlock;
  readonly module: WebAssembly.Module;
  readonly bytes: Uint8Array;
  run(values: readonly unknown[], shouldPause?: PauseDecision): { result: unknown; pauses: number };
}

export async function compileSingle(plan: ShardPlan): Promise<CompiledSingle> {
  const block = lowerBlock(plan, plan.blocks[0]!);
  const bytes = await buildCoreModule(block);
  const module = new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>);
  return {
    plan,
    block,
    module,
    bytes,
    run(values, shouldPause) {
      let host = new TestHost(module, shouldPause);
      for (const [k, { name, type }] of plan.parameters.entries())
        host.memory.writeSlot(block.slots[name]!.input!, type, values[k]);
      let pauses = 0;
      while (!host.resume()) {
        pauses++;
        // Another instance goes on from a copy of the memory: nothing may live anywhere else.
        host = new TestHost(module, shouldPause, host.image());
      }
      const result = plan.returns.kind === 'void' ? undefined : host.memory.readSlot(block.resultSlot!, plan.returns);
      return { result, pauses };
    },
  };
}
