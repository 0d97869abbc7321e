/** Expressions, each kind lowered in a file of its own. */
import { lowerBoolean } from './booleans.js';
import type { Expressions } from './function-scope.js';
import { lowerDouble, lowerInt32, lowerNumber, lowerWrapped } from './numbers.js';
import { lowerReference } from './references.js';

export const expressions: Expressions = {
  number: lowerNumber,
  double: lowerDouble,
  int32: lowerInt32,
  wrapped: lowerWrapped,
  boolean: lowerBoolean,
  reference: lowerReference,
  value(scope, expression, representation) {
    switch (expression.type.kind) {
      case 'number':
        return representation === 'i32' ? lowerInt32(scope, expression) : lowerDouble(scope, expression);
      case 'boolean':
        return lowerBoolean(scope, expression);
      default:
        return lowerReference(scope, expression);
    }
  },
};
