/**
 * Which variables something may read after a loop before they get another value: live-variable analysis, backwards over the tree
 * (Aho, Lam, Sethi and Ullman, "Compilers", 2007, 9.2.5).
 */
import { expressionsOf, type LoopId, type Statement, type VariableId, variablesRead } from '../ir/index.js';

type Live = ReadonlySet<VariableId>;

const NOTHING: Live = new Set();

/** By the id of each loop in the statements, nested ones too. */
export function liveAfterLoops(statements: readonly Statement[]): ReadonlyMap<LoopId, Live> {
  const analysis = new Liveness();
  analysis.list(statements, NOTHING);
  return analysis.afterLoops;
}

class Liveness {
  readonly afterLoops = new Map<LoopId, Live>();
  /** What is live where `break` and `continue` of a loop lead. */
  private readonly targets = new Map<LoopId, { breaks: Live; continues: Live }>();

  /** What is live before the list, for what is live after it. */
  list(statements: readonly Statement[], after: Live): Live {
    return statements.reduceRight((live, statement) => this.statement(statement, live), after);
  }

  private statement(statement: Statement, after: Live): Live {
    switch (statement.kind) {
      case 'let':
      case 'assign': {
        const before = new Set(after);
        before.delete(statement.variable);
        return union(before, readBy(statement));
      }
      case 'if':
        return union(this.list(statement.then, after), this.list(statement.otherwise, after), readBy(statement));
      case 'loop':
        return this.loop(statement, after);
      case 'break':
        return this.targets.get(statement.loop)?.breaks ?? NOTHING;
      case 'continue':
        return this.targets.get(statement.loop)?.continues ?? NOTHING;
      case 'return':
      case 'throw':
        return readBy(statement);
      default:
        return union(after, readBy(statement));
    }
  }

  private loop(loop: Extract<Statement, { kind: 'loop' }>, after: Live): Live {
    // A loop inside of another is looked at again with more that is live, never with less.
    this.afterLoops.set(loop.id, union(this.afterLoops.get(loop.id) ?? NOTHING, after));
    let head = union(after, readBy(loop));
    for (let size = -1; size !== head.size; ) {
      size = head.size;
      const continues = this.list(loop.update, head);
      this.targets.set(loop.id, { breaks: after, continues });
      head = union(head, this.list(loop.body, continues));
    }
    return this.list(loop.init, head);
  }
}

function readBy(statement: Statement): Live {
  return union(...expressionsOf(statement).map(variablesRead));
}

function union(...sets: readonly Live[]): Live {
  return new Set(sets.flatMap((set) => [...set]));
}
