/** Slots of a block: which there are, and how values get from and into them. */
import { MAX_SLOTS, SLOT_BASE, SLOT_BYTES } from '../abi.js';
import type { Type } from '../ir/index.js';
import type { BlockManifest } from '../manifest.js';
import type { BlockPlan, PlannedItem } from '../shard/plan.js';
import { LimitError } from './limit-error.js';
import type { Representation } from './representation.js';

export interface BlockSlots {
  readonly slots: BlockManifest['slots'];
  readonly resultSlot?: number;
}

/** Inputs first, outputs behind them, the result last. Throws when there are too many. */
export function assignSlots(block: BlockPlan): BlockSlots {
  const slots: Record<string, { input?: number; output?: number }> = {};
  let next = 0;
  for (const planned of block.items) {
    slots[planned.item.name] = {};
    if (hasInput(block, planned)) slots[planned.item.name]!.input = next++;
  }
  for (const planned of block.items) {
    const { name, mode } = planned.item;
    // An array that the host laid out is read back from where the host put it.
    if (mode === 'inout' && slots[name]!.input !== undefined && !replaces(block, planned))
      slots[name]!.output = slots[name]!.input!;
    else if (mode === 'out' && isLaidOut(block, planned)) slots[name]!.output = slots[name]!.input!;
    else if (mode !== 'in') slots[name]!.output = next++;
  }
  const resultSlot = block.returns === 'never' ? undefined : next++;
  if (next > MAX_SLOTS) {
    throw new LimitError(`${next} values cross the border of one block; ${MAX_SLOTS} are the most.`, 'Put values into arrays.');
  }
  return resultSlot === undefined ? { slots } : { slots, resultSlot };
}

/** Whether the block takes the value of the item from its slot. */
export function hasInput(block: BlockPlan, planned: PlannedItem): boolean {
  const { mode } = planned.item;
  return mode === 'in' || mode === 'inout' || (mode === 'out' && isLaidOut(block, planned));
}

function isLaidOut(block: BlockPlan, { item }: PlannedItem): boolean {
  return isSpread(block) && (item.type.kind === 'array' || item.type.kind === 'typed');
}

/** Whether the block must write the item's output slot although it has an input: scalars change, arrays may be replaced. */
function replaces(block: BlockPlan, { item }: PlannedItem): boolean {
  return !isSpread(block) || (item.type.kind !== 'array' && item.type.kind !== 'typed');
}

/** Whether shards have parts of the arrays. */
function isSpread({ range, steps }: BlockPlan): boolean {
  return range !== undefined || steps !== undefined;
}

export function slotAddress(slot: number): number {
  return SLOT_BASE + slot * SLOT_BYTES;
}

export function readSlot(slot: number, type: Type, representation: Representation): string {
  const address = slotAddress(slot);
  if (type.kind === 'number') return representation === 'i32' ? `<i32>(load<f64>(${address}))` : `load<f64>(${address})`;
  return type.kind === 'boolean' ? `load<i32>(${address}) != 0` : `load<u32>(${address})`;
}

/** `value` is text of the type that the variable or expression has; numbers must be doubles. */
export function writeSlot(slot: number, type: Type, value: string): string {
  const address = slotAddress(slot);
  if (type.kind === 'number') return `store<f64>(${address}, ${value});`;
  return type.kind === 'boolean' ? `store<i32>(${address}, <i32>(${value}));` : `store<u32>(${address}, ${value});`;
}
