/** How messages name a callee. */
import type { Expression } from '../core/types.js';
import type { FunctionScope } from './function-scope.js';

/** What V8 names in "... is not a function": the callee as it is written, functions and properties of literals left out. */
export function calleeText(scope: FunctionScope, named: Expression): string {
  switch (named.kind) {
    case 'callMethod':
      return `${sourceOf(scope, named.object)}${access(scope, named)}`;
    case 'callElement':
      return `${sourceOf(scope, named.object)}[${sourceOf(scope, named.key)}]`;
    default:
      return sourceOf(scope, named);
  }
}

/** `.key` or `?.key`: optional chains are taken apart in Core, the source still tells. */
function access(scope: FunctionScope, { object, key, span }: Extract<Expression, { kind: 'callMethod' }>): string {
  const between = scope.module.text({ ...span, start: object.span.end });
  return between.trimStart().startsWith('?.') ? `?.${key}` : `.${key}`;
}

export function sourceOf(scope: FunctionScope, expression: Expression): string {
  switch (expression.kind) {
    case 'property':
      return `${sourceOf(scope, expression.object)}.${expression.key}`;
    case 'element':
      return `${sourceOf(scope, expression.object)}[${sourceOf(scope, expression.key)}]`;
    case 'string':
      return JSON.stringify(expression.value);
    case 'call':
    case 'callMethod':
    case 'callElement':
      return `${calleeText(scope, expression.kind === 'call' ? expression.callee : expression)}(...)`;
    case 'function':
    case 'class':
    case 'new':
      return '(intermediate value)';
    case 'object':
      return `{${expression.properties.map(() => '(intermediate value)').join('')}}`;
    case 'array':
      return `[${expression.elements.map((element) => sourceOf(scope, element)).join()}]`;
    default:
      return scope.module.text(expression.span);
  }
}
