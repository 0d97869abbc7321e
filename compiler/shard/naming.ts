/** One name for each variable in all contracts: the source's, with a number behind it where two would be the same. */
import type { Variable, VariableId } from '../ir/index.js';

/** Names with a meaning of their own in polynomials. */
const RESERVED = ['lo', 'hi'];

export class Naming {
  private readonly names = new Map<VariableId, string>();
  private readonly taken = new Set(RESERVED);

  constructor(
    parameters: readonly VariableId[],
    private readonly variables: ReadonlyMap<VariableId, Variable>,
  ) {
    for (const id of parameters) this.of(id);
  }

  of(id: VariableId): string {
    const known = this.names.get(id);
    if (known !== undefined) return known;
    const wanted = this.variables.get(id)!.name.replace(/^\$/, '') || 'value';
    let name = /^\d/.test(wanted) ? `value${wanted}` : wanted;
    for (let k = 2; this.taken.has(name); k++) name = `${wanted}${k}`;
    this.taken.add(name);
    this.names.set(id, name);
    return name;
  }
}
