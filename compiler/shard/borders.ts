/**
 * Blocks exchange copies. Where two names, or two places, may hold the same array and one of them is written later, the sharing would
 * be lost at a border between blocks: such pieces are put together.
 */
import { isReferenceType, type Sharing } from '../analysis/sharing.js';
import { expressionsOf, type IrFunction, type Statement, type Type, type VariableId, walkStatements } from '../ir/index.js';
import { type Piece, type PlainPiece, readIn } from './pieces.js';

export function keepSharedTogether(pieces: readonly Piece[], fn: IrFunction, sharing: Sharing): Piece[] {
  let current = [...pieces];
  for (;;) {
    const merged = mergeOnce(current, fn, sharing);
    if (!merged) return current;
    current = merged;
  }
}

function mergeOnce(pieces: readonly Piece[], fn: IrFunction, sharing: Sharing): Piece[] | undefined {
  const statements = pieces.map(statementsOf);
  for (let border = 1; border < pieces.length; border++) {
    const before = new Set([...fn.parameters, ...statements.slice(0, border).flat().flatMap(declaredBy)]);
    const after = statements.slice(border).flat();
    const live = [...readIn(after)].filter((id) => before.has(id) && isReferenceType(fn.variables.get(id)!.type));
    const written = new Set(writtenIn(after, sharing).map((id) => sharing.classOf(id)));
    const shared = live.find((id) => {
      const group = sharing.classOf(id);
      const partner = live.some((other) => other !== id && sharing.classOf(other) === group);
      const within = sharing.tangled.has(group) && holdsReferences(fn.variables.get(id)!.type);
      return written.has(group) && (partner || within);
    });
    if (shared === undefined) continue;
    const uses = (list: readonly Statement[]): boolean =>
      [...readIn(list), ...list.flatMap(declaredBy)].some((id) => sharing.mayShare(id, shared));
    const first = statements.findIndex(uses);
    const last = statements.findLastIndex(uses);
    const joined = pieces.slice(first, last + 1).map(asPlain);
    return mergePlain([...pieces.slice(0, first), ...mergePlain(joined), ...pieces.slice(last + 1)]);
  }
  return undefined;
}

function holdsReferences(type: Type): boolean {
  if (type.kind === 'array') return isReferenceType(type.element);
  return type.kind === 'tuple' || type.kind === 'object';
}

function declaredBy(statement: Statement): VariableId[] {
  return statement.kind === 'let' ? [statement.variable] : [];
}

export function statementsOf(piece: Piece): readonly Statement[] {
  return piece.kind === 'plain' ? piece.statements : asPlain(piece).statements;
}

export function asPlain(piece: Piece): PlainPiece {
  if (piece.kind === 'plain') return piece;
  if (piece.kind === 'stepped') return { kind: 'plain', statements: [piece.statement] };
  const made = [...piece.fresh.values()].map(({ statement }) => statement);
  return { kind: 'plain', statements: [...made, ...(piece.initial ? [piece.initial.statement] : []), piece.statement] };
}

export function mergePlain(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const before = result.at(-1);
    if (piece.kind === 'plain' && before?.kind === 'plain') {
      result[result.length - 1] = { kind: 'plain', statements: [...before.statements, ...piece.statements] };
    } else result.push(piece);
  }
  return result;
}

/** Variables through which the statements may write arrays. */
export function writtenIn(statements: readonly Statement[], sharing: Sharing): VariableId[] {
  const found: VariableId[] = [];
  walkStatements(statements, (statement) => {
    if (statement.kind === 'store') found.push(...sharing.rootsOf(statement.array));
    for (const expression of expressionsOf(statement)) found.push(...sharing.writtenBy(expression));
  });
  return found;
}
