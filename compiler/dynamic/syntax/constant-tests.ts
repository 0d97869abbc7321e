/** Conditions that are decided before the program runs, such as those that ask which host there is. */
import type { Expression } from '../core/types.js';

/** The value of a condition that is known already. */
export function constantOf(test: Expression): boolean | undefined {
  switch (test.kind) {
    case 'boolean':
      return test.value;
    case 'undefined':
    case 'null':
      return false;
    case 'string':
      return test.value !== '';
    case 'block':
      return constantOf(test.value);
    case 'unary': {
      const inner = test.operator === '!' ? constantOf(test.operand) : undefined;
      return inner === undefined ? undefined : !inner;
    }
    case 'binary':
      if (test.left.kind !== 'string' || test.right.kind !== 'string') return undefined;
      if (test.operator === '===' || test.operator === '==') return test.left.value === test.right.value;
      return test.operator === '!==' || test.operator === '!=' ? test.left.value !== test.right.value : undefined;
    case 'logical': {
      const left = constantOf(test.left);
      const right = constantOf(test.right);
      if (test.operator === '&&') return left === false || right === false ? false : left && right;
      return test.operator === '||' ? (left === true || right === true ? true : left === false ? right : undefined) : undefined;
    }
    default:
      return undefined;
  }
}
