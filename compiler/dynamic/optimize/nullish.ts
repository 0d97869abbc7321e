/** `x === undefined || x === null`. */
import type { Expression } from '../core/types.js';

/** `value` makes the operand anew for each of its two places; evaluating it must have no effect. */
export function isNullish(value: () => Expression): Expression {
  const { span } = value();
  const is = (kind: 'undefined' | 'null'): Expression => ({
    kind: 'binary',
    operator: '===',
    left: value(),
    right: { kind, span },
    span,
  });
  return { kind: 'logical', operator: '||', left: is('undefined'), right: is('null'), span };
}
