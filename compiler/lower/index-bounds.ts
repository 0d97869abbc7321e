/** Bounds of the indices that a loop uses, as polynomials over what is known before it starts. */
import { collectAccesses } from '../analysis/accesses.js';
import type { EffectsOf } from '../analysis/effects.js';
import type { Loop } from '../analysis/loops.js';
import { isUsable, type Poly } from '../analysis/polynomial.js';
import type { Ranges } from '../analysis/ranges.js';
import { analyseSharing } from '../analysis/sharing.js';
import { type AtomInfo, Symbols } from '../analysis/symbols.js';
import type { Expression, IrFunction, LoopId, Statement, VariableId } from '../ir/index.js';

type Load = Extract<Expression, { kind: 'load' }>;
type Store = Extract<Statement, { kind: 'store' }>;

export interface BoundedAccess {
  readonly node: Load | Store;
  readonly array: VariableId;
  /** Each of them is a bound of its own. */
  readonly lower: readonly Poly[];
  readonly upper: readonly Poly[];
}

export interface IndexBounds {
  readonly accesses: readonly BoundedAccess[];
  atomInfo(atom: string): AtomInfo;
}

const TELLING = 2 ** 28;

interface BoundsContext {
  readonly fn: IrFunction;
  readonly ranges: Ranges;
  readonly effects: EffectsOf;
  readonly globals: ReadonlySet<VariableId>;
}

/** Accesses by variables from outside of the loop; the bounds hold for each that happens. */
export function indexBounds(loop: Loop, { fn, ranges, effects, globals }: BoundsContext): IndexBounds {
  const sharing = analyseSharing(fn, effects);
  const symbols = new Symbols(fn, onceAround(loop), ranges, sharing);
  const accesses: BoundedAccess[] = [];
  for (const { node, root, subscripts, before } of collectAccesses(fn, symbols, sharing, effects, globals).accesses) {
    const [subscript] = subscripts;
    if (!node || !subscript || subscripts.length > 1 || !isPlain(node, root) || !symbols.isInteger(node.index)) continue;
    const { lower, upper } = symbols.under(before, () => symbols.boundsOf(subscript));
    const usable = (p: Poly): boolean => isUsable(p) && symbols.isStable(p) && isTelling(p);
    const access = { node, array: root, lower: lower.filter(usable), upper: upper.filter(usable) };
    if (access.lower.length > 0 && access.upper.length > 0) accesses.push(access);
  }
  return { accesses, atomInfo: (atom) => symbols.atomInfo(atom) };
}

/** With a bound that only says what fits into 32 bits, no array would be long enough. */
function isTelling(p: Poly): boolean {
  return [...p.values()].every(({ coefficient }) => Math.abs(coefficient) < TELLING);
}

/** A loop of which the given one is the body, so that its counter, too, is one of those inside. */
function onceAround(loop: Loop): Loop {
  const { span } = loop;
  const test: Expression = { kind: 'boolean', value: true, type: { kind: 'boolean' }, span };
  return { kind: 'loop', id: -1 as LoopId, init: [], test, update: [], body: [loop], span };
}

/** Whether the array stands there by the name that it has outside. */
function isPlain({ array }: Load | Store, root: VariableId): boolean {
  return array.kind === 'variable' && array.id === root;
}
