/**
 * Moves small work between parallel loops behind them: `const mean = sum / n;` after one loop is no block of its own when the next loop
 * does not need it, and the next loop need not wait for it.
 */
import { assignedVariables, type Statement, type VariableId, walkExpression } from '../ir/index.js';
import { mergePlain, statementsOf } from './borders.js';
import { type Piece, type PlainPiece, readIn } from './pieces.js';

export function sinkNumbers(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  // What has been met and waits for a place further down: it may pass loops that do not touch it.
  let waiting: Statement[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'plain') {
      const statements = [...waiting, ...piece.statements];
      const light = statements.every(isLight);
      if (!light) result.push({ kind: 'plain', statements });
      waiting = light ? statements : [];
      continue;
    }
    if (waiting.length > 0 && touches(piece, waiting)) {
      result.push({ kind: 'plain', statements: waiting });
      waiting = [];
    }
    result.push(piece);
  }
  if (waiting.length > 0) result.push({ kind: 'plain', statements: waiting } satisfies PlainPiece);
  return mergePlain(result);
}

/** A declaration of a number or truth value computed from others alone, which nothing but an assignment to one of those could change. */
function isLight(statement: Statement): boolean {
  if (statement.kind !== 'let') return false;
  const { value } = statement;
  let light = value.type.kind === 'number' || value.type.kind === 'boolean';
  walkExpression(value, ({ kind }) => {
    light &&= ['number', 'boolean', 'variable', 'unary', 'binary', 'logical', 'conditional', 'math'].includes(kind);
  });
  return light;
}

function touches(piece: Piece, statements: readonly Statement[]): boolean {
  const loop = [...statementsOf(piece)];
  const meet = (a: ReadonlySet<VariableId>, b: ReadonlySet<VariableId>): boolean => [...a].some((id) => b.has(id));
  const declared = assignedVariables(statements);
  return (
    meet(readIn(loop), declared) || meet(assignedVariables(loop), declared) || meet(assignedVariables(loop), readIn(statements))
  );
}
