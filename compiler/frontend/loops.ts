/** `while`, `do`, `for` and `for-of`, all as the one loop of the IR. */
import ts from '#typescript';
import type { Expression, Statement } from '../ir/index.js';
import { refuse } from './codes.js';
import { emitCountingLoop } from './counting-loop.js';
import { bindPattern, declarationList } from './declarations.js';
import type { Captured, FunctionBuilder } from './function-builder.js';
import { BOOLEAN, describeType, elementType, isArrayLike, NUMBER, sameType } from './types.js';

type Loop = Extract<Statement, { kind: 'loop' }>;

export function whileLoop(build: FunctionBuilder, node: ts.WhileStatement): void {
  const span = build.span(node);
  build.inLoop((id) => {
    const test = build.capture(() => build.condition(node.expression));
    const body = build.block(() => build.statement(node.statement));
    emitLoop(build, { id, init: [], update: [], body, span, ...build.hint(node) }, test);
  });
}

/** The first round needs no test: a flag carries the answer of the test at the end, to which `continue` leads too. */
export function doLoop(build: FunctionBuilder, node: ts.DoStatement): void {
  const span = build.span(node);
  build.inLoop((id) => {
    const again = build.slot(BOOLEAN, span);
    const body = build.block(() => build.statement(node.statement));
    const update = build.block(() => {
      const value = build.condition(node.expression);
      build.emit({ kind: 'assign', variable: again, value, span: value.span });
    });
    const yes: Expression = { kind: 'boolean', value: true, type: BOOLEAN, span };
    const init: Statement[] = [{ kind: 'let', variable: again, value: yes, span }];
    build.emit({ kind: 'loop', id, init, test: build.read(again, span), update, body, span, ...build.hint(node) });
  });
}

export function forLoop(build: FunctionBuilder, node: ts.ForStatement): void {
  const span = build.span(node);
  build.inLoop((id) => {
    const { initializer, condition, incrementor } = node;
    const init = build.block(() => {
      if (!initializer) return;
      if (ts.isVariableDeclarationList(initializer)) declarationList(build, initializer);
      else build.effect(initializer);
    });
    const always: Expression = { kind: 'boolean', value: true, type: BOOLEAN, span };
    const test = build.capture(() => (condition ? build.condition(condition) : always));
    const body = build.block(() => build.statement(node.statement));
    const update = build.block(() => incrementor && build.effect(incrementor));
    emitLoop(build, { id, init, update, body, span, ...build.hint(node) }, test);
  });
}

/** A test that needs statements moves to the start of the body: there it runs before each round, as it must. */
function emitLoop(build: FunctionBuilder, loop: Omit<Loop, 'kind' | 'test'>, test: Captured<Expression>): void {
  if (test.statements.length === 0) {
    build.emit({ kind: 'loop', ...loop, test: test.value });
    return;
  }
  const { value } = test;
  const leave: Statement = { kind: 'break', loop: loop.id, span: value.span };
  const always: Expression = { kind: 'boolean', value: true, type: BOOLEAN, span: loop.span };
  const check: Statement = { kind: 'if', test: value, then: [], otherwise: [leave], span: value.span };
  build.emit({ kind: 'loop', ...loop, test: always, body: [...test.statements, check, ...loop.body] });
}

/** The length is looked at before each round, as JavaScript's array iterator does. */
export function forOfLoop(build: FunctionBuilder, node: ts.ForOfStatement): void {
  const span = build.span(node);
  if (node.awaitModifier) refuse(node, 'asynchronous', "'for await' is not supported.");
  build.inLoop((id) => {
    const source = build.expression(node.expression);
    if (!isArrayLike(source.type)) {
      refuse(
        node.expression,
        'unsupportedStatement',
        `for-of over a value of type '${describeType(source.type)}' is not supported.`,
        source.type.kind === 'string'
          ? 'Loop over the index and use `text.charCodeAt(i)`.'
          : 'Loop over an array or a typed array.',
      );
    }
    const array = build.pin(source);
    const length: Expression = { kind: 'length', of: array, type: NUMBER, span: array.span };
    const type = elementType(source.type);
    emitCountingLoop(build, id, length, node, span, (at) => {
      const load: Expression = { kind: 'load', array, index: at, type, span: array.span };
      bindElement(build, node, load);
      build.statement(node.statement);
    });
  });
}

function bindElement(build: FunctionBuilder, node: ts.ForOfStatement, load: Expression): void {
  const { initializer } = node;
  if (!ts.isVariableDeclarationList(initializer)) {
    const symbol = ts.isIdentifier(initializer) ? build.program.resolve(initializer) : undefined;
    const variable = symbol && build.variableOf(symbol);
    if (variable === undefined || !sameType(build.typeOf(variable), load.type)) {
      refuse(
        initializer,
        'unsupportedPattern',
        'The loop needs a variable of the type of the elements.',
        'Write `for (const x of xs)`.',
      );
    }
    build.emit({ kind: 'assign', variable, value: load, span: build.span(initializer) });
    return;
  }
  const kind = initializer.flags & ts.NodeFlags.BlockScoped;
  const only = initializer.declarations[0]!;
  if ((kind !== ts.NodeFlags.Const && kind !== ts.NodeFlags.Let) || initializer.declarations.length !== 1) {
    refuse(
      initializer,
      'unsupportedStatement',
      "The variable is declared with 'const' or 'let'.",
      'Write `for (const x of xs)`.',
    );
  }
  if (ts.isIdentifier(only.name)) build.bind(only.name, load, build.span(only));
  else bindPattern(build, only.name, build.pin(load));
}
