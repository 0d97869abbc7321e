/** Statements with some of them, at any depth, replaced. */
import type { Statement } from '../ir/index.js';

export function replaceStatements(
  list: readonly Statement[],
  change: (statement: Statement) => Statement | undefined,
): Statement[] {
  return list.map((statement) => {
    const changed = change(statement);
    if (changed) return changed;
    if (statement.kind === 'if') {
      return {
        ...statement,
        then: replaceStatements(statement.then, change),
        otherwise: replaceStatements(statement.otherwise, change),
      };
    }
    return statement.kind === 'loop' ? { ...statement, body: replaceStatements(statement.body, change) } : statement;
  });
}
