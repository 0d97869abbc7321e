/**
 * `switch`: a chain of tests, or a jump where the cases are small integers, to nested blocks whose ends are the beginnings of the clauses;
 * so that a clause falls through to the next by itself.
 */
import ts from '#typescript';
import type { Expression, Label, Statement } from '../core/types.js';
import type { FunctionContext } from './context.js';
import { binary, breakTo, ifStatement } from './make.js';

export function switchStatement(context: FunctionContext, node: ts.SwitchStatement): Statement[] {
  const span = context.span(node);
  const names = context.pendingLabels;
  context.pendingLabels = [];
  const value = context.stable(context.expression(node.expression), 'choice');
  const { clauses } = node.caseBlock;
  const end = context.label();
  const starts = clauses.map(() => context.label());
  const defaultIndex = clauses.findIndex((clause) => ts.isDefaultClause(clause));
  const otherwise = defaultIndex < 0 ? end : starts[defaultIndex]!;
  const tests = clauses.map((clause) => (ts.isCaseClause(clause) ? context.expression(clause.expression) : undefined));
  const choose = dense(tests, starts, value.use, otherwise, span) ?? [
    ...tests.flatMap((test, index) =>
      test ? [ifStatement(test.span, binary(test.span, '===', value.use, test), [breakTo(test.span, starts[index]!)])] : [],
    ),
    breakTo(span, otherwise),
  ];
  const hoisted = hoistFunctions(context, clauses);
  context.targets.push({ names, breakTo: end });
  let body: Statement[] = choose;
  clauses.forEach((clause, index) => {
    const place = context.span(clause);
    const inner = clause.statements.filter((one) => !ts.isFunctionDeclaration(one));
    body = [{ kind: 'block', label: starts[index]!, body, span: place }, ...context.parts.statements(context, inner)];
  });
  context.targets.pop();
  return [...value.before, ...hoisted, { kind: 'block', label: end, body, span }];
}

function hoistFunctions(context: FunctionContext, clauses: readonly ts.CaseOrDefaultClause[]): Statement[] {
  const functions = clauses.flatMap((clause) => clause.statements.filter((one) => ts.isFunctionDeclaration(one)));
  return context.parts.statements(context, functions);
}

const MOST_EMPTY = 8;

function dense(
  tests: readonly (Expression | undefined)[],
  starts: readonly Label[],
  value: Expression,
  otherwise: Label,
  span: Expression['span'],
): Statement[] | undefined {
  const values = tests.flatMap((test) => (test ? [test.kind === 'number' ? test.value : -1] : []));
  const most = Math.max(...values);
  if (values.length < 4 || values.some((one) => !Number.isInteger(one) || one < 0 || Object.is(one, -0))) return undefined;
  if (most >= values.length * 2 + MOST_EMPTY) return undefined;
  const cases = Array.from({ length: most + 1 }, (_, key) => {
    const index = tests.findIndex((test) => test?.kind === 'number' && test.value === key);
    return [breakTo(span, index < 0 ? otherwise : starts[index]!)];
  });
  return [{ kind: 'jump', on: value, cases, otherwise: [breakTo(span, otherwise)], span }];
}
