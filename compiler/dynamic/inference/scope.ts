/** Variables during an evaluation: the path that is being followed, and cells for what closures share. */
import type { Variable, VariableId } from '../core/types.js';
import type { Analysis } from './analysis.js';
import { Environment } from './environment.js';
import type { Instance } from './instance.js';
import type { Cell } from './sites.js';
import { type AbstractType, isNever, NEVER } from './types.js';

export class Scope {
  /** null: this point is not reached. */
  path: Environment | null;
  /** How many assignments were evaluated: what a test tells of a variable holds only when none came between. */
  protected assignments = 0;
  readonly #watchers: Environment[] = [];

  constructor(
    readonly analysis: Analysis,
    readonly instance: Instance,
  ) {
    this.path = new Environment((variable) => instance.fn.variables.has(variable));
  }

  /** Gathers all that variables can be while it is watched, on top of what they are. */
  protected watch(start: Environment): Environment {
    const watcher = start.copy();
    this.#watchers.push(watcher);
    return watcher;
  }

  protected unwatch(watcher: Environment): void {
    this.#watchers.splice(this.#watchers.indexOf(watcher), 1);
  }

  #variable(id: VariableId): Variable | undefined {
    return this.instance.fn.variables.get(id) ?? this.analysis.variableOf(id);
  }

  /** Others may see it. */
  #isShared(id: VariableId): boolean {
    return (
      this.analysis.program.globals.has(id) || (this.#variable(id)?.isCaptured ?? true) || !this.instance.fn.variables.has(id)
    );
  }

  /** Its value changes only where this function's code says so. */
  protected isTracked(id: VariableId): boolean {
    return !this.#isShared(id) || !(this.#variable(id)?.isReassigned ?? true);
  }

  #cell(id: VariableId): Cell {
    return this.analysis.cell(id, this.instance.context);
  }

  protected read(id: VariableId): AbstractType {
    const known = this.isTracked(id) ? this.path?.get(id) : undefined;
    if (known) return known;
    return this.#isShared(id) ? this.#cell(id).read(this.instance) : NEVER;
  }

  protected declare(id: VariableId, type: AbstractType): void {
    this.store(id, type);
  }

  protected store(id: VariableId, type: AbstractType): void {
    if (!this.path || isNever(type)) return;
    this.assignments++;
    this.analysis.recordVariable(id, type);
    if (this.#isShared(id)) this.#cell(id).write(type);
    if (!this.isTracked(id)) return;
    this.path.assign(id, type);
    for (const watcher of this.#watchers) watcher.mergeVariable(id, type);
  }
}
