/** Regular expressions in the source: their patterns are compiled here, once, into a constant of the program. */
import type ts from '#typescript';
import { compilePattern } from '../builtins/regexp-compiler.js';
import type { Expression } from '../core/types.js';
import { REGEXP_FLAG_LETTERS } from '../layout.js';
import { closeCase, propertySet } from '../unicode-sets.js';
import type { FunctionContext } from './context.js';
import { intrinsic, numberOf, stringOf } from './make.js';
import { refuse } from './refusal.js';

/** A new object each time that the expression is evaluated. */
export function regularExpression(context: FunctionContext, node: ts.RegularExpressionLiteral): Expression {
  const end = node.text.lastIndexOf('/');
  const source = node.text.slice(1, end);
  const flags = node.text.slice(end + 1);
  const span = context.span(node);
  const bits = [...flags].reduce((all, flag) => all | (1 << REGEXP_FLAG_LETTERS.indexOf(flag)), 0);
  return intrinsic(
    span,
    'newRegExp',
    stringOf(span, source),
    numberOf(span, bits),
    stringOf(span, programOf(node, source, flags)),
  );
}

function programOf(node: ts.RegularExpressionLiteral, source: string, flags: string): string {
  if (flags.includes('v')) {
    return refuse(node, 'regularExpression', "Flag 'v' of regular expressions is not supported.", "Use flag 'u'.");
  }
  try {
    return String.fromCharCode(...compilePattern(source, flags, { closeCase, property: propertySet }));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse(node, 'regularExpression', `${error.message}.`, 'Node does not run the file either.');
  }
}
