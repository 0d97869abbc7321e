/**
 * What is known of variables at a point of a function. Variables that the function declares are in it from their declaration on; of others
 * (never reassigned, seen from inside a closure) there can be narrowed types, which hold only on paths that tested for them.
 */
import type { VariableId } from '../core/types.js';
import { type AbstractType, equalTypes, join, widen } from './types.js';

export class Environment {
  /** Copies share these until one of them changes. */
  #types: Map<VariableId, AbstractType>;
  #ownsTypes: boolean;
  /** `index<array`: the one variable is below the length of the other. */
  #bounds: ReadonlySet<string>;

  constructor(
    private readonly isOwn: (variable: VariableId) => boolean,
    types: Map<VariableId, AbstractType> = new Map(),
    bounds: ReadonlySet<string> = NO_BOUNDS,
    ownsTypes = true,
  ) {
    this.#types = types;
    this.#bounds = bounds;
    this.#ownsTypes = ownsTypes;
  }

  get(variable: VariableId): AbstractType | undefined {
    return this.#types.get(variable);
  }

  /** Its value stays, more is known of it. */
  set(variable: VariableId, type: AbstractType): void {
    if (this.#types.get(variable) === type) return;
    if (!this.#ownsTypes) {
      this.#types = new Map(this.#types);
      this.#ownsTypes = true;
    }
    this.#types.set(variable, type);
  }

  /** It gets another value. */
  assign(variable: VariableId, type: AbstractType): void {
    this.set(variable, type);
    if (this.#bounds.size === 0) return;
    const name = `${variable}`;
    this.#bounds = new Set(
      [...this.#bounds].filter((bound) => {
        const [index, array] = bound.split('<');
        return index !== name && array !== name;
      }),
    );
  }

  bound(index: VariableId, array: VariableId): void {
    this.#bounds = new Set([...this.#bounds, `${index}<${array}`]);
  }

  isBound(index: VariableId, array: VariableId): boolean {
    return this.#bounds.has(`${index}<${array}`);
  }

  copy(): Environment {
    this.#ownsTypes = false;
    return new Environment(this.isOwn, this.#types, this.#bounds, false);
  }

  /** In place. */
  mergeVariable(variable: VariableId, type: AbstractType): void {
    const old = this.#types.get(variable);
    this.set(variable, old ? join(old, type) : type);
  }

  /** What holds when one of both does. */
  joined(other: Environment): Environment {
    return this.#combined(other, join);
  }

  widened(next: Environment): Environment {
    return this.#combined(next, widen);
  }

  equals(other: Environment): boolean {
    if (this.#bounds.size !== other.#bounds.size) return false;
    for (const bound of this.#bounds) if (!other.#bounds.has(bound)) return false;
    if (this.#types === other.#types) return true;
    if (this.#types.size !== other.#types.size) return false;
    for (const [variable, type] of this.#types) {
      const there = other.#types.get(variable);
      if (!there || !equalTypes(type, there)) return false;
    }
    return true;
  }

  #combined(other: Environment, combine: (a: AbstractType, b: AbstractType) => AbstractType): Environment {
    const bounds =
      this.#bounds === other.#bounds ? this.#bounds : new Set([...this.#bounds].filter((bound) => other.#bounds.has(bound)));
    if (this.#types === other.#types) {
      this.#ownsTypes = false;
      return new Environment(this.isOwn, this.#types, bounds, false);
    }
    const types = new Map<VariableId, AbstractType>();
    for (const [variable, type] of this.#types) {
      const there = other.#types.get(variable);
      if (there) types.set(variable, there === type ? type : combine(type, there));
      else if (this.isOwn(variable)) types.set(variable, type);
    }
    for (const [variable, type] of other.#types)
      if (!this.#types.has(variable) && this.isOwn(variable)) types.set(variable, type);
    return new Environment(this.isOwn, types, bounds);
  }
}

const NO_BOUNDS: ReadonlySet<string> = new Set();

/** Of environments where null is unreachable code. */
export function joinPaths(a: Environment | null, b: Environment | null): Environment | null {
  if (!a) return b;
  return b ? a.joined(b) : a;
}
