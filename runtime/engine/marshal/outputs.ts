/** Reading the outputs of a block that is done. */
import { STATUS } from '../../../compiler/abi.js';
import type { BlockManifest, ContractItem, Type } from '../../../compiler/manifest.js';
import { ShoalError } from '../../errors.js';
import { evaluateRegion, type Packed, type Part, type RegionEnvironment } from '../../values/index.js';
import { ControlBlock } from '../control-block.js';
import type { IterationRange, ShardOutputs } from '../marshal.js';
import { isRanged } from '../range-control.js';
import { HeapReader } from './heap-reader.js';
import { elementBytes, slotAddress } from './layout.js';

/** Copies the outputs of a block that is done out of its memory. Throws SHOAL5003 when it isn't, SHOAL9001 when they make no sense. */
export function readOutputs(memory: Uint8Array, block: BlockManifest): ShardOutputs {
  const control = new ControlBlock(memory);
  if (control.read('status') !== STATUS.done)
    throw new ShoalError('SHOAL5003', `block ${block.id} has no outputs before it is done`);
  const heap = new HeapReader(memory);
  if (control.read('exit') !== 0) return { values: new Map([['result', readResult(heap, block)]]), returned: true };
  const range = isRanged(block) ? { lo: control.read('rangeStart'), hi: control.read('rangeEnd') } : undefined;
  const values = new Map<string, Packed | { readonly part: Part }>();
  for (const item of block.contract) {
    if (item.mode !== 'in') values.set(item.name, readItem(heap, block, item, range));
  }
  return { values, returned: false, ...(range && { range }) };
}

function readResult(heap: HeapReader, block: BlockManifest): Packed {
  const type = block.resultType;
  if (block.resultSlot === undefined || !type) {
    throw new ShoalError('SHOAL9001', `block ${block.id} returned, but its manifest knows no result`);
  }
  return heap.read(slotAddress(block.resultSlot), type);
}

function readItem(
  heap: HeapReader,
  block: BlockManifest,
  item: ContractItem,
  range: IterationRange | undefined,
): Packed | { readonly part: Part } {
  const slots = block.slots[item.name];
  if (item.mode === 'reduce') return readTerms(heap, block, item, slots?.output, range);
  if (range && isArray(item.type)) {
    if (slots?.input === undefined) throw withoutSlot(block, item);
    return { part: readWritten(heap, block, item, slots.input, range) };
  }
  if (slots?.output === undefined) throw withoutSlot(block, item);
  return heap.read(slotAddress(slots.output), item.type);
}

/** One term for each iteration; after a cut there is room for more than were computed. */
function readTerms(
  heap: HeapReader,
  block: BlockManifest,
  item: ContractItem,
  slot: number | undefined,
  range: IterationRange | undefined,
): Packed {
  if (slot === undefined || !range) throw withoutSlot(block, item);
  const type: Type = { kind: 'typed', element: 'f64' };
  const count = range.hi - range.lo;
  // A shard without iterations may have made no terms at all.
  if (count === 0) return new Float64Array(0);
  const { data, present } = heap.header(slotAddress(slot), type);
  if (count > present) throw new ShoalError('SHOAL9001', `block ${block.id} has ${present} terms for ${count} iterations`);
  return heap.elements(data, type, count);
}

/** The elements that the contract lets this range write, out of the part that was laid out. */
function readWritten(heap: HeapReader, block: BlockManifest, item: ContractItem, slot: number, range: IterationRange): Part {
  const { data, length, first, present } = heap.header(slotAddress(slot), item.type);
  const { from, to } = evaluateRegion(item.written ?? { kind: 'all' }, length, regionEnvironment(heap, block, range));
  if (from === to) return { length, first: from, elements: heap.elements(data, item.type, 0) };
  if (from < first || to > first + present) {
    throw new ShoalError(
      'SHOAL9001',
      `block ${block.id} writes elements ${from} to ${to} of "${item.name}", but was given ${first} to ${first + present}`,
    );
  }
  const width = elementBytes(item.type);
  return { length, first: from, elements: heap.elements(data + (from - first) * width, item.type, to - from) };
}

/** What regions of the contract may refer to, from the input slots. */
function regionEnvironment(heap: HeapReader, block: BlockManifest, range: IterationRange): RegionEnvironment {
  const scalars = new Map<string, number>();
  const lengths = new Map<string, number>();
  for (const item of block.contract) {
    const slot = block.slots[item.name]?.input;
    if (slot === undefined) continue;
    if (item.type.kind === 'number') scalars.set(item.name, heap.read(slotAddress(slot), item.type) as number);
    else if (isArray(item.type)) lengths.set(item.name, heap.header(slotAddress(slot), item.type).length);
  }
  return { ...range, scalars, lengths };
}

function isArray(type: Type): boolean {
  return type.kind === 'array' || type.kind === 'typed';
}

function withoutSlot(block: BlockManifest, item: ContractItem): ShoalError {
  return new ShoalError('SHOAL3004', `block ${block.id} has no slot for "${item.name}"`);
}
