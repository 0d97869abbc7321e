/**
 * `for-of` and `for-in`. True arrays and typed arrays are read by index; `isIndexed` is tested once, and the loop has one body for both ways:
 *
 *     let indexed = isIndexed(source), iterator = indexed ? undefined : iterator(source), index = 0
 *     loop {
 *       if (indexed) { if (index >= source.length) break; value = source[index]; index++ }
 *       else { value = advance(iterator); if (isEmpty(value)) break }
 *       body
 *     }
 */
import ts from '#typescript';
import type { Expression, Label, Statement, VariableId } from '../core/types.js';
import { assign } from './assignments.js';
import type { FunctionContext } from './context.js';
import { nested } from './declarations.js';
import { loopBody } from './loops.js';
import {
  binary,
  booleanOf,
  breakTo,
  callBuiltin,
  conditional,
  effect,
  element,
  get,
  ifStatement,
  intrinsic,
  letStatement,
  numberOf,
  property,
  set,
  stringOf,
  unary,
  undefinedAt,
} from './make.js';
import { iterableText } from './patterns.js';
import { refuse } from './refusal.js';

export function forOf(context: FunctionContext, node: ts.ForOfStatement): Statement[] {
  if (node.awaitModifier) return refuse(node, 'asynchronous', "'for await' is not supported.");
  const span = context.span(node);
  const { program } = context;
  const labels = context.pendingLabels;
  context.pendingLabels = [];
  const source = context.stable(context.expression(node.expression), 'source');
  context.pendingLabels = labels;
  const indexed = context.temporary('indexed');
  const iterator = context.temporary('iterator');
  const index = context.temporary('index', true);
  const value = context.temporary('value', true);
  const text = stringOf(span, iterableText(node.expression));
  const before: Statement[] = [
    ...source.before,
    letStatement(span, indexed, intrinsic(span, 'isIndexed', source.use)),
    letStatement(
      span,
      iterator,
      conditional(
        span,
        get(span, indexed),
        undefinedAt(span),
        callBuiltin(span, program.builtin('Operators$iterator'), source.use, text),
      ),
    ),
    letStatement(span, index, numberOf(span, 0)),
    letStatement(span, value, undefinedAt(span)),
  ];
  const label = context.label();
  const byIndex: Statement[] = [
    ifStatement(span, unary(span, '!', binary(span, '<', get(span, index), property(span, source.use, 'length'))), [
      breakTo(span, label),
    ]),
    effect(set(span, value, element(span, source.use, get(span, index)))),
    effect(set(span, index, unary(span, '++', get(span, index)))),
  ];
  const byIterator: Statement[] = [
    effect(set(span, value, callBuiltin(span, program.builtin('Operators$advance'), get(span, iterator)))),
    ifStatement(span, intrinsic(span, 'isEmpty', get(span, value)), [breakTo(span, label)]),
  ];
  const close = (): Statement[] => [
    ifStatement(span, unary(span, '!', get(span, indexed)), [
      effect(callBuiltin(span, program.builtin('Operators$close'), get(span, iterator))),
    ]),
  ];
  const step = ifStatement(span, get(span, indexed), byIndex, byIterator);
  const each = () => [...eachValue(context, node, value), ...nested(context, node.statement)];
  if (context.isGenerator) {
    return [...before, ...interruptible(context, { label, step, each, indexed, iterator, span })];
  }
  const inner = loopBody(context, label, each, close);
  const body = program.facts.hasClosableIterators ? closing(context, inner, indexed, iterator, span) : inner;
  return [...before, { kind: 'loop', label, update: [], body: [step, ...body], span }];
}

interface Parts {
  readonly label: Label;
  readonly step: Statement;
  readonly each: () => Statement[];
  readonly indexed: VariableId;
  readonly iterator: VariableId;
  readonly span: Expression['span'];
}

/**
 * In a generator the loop may also be left at a `yield`, by `return()`: whatever leaves it while `open` is true closes the iterator. `open` is
 * false while the iterator itself is at work.
 */
