/** A function in a context: what flows in and out of it, and what is remembered between its evaluations. */
import type { CoreFunction, Statement } from '../core/types.js';
import type { Environment } from './environment.js';
import { Cell, type Context, type Reader } from './sites.js';

export class Instance implements Reader {
  readonly parameters: readonly Cell[];
  /** Elements of the rest array. */
  readonly rest = new Cell();
  readonly thisValue = new Cell();
  readonly newTarget = new Cell();
  readonly result = new Cell();
  /** What was known at the heads of loops: evaluating again goes on from there. */
  readonly loopHeads = new Map<Statement, Environment>();
  isQueued = false;
  count = 0;

  constructor(
    readonly fn: CoreFunction,
    readonly context: Context,
    private readonly enqueue: (instance: Instance) => void,
  ) {
    this.parameters = fn.parameters.map(() => new Cell());
  }

  invalidate(): void {
    this.enqueue(this);
  }
}
