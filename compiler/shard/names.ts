/** Fresh variables and loops for passes that make new code. */
import {
  cloneStatements,
  type IrFunction,
  type IrProgram,
  type LoopId,
  type Span,
  type Statement,
  type Type,
  type Variable,
  type VariableId,
  walkStatements,
} from '../ir/index.js';

export class FreshNames {
  private nextVariable = 0;
  private nextLoop = 0;

  constructor(program: IrProgram) {
    const see = (id: VariableId): void => {
      this.nextVariable = Math.max(this.nextVariable, id + 1);
    };
    for (const { variable } of program.globals) see(variable.id);
    for (const fn of program.functions.values()) {
      for (const id of fn.variables.keys()) see(id);
      walkStatements(fn.body, (statement: Statement) => {
        if (statement.kind === 'loop') this.nextLoop = Math.max(this.nextLoop, statement.id + 1);
      });
    }
  }

  loop(): LoopId {
    return this.nextLoop++ as LoopId;
  }

  variable(name: string, type: Type, mutable: boolean, span: Span): Variable {
    return { id: this.nextVariable++ as VariableId, name, type, mutable, span };
  }

  /** The function with variables and loops of its own. */
  copyOf(fn: IrFunction): IrFunction {
    const variables = new Map(
      [...fn.variables.values()].map((old) => [old.id, this.variable(old.name, old.type, old.mutable, old.span)]),
    );
    const loops = new Map<LoopId, LoopId>();
    walkStatements(fn.body, (statement) => {
      if (statement.kind === 'loop') loops.set(statement.id, this.loop());
    });
    const variable = (id: VariableId): VariableId => variables.get(id)?.id ?? id;
    return {
      ...fn,
      parameters: fn.parameters.map(variable),
      variables: new Map([...variables.values()].map((copy) => [copy.id, copy])),
      body: cloneStatements(fn.body, { variable, loop: (id) => loops.get(id)! }),
    };
  }
}
