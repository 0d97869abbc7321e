/** `switch` whose clauses do not run into each other, as a chain of `if`. */
import ts from '#typescript';
import type { Expression, Statement } from '../ir/index.js';
import { refuse } from './codes.js';
import type { FunctionBuilder } from './function-builder.js';
import { BOOLEAN, sameType } from './types.js';

interface Group {
  /** Conditions of which one must hold; a `default` among them makes the group the last resort. */
  readonly labels: ts.Expression[];
  isDefault: boolean;
  statements: readonly ts.Statement[];
}

export function switchStatement(build: FunctionBuilder, node: ts.SwitchStatement): void {
  const groups = groupClauses(node);
  const subject = build.pin(build.expression(node.expression));
  if (!['number', 'string', 'boolean'].includes(subject.type.kind)) {
    refuse(node.expression, 'identity', 'Only numbers, strings and booleans can be switched over.');
  }
  const bodies = groups.map((group) => build.block(() => clauseBody(build, group.statements)));
  const fallback = groups.findIndex((group) => group.isDefault);
  const seen = new Set<string>();
  const chains = groups.map((group) => {
    const tests = group.labels.map((label) => test(build, subject, label, seen));
    return group.isDefault ? [] : tests;
  });
  let chain: Statement[] = fallback >= 0 ? bodies[fallback]! : [];
  if (fallback < 0 && coversAll(build.checker.getTypeAtLocation(node.expression), seen)) chain = [unforeseen(build, node)];
  for (let k = groups.length - 1; k >= 0; k--) {
    const tests = chains[k]!;
    if (tests.length === 0) continue;
    const any = tests.reduce(
      (left, right): Expression => ({ kind: 'logical', operator: '||', left, right, type: BOOLEAN, span: left.span }),
    );
    chain = [{ kind: 'if', test: any, then: bodies[k]!, otherwise: chain, span: build.span(node) }];
  }
  for (const statement of chain) build.emit(statement);
}

/**
 * Whether TypeScript takes the switch for exhaustive: its subject is of a union of literals and each of them has a case. It then
 * lets the code behind rely on a clause having run, though an argument or an assertion may have brought in another value.
 */
function coversAll(type: ts.Type, seen: ReadonlySet<string>): boolean {
  const members = type.isUnion() ? type.types : [type];
  return members.every((member) => (member.isNumberLiteral() || member.isStringLiteral()) && seen.has(String(member.value)));
}

function unforeseen(build: FunctionBuilder, node: ts.SwitchStatement): Statement {
  return {
    kind: 'throw',
    message: 'the value that is switched over is none of those its type names',
    span: build.span(node.expression),
  };
}

function test(build: FunctionBuilder, subject: Expression, label: ts.Expression, seen: Set<string>): Expression {
  const captured = build.capture(() => build.expression(label));
  const value = captured.value;
  const constant = value.kind === 'number' || value.kind === 'string' || value.kind === 'boolean';
  if (captured.statements.length > 0 || !constant) {
    refuse(label, 'unsupportedSwitch', 'The value of a case must be a constant.', 'Use `if` and `else if`.');
  }
  if (seen.has(String(value.value)))
    refuse(label, 'unsupportedSwitch', 'Another case has the same value.', 'Remove one of the two.');
  seen.add(String(value.value));
  if (!sameType(value.type, subject.type)) {
    refuse(label, 'unsupportedSwitch', 'The value of a case must have the type of the value that is switched over.');
  }
  return { kind: 'binary', operator: '===', left: subject, right: value, type: BOOLEAN, span: value.span };
}

/** Joins clauses without statements to the one after them, and makes sure that no clause runs into the next. */
function groupClauses(node: ts.SwitchStatement): Group[] {
  const groups: Group[] = [];
  let open: Group = { labels: [], isDefault: false, statements: [] };
  const { clauses } = node.caseBlock;
  clauses.forEach((clause, k) => {
    if (ts.isDefaultClause(clause)) open.isDefault = true;
    else open.labels.push(clause.expression);
    const isLast = k === clauses.length - 1;
    if (clause.statements.length === 0 && !isLast) return;
    if (!isLast && !endsWithJump(clause.statements)) {
      refuse(
        clause,
        'unsupportedSwitch',
        'This clause runs into the next one.',
        'End it with break or return, or repeat the statements of the next clause.',
      );
    }
    open.statements = clause.statements;
    groups.push(open);
    open = { labels: [], isDefault: false, statements: [] };
  });
  return groups;
}

function endsWithJump(statements: readonly ts.Statement[]): boolean {
  const last = statements.at(-1);
  if (!last) return false;
  if (ts.isBlock(last)) return endsWithJump(last.statements);
  return ts.isBreakStatement(last) || ts.isReturnStatement(last) || ts.isContinueStatement(last) || ts.isThrowStatement(last);
}

function clauseBody(build: FunctionBuilder, statements: readonly ts.Statement[]): void {
  statements.forEach((statement, k) => {
    const isLast = k === statements.length - 1;
    if (isLast && ts.isBreakStatement(statement) && !statement.label) return;
    if (isLast && ts.isBlock(statement)) {
      clauseBody(build, statement.statements);
      return;
    }
    if (ts.isVariableStatement(statement) && ts.isCaseOrDefaultClause(statement.parent)) {
      refuse(
        statement,
        'unsupportedSwitch',
        'A declaration in a clause is visible in the other clauses too.',
        'Put the clause in braces.',
      );
    }
    refuseInnerBreak(statement);
    build.statement(statement);
  });
}

/** A `break` deeper inside a clause would leave the switch, which the chain of ifs can't do. */
function refuseInnerBreak(node: ts.Node): void {
  if (ts.isBreakStatement(node) && !node.label) {
    refuse(
      node,
      'unsupportedSwitch',
      'A break in the middle of a clause is not supported.',
      'Put the rest of the clause into else.',
    );
  }
  if (ts.isIterationStatement(node, false) || ts.isSwitchStatement(node) || ts.isFunctionLike(node)) return;
  ts.forEachChild(node, refuseInnerBreak);
}
