/** Laying out a shard's inputs before its first start. */
import { HEAP_BASE, MEMORY_MAXIMUM_PAGES, WASM_PAGE_BYTES } from '../../../compiler/abi.js';
import type { BlockManifest, ContractItem, Type } from '../../../compiler/manifest.js';
import { ShoalError } from '../../errors.js';
import {
  checkPacked,
  describeValue,
  elementConstructor,
  isPart,
  isTypedArray,
  type Packed,
  type Part,
  partCount,
  typedArrayName,
  typeName,
  type ValueBundle,
} from '../../values/index.js';
import { ControlBlock } from '../control-block.js';
import type { IterationRange } from '../marshal.js';
import { isRanged } from '../range-control.js';
import { HeapWriter } from './heap-writer.js';
import { arrayBytes, elementsBytes, heapBytes, slotAddress } from './layout.js';

type Input =
  | { readonly slot: number; readonly type: Type; readonly value: Packed }
  | { readonly slot: number; readonly type: Type; readonly part: Part };

/**
 * Bytes of linear memory that the inputs need, from address 0. Throws SHOAL3004 when the inputs are not those of the contract, SHOAL2003
 * when no memory can hold them.
 */
export function measureInputs(block: BlockManifest, inputs: ValueBundle, range?: IterationRange): number {
  checkRange(block, range);
  const bytes = matchInputs(block, inputs).reduce((sum, input) => sum + inputBytes(input), heapBase(block));
  if (bytes > MEMORY_MAXIMUM_PAGES * WASM_PAGE_BYTES) {
    throw new ShoalError('SHOAL2003', `block ${block.id} needs ${bytes} bytes for its inputs, but a block has at most 4 GiB`);
  }
  return bytes;
}

/** Writes control block, slots and heap into a zeroed memory of at least the measured size. Throws SHOAL3004 as measureInputs does. */
export function writeInputs(memory: Uint8Array, block: BlockManifest, inputs: ValueBundle, range?: IterationRange): void {
  checkRange(block, range);
  const matched = matchInputs(block, inputs);
  const control = new ControlBlock(memory);
  control.reset();
  if (range) {
    control.write('rangeStart', range.lo);
    control.write('rangeNext', range.lo);
    control.write('rangeEnd', range.hi);
  }
  const heap = new HeapWriter(memory, heapBase(block));
  for (const input of matched) {
    const address = slotAddress(input.slot);
    if ('part' in input) heap.writePart(address, input.type, input.part);
    else heap.write(address, input.type, input.value);
  }
  control.heapTop = heap.top;
}

/** Where inputs begin. */
function heapBase(block: BlockManifest): number {
  return block.module.reservedBytes ?? HEAP_BASE;
}

function inputBytes(input: Input): number {
  if (!('part' in input)) return heapBytes(input.type, input.value);
  return 'elements' in input.part ? elementsBytes(input.type, input.part.elements) : arrayBytes(input.type, input.part.count);
}

/** Every item that has an input slot, with its value. */
function matchInputs(block: BlockManifest, inputs: ValueBundle): Input[] {
  const matched: Input[] = [];
  for (const item of block.contract) {
    const slot = block.slots[item.name]?.input;
    if (slot === undefined) continue;
    if (!inputs.has(item.name)) throw mismatch(block, `the input "${item.name}" is missing`);
    matched.push(matchInput(block, item, slot, inputs.get(item.name)));
  }
  const stranger = Array.from(inputs.keys()).find((name) => block.slots[name]?.input === undefined);
  if (stranger !== undefined) throw mismatch(block, `"${stranger}" is no input of it`);
  return matched;
}

function matchInput(block: BlockManifest, item: ContractItem, slot: number, entry: Packed | { readonly part: Part }): Input {
  const { name, type } = item;
  try {
    if (!isPart(entry)) return { slot, type, value: checkPacked(type, entry, name) };
    if (!isRanged(block)) throw mismatch(block, `"${name}" must be given as a whole`);
    return { slot, type, part: checkPart(type, entry.part, name) };
  } catch (cause) {
    if (cause instanceof ShoalError && cause.code === 'SHOAL3001') throw mismatch(block, cause.message, cause);
    throw cause;
  }
}

function checkPart(type: Type, part: Part, name: string): Part {
  if (type.kind !== 'array' && type.kind !== 'typed') throw new ShoalError('SHOAL3001', `${name} is no array and has no parts`);
  const { length, first } = part;
  if (!(first >= 0 && first + partCount(part) <= length && length <= 0xffff_ffff)) {
    throw new ShoalError('SHOAL3001', `${name} holds elements beyond its length of ${length}`);
  }
  if (!('elements' in part)) {
    if (elementConstructor(type)) return part;
    throw new ShoalError('SHOAL3001', `${name} must be ${typeName(type)}, but got only a number to fill it with`);
  }
  const { elements } = part;
  const construct = elementConstructor(type);
  if (construct) {
    if (isTypedArray(elements) && typedArrayName(elements) === construct.name) return part;
    throw new ShoalError('SHOAL3001', `the elements of ${name} must be a ${construct.name}, but got ${describeValue(elements)}`);
  }
  return { length, first, elements: checkPacked(type, elements, name) as readonly Packed[] };
}

function checkRange(block: BlockManifest, range: IterationRange | undefined): void {
  if (isRanged(block) !== (range !== undefined)) {
    throw mismatch(block, range ? 'it has no range of iterations' : 'its range of iterations is missing');
  }
  if (range && !((range.lo | 0) === range.lo && (range.hi | 0) === range.hi && range.lo <= range.hi)) {
    throw mismatch(block, `[${range.lo}, ${range.hi}) is no range of iterations`);
  }
}

function mismatch(block: BlockManifest, what: string, cause?: unknown): ShoalError {
  return new ShoalError('SHOAL3004', `inputs that are not those of block ${block.id}: ${what}`, { cause });
}
