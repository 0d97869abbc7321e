/** Parts of arrays of numbers that a shard at a barrier gives and is given. */
import type { BlockManifest, Type } from '../../../compiler/manifest.js';
import { ShoalError } from '../../errors.js';
import { elementConstructor, isTypedArray, type Part, partCount, typedArrayName } from '../../values/index.js';
import { HeapReader } from './heap-reader.js';
import { elementBytes, slotAddress } from './layout.js';

/** Elements of an array of the block's contract, `to` exclusive. */
export interface Portion {
  readonly item: string;
  readonly from: number;
  readonly to: number;
}

/** What a portion is called in bundles of values. */
export function portionName({ item, from, to }: Portion): string {
  return `${item}[${from},${to})`;
}

/** The array that a portion of this name belongs to. */
export function itemOfPortion(name: string): string {
  return name.slice(0, name.lastIndexOf('['));
}

/** Copies elements out of the memory. Throws SHOAL9001 when the shard does not have them. */
export function readPortion(memory: Uint8Array, block: BlockManifest, portion: Portion): Part {
  const { type, address, length } = locate(memory, block, portion);
  const elements = new HeapReader(memory).elements(address, type, portion.to - portion.from);
  return { length, first: portion.from, elements };
}

/** Writes elements over those in the memory. Throws SHOAL9001 when the shard has no room for them, SHOAL3004 when they are no numbers of the array's kind. */
export function writePortion(memory: Uint8Array, block: BlockManifest, item: string, part: Part): void {
  const { type, address } = locate(memory, block, { item, from: part.first, to: part.first + partCount(part) });
  const elements = 'elements' in part ? part.elements : undefined;
  if (!isTypedArray(elements) || elementConstructor(type)?.name !== typedArrayName(elements)) {
    throw new ShoalError('SHOAL3004', `elements of another kind can't be put into "${item}"`);
  }
  memory.set(new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength), address);
}

function locate(
  memory: Uint8Array,
  block: BlockManifest,
  { item, from, to }: Portion,
): { type: Type; address: number; length: number } {
  const type = block.contract.find(({ name }) => name === item)?.type;
  const slot = block.slots[item]?.input;
  if (!type || slot === undefined) throw new ShoalError('SHOAL3004', `block ${block.id} has no array "${item}"`);
  const { data, length, first, present } = new HeapReader(memory).header(slotAddress(slot), type);
  if (from < first || to > first + present) {
    throw new ShoalError(
      'SHOAL9001',
      `elements ${from} to ${to} of "${item}" are not all in the shard, which has ${first} to ${first + present}`,
    );
  }
  return { type, address: data + (from - first) * elementBytes(type), length };
}
