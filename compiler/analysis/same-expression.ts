/** Whether two expressions are written alike: then they have the same value where nothing that they read changes in between. */
import { type Expression, operandsOf } from '../ir/index.js';

export function isSameExpression(a: Expression, b: Expression): boolean {
  const head = headOf(a);
  if (head === undefined || head !== headOf(b)) return false;
  const [left, right] = [operandsOf(a), operandsOf(b)];
  return left.length === right.length && left.every((operand, k) => isSameExpression(operand, right[k]!));
}

/** What an expression is, beside its operands; undefined for those that may give another value each time. */
function headOf(expression: Expression): string | undefined {
  const { kind } = expression;
  switch (kind) {
    case 'number':
      return Object.is(expression.value, -0) ? 'number -0' : `number ${expression.value}`;
    case 'boolean':
    case 'string':
      return `${kind} ${expression.value}`;
    case 'variable':
      return `variable ${expression.id}`;
    case 'unary':
    case 'binary':
    case 'logical':
      return `${kind} ${expression.operator}`;
    case 'math':
      return `math ${expression.name}`;
    case 'field':
      return `field ${expression.index}`;
    case 'load':
    case 'length':
    case 'charCode':
    case 'conditional':
      return kind;
    case 'call':
    case 'intrinsic':
    case 'newArray':
    case 'arrayLiteral':
    case 'record':
      return undefined;
  }
}
