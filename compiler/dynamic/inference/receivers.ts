/** Receivers of methods and getters: objects of different classes find different ones. */
import type { Heap } from './heap.js';
import { type AbstractType, isNever, OBJECTS, restrict } from './types.js';

/** Splitting receivers of more classes would take too long. */
const MOST_PARTS = 8;

/** The objects of each site on their own, and the primitives. */
export function partsOf(heap: Heap, receiver: AbstractType): readonly AbstractType[] {
  const { sites } = receiver.sites;
  if (sites.length < 2 || sites.length > MOST_PARTS) return [receiver];
  const primitives = restrict(receiver, ~OBJECTS);
  const objects = sites.map((site) => heap.typeOf(site));
  return isNever(primitives) ? objects : [primitives, ...objects];
}
