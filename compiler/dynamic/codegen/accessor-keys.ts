/** Which property keys can be those of getters or setters: reads and writes of all others run no code of the program. */
import type { CoreProgram, FunctionId } from '../core/types.js';
import { visit } from './core-facts.js';

/** Intrinsics that make accessors, with the key as second operand and the function behind it. */
const MAKERS: ReadonlySet<string> = new Set(['defineGetter', 'defineSetter', 'defineAccessor']);

export interface AccessorKeys {
  /** undefined: any key. */
  readonly keys: ReadonlySet<string> | undefined;
  /** Whether reading or writing an element by a number can run a getter or setter. */
  readonly haveIndices: boolean;
  /** Functions that classes and literals define as getters, by key: what a getter very likely is, though not certainly. */
  readonly getters: ReadonlyMap<string, readonly FunctionId[]>;
}

export function accessorKeys(program: CoreProgram, isReached: (fn: FunctionId) => boolean): AccessorKeys {
  const keys = new Set<string>();
  const getters = new Map<string, FunctionId[]>();
  for (const { properties } of program.builtins)
    for (const { kind, key } of properties)
      if (((kind as string) === 'getter' || (kind as string) === 'setter') && typeof key === 'string') keys.add(key);
  let isAnything = false;
  for (const fn of program.functions.values()) {
    if (!isReached(fn.id)) continue;
    visit(fn.body, (node) => {
      if (node.kind !== 'intrinsic' || !MAKERS.has(node.name)) return;
      const [, key, closure] = node.arguments;
      if (key?.kind === 'string') keys.add(key.value);
      else isAnything ||= key?.kind !== 'symbol';
      if (node.name !== 'defineGetter' || key?.kind !== 'string' || closure?.kind !== 'function') return;
      if (!isReached(closure.function)) return;
      const known = getters.get(key.value);
      if (known) known.push(closure.function);
      else getters.set(key.value, [closure.function]);
    });
  }
  const haveIndices = isAnything || [...keys].some((key) => key === String(Number(key)));
  return { keys: isAnything ? undefined : keys, haveIndices, getters };
}
