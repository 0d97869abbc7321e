/** The barriers of stepped blocks as a shard's memory shows them: see CONTROL.barrier in compiler/abi.ts. */
import type { BlockManifest } from '../../compiler/manifest.js';
import { ControlBlock } from './control-block.js';

/** The number of the barrier at which a suspended shard stands; undefined when it stands elsewhere. */
export function barrierOf(memory: Uint8Array, block: BlockManifest): number | undefined {
  if (block.kind !== 'stepped') return undefined;
  const control = new ControlBlock(memory);
  return control.read('waiting') === 0 ? undefined : control.read('barrier');
}

/** Lets the shard go on, up to barrier `next`. */
export function openBarrier(memory: Uint8Array, next: number): void {
  const control = new ControlBlock(memory);
  control.write('nextBarrier', next);
  control.write('waiting', 0);
}
