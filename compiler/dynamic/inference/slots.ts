/**
 * Where the first properties of objects lie. Properties get their slots in the order in which they are added and keep them as long as nothing is
 * deleted, so the keys of a literal and the fields that a constructor makes first are in the same places in all objects of a site.
 */
import type { Heap } from './heap.js';
import { type Fields, firstFields } from './present-fields.js';
import type { Reader, Site } from './sites.js';
import { type AbstractType, KIND, OBJECT_KIND } from './types.js';

/** Keys of the first slots of a class's instances. */
export function slotsOfInstances(maker: Site, reader: Reader): readonly string[] {
  return fieldsOf(maker, reader, new Set()).keys;
}

const NONE: Fields = { keys: [], areAll: true };
const UNKNOWN: Fields = { keys: [], areAll: false };

function fieldsOf(maker: Site, reader: Reader, seen: Set<Site>): Fields {
  const fn = maker.function;
  if (!fn || seen.has(maker)) return UNKNOWN;
  seen.add(maker);
  if (fn.kind !== 'derived') return firstFields(fn, NONE);
  // All functions begin with Function.prototype as theirs.
  const parents = maker.prototype
    .read(reader)
    .sites.sites.filter((site) => site.isFunction && site.builtin !== 'Function.prototype');
  return parents.length === 1 ? firstFields(fn, fieldsOf(parents[0]!, reader, seen)) : UNKNOWN;
}

/** The slot that holds the property in all objects of the type, provided that no key in `before` makes an accessor. */
export interface Slot {
  readonly number: number;
  readonly before: readonly string[];
}

export function slotOf(heap: Heap, type: AbstractType, key: string): Slot | undefined {
  const { sites } = type.sites;
  if (sites.length === 0 || type.kinds & KIND.function || heap.mayDelete) return undefined;
  const number = sites[0]!.slots.indexOf(key);
  if (number < 0) return undefined;
  const before = new Set<string>();
  for (const site of sites) {
    if (site.slots[number] !== key || site.objectKind !== OBJECT_KIND.plain) return undefined;
    for (const earlier of site.slots.slice(0, number + 1)) before.add(earlier);
  }
  return { number, before: [...before] };
}
