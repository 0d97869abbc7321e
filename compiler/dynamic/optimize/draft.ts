/** A program while it is being optimised: functions change one by one; new variables, labels and functions get numbers of their own. */
import type { CoreFunction, CoreProgram, FunctionId, Label, Variable, VariableId } from '../core/types.js';
import { walk } from './rewrite.js';

export class Draft {
  readonly functions: Map<FunctionId, CoreFunction>;
  #nextVariable = 0;
  #nextLabel = 0;

  constructor(readonly original: CoreProgram) {
    this.functions = new Map(original.functions);
    const scopes = [original.globals, ...[...original.functions.values()].map((fn) => fn.variables)];
    for (const variables of scopes) for (const id of variables.keys()) this.#nextVariable = Math.max(this.#nextVariable, id + 1);
    for (const fn of original.functions.values()) {
      walk(fn.body, (node) => {
        if ('label' in node) this.#nextLabel = Math.max(this.#nextLabel, node.label + 1);
      });
    }
  }

  program(): CoreProgram {
    return { ...this.original, functions: new Map(this.functions) };
  }

  label(): Label {
    return this.#nextLabel++;
  }

  variable(name: string, isReassigned: boolean): Variable {
    return { id: this.#nextVariable++, name, isCaptured: false, isReassigned, hasDeadZone: false };
  }

  copyOf(variable: Variable): Variable {
    return { ...variable, id: this.#nextVariable++ };
  }

  /** A name that no function has. */
  functionId(base: FunctionId): FunctionId {
    const stem = base.replace(/@\d+$/, '');
    for (let number = this.functions.size; ; number++) {
      const id = `${stem}@${number}`;
      if (!this.functions.has(id)) return id;
    }
  }

  body(fn: CoreFunction, body: CoreFunction['body'], added: readonly Variable[] = []): void {
    const variables = new Map<VariableId, Variable>(fn.variables);
    for (const variable of added) variables.set(variable.id, variable);
    this.functions.set(fn.id, { ...fn, body, variables });
  }
}
