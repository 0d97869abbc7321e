/** Conditions. */
import type { Expression } from '../ir/index.js';
import { lowerLoadedBoolean } from './array-access.js';
import { lowerCall } from './calls.js';
import { lowerField } from './fields.js';
import type { FunctionScope } from './function-scope.js';
import { lowerPopped } from './intrinsics.js';
import { lowerPredicate } from './math.js';
import { asDouble } from './representation.js';

export function lowerBoolean(scope: FunctionScope, expression: Expression): string {
  const { expressions } = scope;
  switch (expression.kind) {
    case 'boolean':
      return String(expression.value);
    case 'variable':
      return scope.nameOf(expression.id);
    case 'unary':
      return `(!${expressions.boolean(scope, expression.operand)})`;
    case 'logical':
      return `(${expressions.boolean(scope, expression.left)} ${expression.operator} ${expressions.boolean(scope, expression.right)})`;
    case 'binary':
      return lowerComparison(scope, expression);
    case 'conditional':
      return `(${[expression.test, expression.then, expression.otherwise]
        .map((part, k) => `${['', '? ', ': '][k]}${expressions.boolean(scope, part)}`)
        .join(' ')})`;
    case 'math':
      return lowerPredicate(scope, expression);
    case 'call':
      return lowerCall(scope, expression);
    case 'load':
      return lowerLoadedBoolean(scope, expression);
    case 'field':
      return lowerField(scope, expression);
    case 'intrinsic':
      return `(load<u8>(${lowerPopped(scope, expression)}) != 0)`;
    default:
      throw new Error(`a ${expression.kind} is no boolean`);
  }
}

function lowerComparison(scope: FunctionScope, expression: Extract<Expression, { kind: 'binary' }>): string {
  const { left, right } = expression;
  const { expressions } = scope;
  const operator = { '===': '==', '!==': '!=' }[expression.operator as string] ?? expression.operator;
  if (left.type.kind === 'string') {
    const texts = `${expressions.reference(scope, left)}, ${expressions.reference(scope, right)}`;
    if (operator === '==') return `sameText(${texts})`;
    return operator === '!=' ? `(!sameText(${texts}))` : `(compareTexts(${texts}) ${operator} 0)`;
  }
  if (left.type.kind === 'boolean') {
    return `((${expressions.boolean(scope, left)}) ${operator} (${expressions.boolean(scope, right)}))`;
  }
  const a = expressions.number(scope, left, true);
  const b = expressions.number(scope, right, true);
  if (a.as === b.as) return `((${a.text}) ${operator} (${b.text}))`;
  return `((${left.kind === 'number' ? expressions.double(scope, left) : asDouble(a)}) ${operator} (${
    right.kind === 'number' ? expressions.double(scope, right) : asDouble(b)
  }))`;
}
