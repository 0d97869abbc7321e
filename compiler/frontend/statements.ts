/** The translation of a statement by its kind. Kinds that are not listed are refused. */
import ts from '#typescript';
import type { LoopId, Statement } from '../ir/index.js';
import { refuse } from './codes.js';
import { declarationList } from './declarations.js';
import type { FunctionBuilder } from './function-builder.js';
import { doLoop, forLoop, forOfLoop, whileLoop } from './loops.js';
import { switchStatement } from './switches.js';
import { VOID } from './types.js';
import { refuseStatement } from './unsupported.js';

/** Translates one statement; a problem inside becomes a diagnostic and the next statement is looked at. */
export function statement(build: FunctionBuilder, node: ts.Statement): void {
  build.program.attempt(() => translate(build, node));
}

function translate(build: FunctionBuilder, node: ts.Statement): void {
  const span = build.span(node);
  const isLoop = ts.isIterationStatement(node, false);
  if (build.pendingLabels.length > 0 && !isLoop && !ts.isLabeledStatement(node)) {
    build.pendingLabels = [];
    refuse(node, 'unsupportedStatement', 'Only loops can have a label.', 'Move the statements into a function of their own.');
  }
  if (ts.isVariableStatement(node)) declarationList(build, node.declarationList);
  else if (ts.isExpressionStatement(node)) build.effect(node.expression);
  else if (ts.isBlock(node)) for (const inner of node.statements) build.statement(inner);
  else if (ts.isIfStatement(node)) ifStatement(build, node);
  else if (ts.isForStatement(node)) forLoop(build, node);
  else if (ts.isWhileStatement(node)) whileLoop(build, node);
  else if (ts.isDoStatement(node)) doLoop(build, node);
  else if (ts.isForOfStatement(node)) forOfLoop(build, node);
  else if (ts.isSwitchStatement(node)) switchStatement(build, node);
  else if (ts.isReturnStatement(node)) returnStatement(build, node);
  else if (ts.isBreakStatement(node)) build.emit({ kind: 'break', loop: targetOf(build, node), span });
  else if (ts.isContinueStatement(node)) build.emit({ kind: 'continue', loop: targetOf(build, node), span });
  else if (ts.isThrowStatement(node)) build.emit(throwStatement(build, node));
  else if (ts.isLabeledStatement(node)) {
    build.pendingLabels.push(node.label.text);
    translate(build, node.statement);
  } else if (ts.isEmptyStatement(node) || ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
  else refuseStatement(node);
}

function ifStatement(build: FunctionBuilder, node: ts.IfStatement): void {
  const test = build.condition(node.expression);
  const then = build.block(() => build.statement(node.thenStatement));
  const { elseStatement } = node;
  const otherwise = elseStatement ? build.block(() => build.statement(elseStatement)) : [];
  build.emit({ kind: 'if', test, then, otherwise, span: build.span(node) });
}

function returnStatement(build: FunctionBuilder, node: ts.ReturnStatement): void {
  const span = build.span(node);
  if (!node.expression) {
    if (build.returns.kind !== 'void') refuse(node, 'nullish', 'A value must be returned here.');
    build.emit({ kind: 'return', span });
    return;
  }
  if (build.returns.kind === 'void') {
    build.emit({ kind: 'expression', value: build.expressionOf(node.expression, VOID), span });
    build.emit({ kind: 'return', span });
    return;
  }
  build.emit({ kind: 'return', value: build.expressionOf(node.expression, build.returns), span });
}

function targetOf(build: FunctionBuilder, node: ts.BreakOrContinueStatement): LoopId {
  const { label } = node;
  const frame = label ? build.loops.findLast((candidate) => candidate.labels.includes(label.text)) : build.loops.at(-1);
  if (!frame) refuse(node, 'unsupportedStatement', 'There is no loop here to leave or to go on with.');
  return frame.id;
}

function throwStatement(build: FunctionBuilder, node: ts.ThrowStatement): Statement {
  const thrown = node.expression;
  const message = ts.isNewExpression(thrown) ? thrown.arguments?.[0] : undefined;
  const isError = ts.isNewExpression(thrown) && build.program.builtin(thrown.expression) === 'Error';
  const single = ts.isNewExpression(thrown) && (thrown.arguments?.length ?? 0) <= 1;
  if (!isError || !single || (message && !ts.isStringLiteral(message) && !ts.isNoSubstitutionTemplateLiteral(message))) {
    refuse(
      node,
      'exceptions',
      'Only an Error with a constant message can be thrown.',
      "Write `throw new Error('what is wrong')`.",
    );
  }
  return { kind: 'throw', message: message && ts.isStringLiteralLike(message) ? message.text : '', span: build.span(node) };
}
