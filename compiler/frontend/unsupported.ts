/** What to say about syntax that has no translation. */
import ts from '#typescript';
import { type CodeName, refuse } from './codes.js';

type Answer = readonly [code: CodeName, message: string, hint?: string];

const K = ts.SyntaxKind;

const EXPRESSIONS: ReadonlyMap<ts.SyntaxKind, Answer> = new Map<ts.SyntaxKind, Answer>([
  [
    K.ArrowFunction,
    ['closure', 'Functions can not be used as values.', 'Declare the function at the top level of the file and call it by name.'],
  ],
  [
    K.FunctionExpression,
    ['closure', 'Functions can not be used as values.', 'Declare the function at the top level of the file and call it by name.'],
  ],
  [K.ClassExpression, ['unsupportedExpression', 'Classes are not supported.', 'Use functions and plain objects.']],
  [K.ThisKeyword, ['unsupportedExpression', "'this' is not supported.", 'Pass what the function needs as arguments.']],
  [K.SuperKeyword, ['unsupportedExpression', "'super' is not supported."]],
  [
    K.NullKeyword,
    ['nullish', "'null' is not a value here: every value must be present.", 'Use a number such as -1 or NaN for "none".'],
  ],
  [
    K.TemplateExpression,
    [
      'stringBuilding',
      'Strings can not be put together: they are read-only inputs.',
      'Return numbers and build the text outside.',
    ],
  ],
  [K.TaggedTemplateExpression, ['stringBuilding', 'Tagged templates are not supported.']],
  [
    K.RegularExpressionLiteral,
    ['unsupportedExpression', 'Regular expressions are not supported.', 'Walk over the text with charCodeAt.'],
  ],
  [
    K.BigIntLiteral,
    ['unsupportedType', 'BigInt values are not supported.', 'Use numbers, or several numbers for wide integers.'],
  ],
  [K.AwaitExpression, ['asynchronous', "'await' is not supported: a function computes its result from its arguments alone."]],
  [K.YieldExpression, ['asynchronous', 'Generators are not supported.', 'Fill an array and return it.']],
  [K.SpreadElement, ['unsupportedExpression', 'Spread is not supported.', 'Use slice to copy an array, or a loop.']],
  [K.OmittedExpression, ['arrayConstruction', 'Arrays with holes are not supported.', 'Give every element a value.']],
  [K.TypeOfExpression, ['unsupportedExpression', "'typeof' is not supported: every type is known.", 'Leave the test out.']],
  [K.VoidExpression, ['nullish', "'void' is not supported."]],
  [K.DeleteExpression, ['recordWritten', "'delete' is not supported: objects keep their fields."]],
  [K.MetaProperty, ['hostOrChance', "'import.meta' and 'new.target' are not supported."]],
]);

const STATEMENTS: ReadonlyMap<ts.SyntaxKind, Answer> = new Map<ts.SyntaxKind, Answer>([
  [
    K.FunctionDeclaration,
    ['closure', 'Functions inside functions are not supported.', 'Move it to the top level and pass what it needs as arguments.'],
  ],
  [K.ClassDeclaration, ['unsupportedStatement', 'Classes are not supported.', 'Use functions and plain objects.']],
  [K.EnumDeclaration, ['unsupportedStatement', 'An enum must stand at the top level of the file.']],
  [K.ForInStatement, ['unsupportedStatement', "'for (... in ...)' is not supported.", 'Loop over an index, or use for-of.']],
  [
    K.TryStatement,
    ['exceptions', "'try' is not supported: an error ends the whole run.", 'Test for the problem before it happens.'],
  ],
  [K.WithStatement, ['unsupportedStatement', "'with' is not supported."]],
  [K.DebuggerStatement, ['unsupportedStatement', "'debugger' is not supported.", 'Remove it.']],
]);

export function refuseExpression(node: ts.Expression): never {
  const answer = EXPRESSIONS.get(node.kind);
  if (answer) refuse(node, ...answer);
  return refuse(node, 'unsupportedExpression', 'This kind of expression is not supported.', 'Write it with simpler operations.');
}

export function refuseStatement(node: ts.Statement): never {
  const answer = STATEMENTS.get(node.kind);
  if (answer) refuse(node, ...answer);
  return refuse(node, 'unsupportedStatement', 'This kind of statement is not supported.');
}