function interruptible(context: FunctionContext, { label, step, each, indexed, iterator, span }: Parts): Statement[] {
  const { program } = context;
  const open = context.temporary('open', true);
  const mark = (value: Expression) => effect(set(span, open, value));
  const close = effect(callBuiltin(span, program.builtin('Operators$close'), get(span, iterator)));
  const isOpen: Expression = {
    kind: 'logical',
    operator: '&&',
    left: get(span, open),
    right: unary(span, '!', get(span, indexed)),
    span,
  };
  const error = context.temporary('error');
  const ignored = context.temporary('ignored');
  const handler: Statement[] = [
    ifStatement(span, isOpen, [
      mark(booleanOf(span, false)),
      { kind: 'try', body: [close], handler: { variable: ignored, body: [] }, span },
    ]),
    { kind: 'throw', value: get(span, error), span },
  ];
  const inner = loopBody(context, label, each);
  const body: Statement[] = [mark(booleanOf(span, false)), step, mark(booleanOf(span, true)), ...inner];
  return [
    letStatement(span, open, booleanOf(span, false)),
    {
      kind: 'try',
      body: [{ kind: 'loop', label, update: [], body, span }],
      handler: { variable: error, body: handler },
      finalizer: [ifStatement(span, isOpen, [close])],
      span,
    },
  ];
}

/** An exception that leaves the loop closes the iterator, whose own errors are then ignored. */
function closing(
  context: FunctionContext,
  body: Statement[],
  indexed: VariableId,
  iterator: VariableId,
  span: Expression['span'],
): Statement[] {
  const error = context.temporary('error');
  const ignored = context.temporary('ignored');
  const close = effect(callBuiltin(span, context.program.builtin('Operators$close'), get(span, iterator)));
  const handler: Statement[] = [
    ifStatement(span, unary(span, '!', get(span, indexed)), [
      { kind: 'try', body: [close], handler: { variable: ignored, body: [] }, span },
    ]),
    { kind: 'throw', value: get(span, error), span },
  ];
  return [{ kind: 'try', body, handler: { variable: error, body: handler }, span }];
}

function eachValue(context: FunctionContext, node: ts.ForOfStatement | ts.ForInStatement, value: VariableId): Statement[] {
  const { initializer } = node;
  const read = get(context.span(initializer), value);
  if (!ts.isVariableDeclarationList(initializer)) return assign(context, initializer, read);
  return context.parts.bind(context, initializer.declarations[0]!.name, read);
}

/** Goes on when the key is no longer there. Nothing can be deleted from a primitive. */
function skipDeleted(object: Expression, key: Expression, label: Label): Statement {
  const { span } = key;
  const gone = unary(span, '!', binary(span, 'in', key, { ...object }));
  return ifStatement(span, intrinsic(span, 'isObject', object), [ifStatement(span, gone, [{ kind: 'continue', label, span }])]);
}

/** Keys are gathered first; one that was deleted meanwhile is left out. */
export function forIn(context: FunctionContext, node: ts.ForInStatement): Statement[] {
  const span = context.span(node);
  const { program } = context;
  const labels = context.pendingLabels;
  context.pendingLabels = [];
  const object = context.stable(context.expression(node.expression), 'object');
  context.pendingLabels = labels;
  const keys = context.temporary('keys');
  const index = context.temporary('index', true);
  const key = context.temporary('key', true);
  const label: Label = context.label();
  const before: Statement[] = [
    ...object.before,
    letStatement(span, keys, callBuiltin(span, program.builtin('Operators$forInKeys'), object.use)),
    letStatement(span, index, numberOf(span, 0)),
    letStatement(span, key, undefinedAt(span)),
  ];
  const take = effect(set(span, key, element(span, get(span, keys), get(span, index))));
  const check = program.facts.deletes ? [skipDeleted(object.use, get(span, key), label)] : [];
  const body = loopBody(context, label, () => [...eachValue(context, node, key), ...nested(context, node.statement)]);
  const test = binary(span, '<', get(span, index), property(span, get(span, keys), 'length'));
  const update = [effect(set(span, index, unary(span, '++', get(span, index))))];
  return [...before, { kind: 'loop', label, test, update, body: [take, ...check, ...body], span }];
}
