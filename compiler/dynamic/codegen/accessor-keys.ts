/** Which property keys can be those of getters or setters: reads and writes of all others run no code of the program. */
import type { CoreProgram } from '../core/types.js';
import { visit } from './core-facts.js';

/** Intrinsics that make accessors, with the key as second operand. */
const MAKERS: ReadonlySet<string> = new Set(['defineGetter', 'defineSetter', 'defineAccessor']);

/** undefined: any key. */
export function accessorKeys(program: CoreProgram, isReached: (fn: string) => boolean): ReadonlySet<string> | undefined {
  const keys = new Set<string>();
  for (const { properties } of program.builtins)
    for (const { kind, key } of properties)
      if (((kind as string) === 'getter' || (kind as string) === 'setter') && typeof key === 'string') keys.add(key);
  let isAnything = false;
  for (const fn of program.functions.values()) {
    if (!isReached(fn.id)) continue;
    visit(fn.body, (node) => {
      if (node.kind !== 'intrinsic' || !MAKERS.has(node.name)) return;
      const key = node.arguments[1];
      if (key?.kind === 'string') keys.add(key.value);
      else isAnything ||= key?.kind !== 'symbol';
    });
  }
  return isAnything ? undefined : keys;
}
