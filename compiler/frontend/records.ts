/** Object literals of fixed shape. Tuples are array literals, see arrays.ts. */
import ts from '#typescript';
import type { Expression, Type } from '../ir/index.js';
import { refuse } from './codes.js';
import type { FunctionBuilder } from './function-builder.js';
import { describeType } from './types.js';

/**
 * The fields must stand in the order of the type, because JavaScript's objects remember the order in which their fields were
 * written and a result shows it.
 */
export function objectLiteral(build: FunctionBuilder, node: ts.ObjectLiteralExpression, expected?: Type): Expression {
  const span = build.span(node);
  const type = expected ?? build.program.types.map(build.checker.getTypeAtLocation(node), node);
  if (type.kind !== 'object') {
    refuse(node, 'shapeMismatch', `An object stands where a value of type '${describeType(type)}' is needed.`);
  }
  const names: string[] = [];
  const parts = node.properties.map((property): (() => Expression) => {
    if (ts.isSpreadAssignment(property)) {
      refuse(property, 'unsupportedExpression', 'Spread is not supported.', 'Write out the fields.');
    }
    const plain = ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property);
    if (!plain || !(ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))) {
      refuse(property, 'unsupportedExpression', 'Methods, accessors and computed names are not supported in objects.');
    }
    const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
    const field = type.fields[names.length];
    names.push(property.name.text);
    return () => build.expressionOf(value as ts.Expression, field?.type ?? { kind: 'void' });
  });
  const wanted = type.fields.map((field) => field.name);
  if (names.length !== wanted.length || names.some((name, k) => name !== wanted[k])) {
    refuse(
      node,
      'shapeMismatch',
      `The fields here are { ${names.join(', ')} }, those of the type are { ${wanted.join(', ')} }.`,
      'Write exactly the fields of the type, in its order.',
    );
  }
  return { kind: 'record', values: build.sequence(parts), type, span };
}
