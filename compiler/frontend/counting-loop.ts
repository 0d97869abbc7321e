/** `for (let at = 0; at < limit; at++)` in the IR: what loops over elements and callbacks become. */
import type ts from '#typescript';
import type { Expression, LoopId, Span } from '../ir/index.js';
import type { FunctionBuilder } from './function-builder.js';
import { BOOLEAN, NUMBER } from './types.js';

/** `limit` is looked at before each round. A hint of `node` is the loop's. */
export function emitCountingLoop(
  build: FunctionBuilder,
  id: LoopId,
  limit: Expression,
  node: ts.Node,
  span: Span,
  round: (at: Expression) => void,
): void {
  const counter = build.slot(NUMBER, span);
  const at = build.read(counter, span);
  const body = build.block(() => round(at));
  const number = (value: number): Expression => ({ kind: 'number', value, type: NUMBER, span });
  const next: Expression = { kind: 'binary', operator: '+', left: at, right: number(1), type: NUMBER, span };
  build.emit({
    kind: 'loop',
    id,
    init: [{ kind: 'let', variable: counter, value: number(0), span }],
    test: { kind: 'binary', operator: '<', left: at, right: limit, type: BOOLEAN, span },
    update: [{ kind: 'assign', variable: counter, value: next, span }],
    body,
    span,
    ...build.hint(node),
  });
}
