/** Turns jumps to the end of a statement list (`return`, `continue`) into the branches of `if`. */
import { type Statement, walkStatements } from '../ir/index.js';

/**
 * The list without statements that `isExit` names: falling off its end means the same. `replace` gives what remains of an exit.
 * Undefined when an exit stands in a loop, or code would have to be doubled.
 */
export function withoutExits(
  list: readonly Statement[],
  isExit: (statement: Statement) => boolean,
  replace: (exit: Statement) => readonly Statement[],
): Statement[] | undefined {
  const result: Statement[] = [];
  for (const [k, statement] of list.entries()) {
    if (isExit(statement)) return [...result, ...replace(statement)];
    if (!contains(statement, isExit)) {
      result.push(statement);
      continue;
    }
    if (statement.kind !== 'if') return undefined;
    const rest = list.slice(k + 1);
    const thenEnds = endsWithExit(statement.then, isExit);
    const otherwiseEnds = endsWithExit(statement.otherwise, isExit);
    if (rest.length > 0 && !thenEnds && !otherwiseEnds) return undefined;
    const then = withoutExits(thenEnds ? statement.then : [...statement.then, ...rest], isExit, replace);
    const otherwise = withoutExits(
      otherwiseEnds || !thenEnds ? statement.otherwise : [...statement.otherwise, ...rest],
      isExit,
      replace,
    );
    if (!then || !otherwise) return undefined;
    return [...result, { ...statement, then, otherwise }];
  }
  return result;
}

function contains(statement: Statement, isExit: (statement: Statement) => boolean): boolean {
  let found = false;
  walkStatements([statement], (inner) => {
    if (isExit(inner)) found = true;
  });
  return found;
}

/** Whether the end of the list is never reached, because of exits or errors. */
export function endsWithExit(list: readonly Statement[], isExit: (statement: Statement) => boolean): boolean {
  return list.some(
    (statement) =>
      isExit(statement) ||
      statement.kind === 'throw' ||
      (statement.kind === 'if' && endsWithExit(statement.then, isExit) && endsWithExit(statement.otherwise, isExit)),
  );
}
