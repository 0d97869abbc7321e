/** The values that a run has so far: its arguments and the outputs of finished blocks, each under who defined it. */
import type { ContractItem, Manifest } from '../../compiler/manifest.js';
import { ShoalError } from '../errors.js';
import {
  checkPacked,
  evaluatePolynomial,
  isPart,
  type Packed,
  type RegionEnvironment,
  type ValueBundle,
} from '../values/index.js';

/** What `ContractItem.from` calls the function's own arguments. */
const PARAMETER = 'parameter';

export class Definitions {
  readonly #values = new Map<string, Packed>();

  /** Throws SHOAL3001 and SHOAL3002 when the arguments are not those of the manifest's function. */
  constructor(manifest: Manifest, argumentValues: ValueBundle) {
    const { parameters } = manifest.function;
    if (argumentValues.size !== parameters.length) {
      const wanted = parameters.length === 1 ? '1 argument' : `${parameters.length} arguments`;
      throw new ShoalError('SHOAL3002', `${manifest.function.name} takes ${wanted}, but got ${argumentValues.size}`);
    }
    for (const { name, type } of parameters) {
      const value = argumentValues.get(name);
      if (!argumentValues.has(name)) throw new ShoalError('SHOAL3002', `the argument "${name}" is missing`);
      if (typeof value === 'object' && isPart(value)) throw new ShoalError('SHOAL3001', `the argument "${name}" is only a part`);
      this.#values.set(key(PARAMETER, name), checkPacked(type, value, `the argument "${name}"`));
    }
  }

  /** Records an output. Definitions are never changed in place: a later block makes a new one. */
  define(block: string, name: string, value: Packed): void {
    this.#values.set(key(block, name), value);
  }

  /** The value that comes in for the item. Throws SHOAL3004 when nothing has defined it: the bundle's order of blocks is wrong. */
  read(item: ContractItem): Packed {
    const { from, source } = item;
    if (from === undefined) throw new ShoalError('SHOAL3004', `the bundle does not say where "${item.name}" comes from`);
    const place = key(from, source ?? item.name);
    if (!this.#values.has(place)) {
      throw new ShoalError('SHOAL3004', `the bundle needs "${source ?? item.name}" of ${from} before it is defined`);
    }
    return this.#values.get(place);
  }

  /** What regions of a block may depend on: its scalar inputs and the lengths of its arrays. */
  environment(contract: readonly ContractItem[]): RegionEnvironment {
    const scalars = new Map<string, number>();
    const lengths = new Map<string, number>();
    for (const item of contract) {
      if (item.from === undefined) continue;
      const value = this.read(item);
      if (typeof value === 'number') scalars.set(item.name, value);
      else if (typeof value === 'boolean') scalars.set(item.name, Number(value));
      else if (typeof value === 'string' || isArray(item)) lengths.set(item.name, (value as ArrayLike<unknown>).length);
    }
    // Arrays that the block itself makes are as long as the inputs say.
    for (const { name, fresh } of contract) {
      if (fresh) lengths.set(name, evaluatePolynomial(fresh.length, { scalars, lengths }));
    }
    return { scalars, lengths };
  }
}

export function isArray(item: ContractItem): boolean {
  return item.type.kind === 'array' || item.type.kind === 'typed';
}

function key(block: string, name: string): string {
  return `${block}\n${name}`;
}
