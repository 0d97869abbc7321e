/** What one shard of a block is given: its slice of every array, so that it need not have the whole. */
import type { BlockManifest, ContractItem } from '../../compiler/manifest.js';
import { type IterationRange, isRanged } from '../engine/index.js';
import {
  elementConstructor,
  evaluatePolynomial,
  evaluateRegion,
  filledArray,
  type Interval,
  type Packed,
  type Part,
  type RegionEnvironment,
  sliceArray,
  type ValueBundle,
} from '../values/index.js';
import { type Definitions, isArray } from './definitions.js';
import { Phases } from './stepped/phases.js';

/** `range` is left out for blocks that have none. Typed arrays are views of the definitions, not copies. */
export function shardInputs(block: BlockManifest, definitions: Definitions, range?: IterationRange): ValueBundle {
  const inputs = new Map<string, Packed | { readonly part: Part }>();
  const environment = { ...definitions.environment(block.contract), ...range };
  const layout = block.kind === 'stepped' && range ? new Phases(block, environment).layout(range) : undefined;
  for (const item of block.contract) {
    if (item.mode === 'reduce') continue;
    const part = layout?.get(item.name);
    if (part) inputs.set(item.name, { part: sliceArray(item.type, definitions.read(item), part.from, part.to) });
    else if (isRanged(block) && isArray(item)) inputs.set(item.name, { part: arrayPart(item, definitions, environment) });
    else if (item.mode !== 'out') inputs.set(item.name, definitions.read(item));
  }
  return inputs;
}

/** The elements that the shard reads or writes, from the first to the last of them. */
function arrayPart(item: ContractItem, definitions: Definitions, environment: RegionEnvironment): Part {
  if (item.fresh) {
    const length = freshLength(item.fresh, environment);
    const { from, to } = evaluateRegion(item.written ?? { kind: 'all' }, length, environment);
    if (!elementConstructor(item.type)) {
      return { length, first: from, elements: filledArray(item.type, to - from, item.fresh.fill) };
    }
    return { length, first: from, count: to - from, fill: item.fresh.fill };
  }
  const array = definitions.read(item);
  const { length } = array as ArrayLike<unknown>;
  const written = item.written ? evaluateRegion(item.written, length, environment) : undefined;
  const read = item.mode === 'out' ? undefined : evaluateRegion(item.region, length, environment);
  const { from, to } = hull(read, written) ?? { from: 0, to: length };
  return sliceArray(item.type, array, from, to);
}

export function freshLength(fresh: NonNullable<ContractItem['fresh']>, environment: RegionEnvironment): number {
  return evaluatePolynomial(fresh.length, environment);
}

/** The smallest interval that holds both; empty ones do not count. */
function hull(a: Interval | undefined, b: Interval | undefined): Interval | undefined {
  if (!a || !b) return a ?? b;
  if (a.from === a.to) return b;
  if (b.from === b.to) return a;
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}
