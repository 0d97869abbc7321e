/** How the outputs of a block's shards become the block's outputs. */
import type { BlockManifest, ContractItem } from '../../compiler/manifest.js';
import { isRanged, itemOfPortion, type ShardOutputs } from '../engine/index.js';
import { ShoalError } from '../errors.js';
import {
  filledArray,
  isPart,
  isTypedArray,
  mergePart,
  type Packed,
  type Part,
  partCount,
  type RegionEnvironment,
  type TypedArray,
} from '../values/index.js';
import { type Definitions, isArray } from './definitions.js';
import { foldTerms } from './fold.js';
import { freshLength } from './shard-inputs.js';

/**
 * Outputs by name, from the outputs of all shards in the order of their ranges, which must cover the block's range.
 * Throws SHOAL3004 when an output is missing or does not fit.
 */
export function blockOutputs(
  block: BlockManifest,
  definitions: Definitions,
  shards: readonly ShardOutputs[],
): ReadonlyMap<string, Packed> {
  const outputs = new Map<string, Packed>();
  const environment = definitions.environment(block.contract);
  for (const item of block.contract) {
    if (item.mode === 'in') continue;
    outputs.set(item.name, blockOutput(block, item, definitions, environment, shards));
  }
  return outputs;
}

function blockOutput(
  block: BlockManifest,
  item: ContractItem,
  definitions: Definitions,
  environment: RegionEnvironment,
  shards: readonly ShardOutputs[],
): Packed {
  if (item.mode === 'reduce') {
    const total = item.initial ?? (definitions.read(item) as number);
    return shards.reduce((sum, shard) => foldTerms(item.fold ?? '+', sum, termsOf(item, shard)), total);
  }
  if (block.kind === 'stepped') return replaceParts(item, definitions.read(item), steppedParts(item, shards));
  if (isRanged(block) && isArray(item)) {
    const parts = shards.map((shard) => partOf(item, shard));
    return item.fresh
      ? mergeParts(item, filledArray(item.type, freshLength(item.fresh, environment), item.fresh.fill), parts)
      : replaceParts(item, definitions.read(item), parts);
  }
  // What the last iteration left in a scalar; without any iteration it keeps its value.
  const last = shards.at(-1);
  if (!last) return definitions.read(item);
  if (!last.values.has(item.name)) throw missing(item);
  const value = last.values.get(item.name);
  return typeof value === 'object' && isPart(value) ? wholePart(item, value.part) : value;
}

/** A new array with the elements of `array`, but for those that shards have written. */
function replaceParts(item: ContractItem, array: Packed, parts: readonly Part[]): Packed {
  const written = parts.filter((part) => partCount(part) > 0);
  if (written.length === 0) return array;
  return mergeParts(item, isTypedArray(array) ? array.slice() : [...(array as readonly Packed[])], written);
}

function mergeParts(item: ContractItem, target: Packed, parts: readonly Part[]): Packed {
  for (const part of parts) mergePart(item.type, target, part);
  return target;
}

/** Whatever elements of the array the shards hold for good. */
function steppedParts(item: ContractItem, shards: readonly ShardOutputs[]): Part[] {
  return shards.flatMap(({ values }) =>
    [...values].flatMap(([name, value]) =>
      itemOfPortion(name) === item.name && typeof value === 'object' && isPart(value) ? [value.part] : [],
    ),
  );
}

function partOf(item: ContractItem, shard: ShardOutputs): Part {
  if (!shard.values.has(item.name)) throw missing(item);
  const value = shard.values.get(item.name);
  if (typeof value === 'object' && isPart(value)) return value.part;
  const elements = value as TypedArray | readonly Packed[];
  return { length: elements.length, first: 0, elements };
}

function wholePart(item: ContractItem, part: Part): Packed {
  if (part.first !== 0 || partCount(part) !== part.length) {
    throw new ShoalError('SHOAL3004', `only a part of "${item.name}" came back`);
  }
  return 'elements' in part ? part.elements : filledArray(item.type, part.length, part.fill);
}

function termsOf(item: ContractItem, shard: ShardOutputs): Float64Array {
  const terms = partOf(item, shard);
  const elements = 'elements' in terms ? terms.elements : undefined;
  if (!(elements instanceof Float64Array)) throw new ShoalError('SHOAL3004', `the terms of "${item.name}" are no Float64Array`);
  if (shard.range && elements.length !== shard.range.hi - shard.range.lo) {
    throw new ShoalError('SHOAL3004', `"${item.name}" has ${elements.length} terms for another number of iterations`);
  }
  return elements;
}

function missing(item: ContractItem): ShoalError {
  return new ShoalError('SHOAL3004', `a shard gave no output "${item.name}"`);
}
