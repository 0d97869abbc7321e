/** `=`, `+=` and its like, `++` and `--`, as statements and inside expressions, in JavaScript's order of evaluation. */
import ts from '#typescript';
import { assignedVariables, type Expression, type Span, type VariableId } from '../ir/index.js';
import { refuse } from './codes.js';
import { type FunctionBuilder, hasEffect } from './function-builder.js';
import { compoundOperator, numericOperation } from './operators.js';
import { describeType, elementType, isArrayLike, NUMBER, sameType } from './types.js';

/** A variable or an element of an array, ready to be written. */
type Place =
  | { readonly kind: 'variable'; readonly id: VariableId }
  | { readonly kind: 'element'; readonly array: () => Expression; readonly index: () => Expression };

/** Translates an assignment; gives its value, or undefined when nobody wants it (`wanted` false). */
export function assignment(build: FunctionBuilder, node: ts.BinaryExpression, wanted: boolean): Expression | undefined {
  const span = build.span(node);
  const left = withoutParentheses(node.left);
  if (ts.isArrayLiteralExpression(left) || ts.isObjectLiteralExpression(left)) {
    if (wanted || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) {
      refuse(node, 'unsupportedPattern', 'A destructuring assignment must be a statement of its own.');
    }
    destructure(build, left, node.right);
    return undefined;
  }
  const operator = compoundOperator(node.operatorToken.kind);
  if (!operator && node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) {
    refuse(
      node,
      'unsupportedOperator',
      `'${node.operatorToken.getText()}' is not supported.`,
      'Write it out with `if` and a plain assignment.',
    );
  }
  const place = placeOf(build, left);
  if (operator) {
    return update(
      build,
      place,
      (old) => {
        const right = build.expression(node.right);
        if (old.type.kind === 'string' || right.type.kind === 'string') {
          refuse(
            node,
            'stringBuilding',
            'Strings can not be put together: they are read-only inputs.',
            'Work on character codes.',
          );
        }
        requireNumber(node.left, old);
        requireNumber(node.right, right);
        return right;
      },
      (old, right) => numericOperation(operator, old, right, span),
      span,
      wanted ? 'new' : 'none',
    );
  }
  if (place.kind === 'variable') {
    const value = build.expressionOf(node.right, build.typeOf(place.id));
    build.emit({ kind: 'assign', variable: place.id, value, span });
    return wanted ? build.read(place.id, span) : undefined;
  }
  let element: Expression['type'] = NUMBER;
  const parts = build.sequence([
    () => {
      const array = place.array();
      if (isArrayLike(array.type)) element = elementType(array.type);
      return array;
    },
    place.index,
    () => build.expressionOf(node.right, element),
  ]);
  const [array, index] = parts as [Expression, Expression];
  refuseAppending(left, array, index);
  const value = wanted ? keepAfter(build, parts) : parts[2]!;
  build.emit({ kind: 'store', array: parts[0]!, index: parts[1]!, value, span });
  return wanted ? value : undefined;
}

/** Puts the value (the last part) into a temporary; the parts before it come first when they have effects of their own. */
function keepAfter(build: FunctionBuilder, parts: Expression[]): Expression {
  for (let k = 0; k < parts.length - 1; k++) {
    const part = parts[k]!;
    if (part.kind !== 'variable' && part.kind !== 'number') parts[k] = build.keep(part);
  }
  const value = parts[parts.length - 1]!;
  return value.kind === 'number' || value.kind === 'boolean' ? value : build.keep(value);
}

/** `++` and `--`, before or behind. */
export function increment(
  build: FunctionBuilder,
  node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
  wanted: boolean,
): Expression | undefined {
  const span = build.span(node);
  const place = placeOf(build, withoutParentheses(node.operand));
  const one: Expression = { kind: 'number', value: 1, type: NUMBER, span };
  const operator = node.operator === ts.SyntaxKind.PlusPlusToken ? '+' : '-';
  const result = !wanted ? 'none' : ts.isPostfixUnaryExpression(node) ? 'old' : 'new';
  return update(
    build,
    place,
    (old) => {
      requireNumber(node.operand, old);
      return one;
    },
    (old, right) => numericOperation(operator, old, right, span),
    span,
    result,
  );
}

/** Reads a place, computes from it and writes it back. The place's array and index are evaluated once, before `right`. */
function update(
  build: FunctionBuilder,
  place: Place,
  right: (old: Expression) => Expression,
  combine: (old: Expression, right: Expression) => Expression,
  span: Span,
  result: 'none' | 'old' | 'new',
): Expression | undefined {
  if (place.kind === 'variable') {
    const { id } = place;
    const current = build.read(id, span);
    const before = result === 'old' ? build.keep(current) : current;
    const [old, operand] = build.sequence([() => before, () => right(current)]) as [Expression, Expression];
    build.emit({ kind: 'assign', variable: id, value: combine(old, operand), span });
    return result === 'none' ? undefined : result === 'old' ? before : build.read(id, span);
  }
  let [array, index] = build.sequence([place.array, place.index]) as [Expression, Expression];
  const operand = build.capture(() => right({ kind: 'load', array, index, type: elementTypeOf(array), span }));
  const plain = operand.statements.length === 0 && !hasEffect(operand.value) && !hasEffect(array) && !hasEffect(index);
  // Evaluating array and index a second time gives the same where nothing happens in between, and reads better to the analysis.
  if (!plain) {
    array = isFixed(array, operand.statements) ? array : build.keep(array);
    index = isFixed(index, operand.statements) ? index : build.keep(index);
  }
  const load: Expression = { kind: 'load', array, index, type: elementTypeOf(array), span };
  const old = plain && result !== 'old' ? load : build.keep(load);
  build.out.push(...operand.statements);
  const combined = combine(old, operand.value);
  const value = result === 'new' ? build.keep(combined) : combined;
  build.emit({ kind: 'store', array, index, value, span });
  return result === 'none' ? undefined : result === 'old' ? old : value;
}

/** Whether the expression is a literal or a variable that the statements do not assign. */
function isFixed(value: Expression, statements: Parameters<typeof assignedVariables>[0]): boolean {
  if (value.kind === 'number') return true;
  return value.kind === 'variable' && !assignedVariables(statements).has(value.id);
}

function elementTypeOf(array: Expression): Expression['type'] {
  return isArrayLike(array.type) ? elementType(array.type) : NUMBER;
}

function placeOf(build: FunctionBuilder, node: ts.Expression): Place {
  if (ts.isIdentifier(node)) {
    const symbol = build.program.resolve(node);
    const id = symbol && build.variableOf(symbol);
    if (id === undefined) {
      refuse(
        node,
        'moduleState',
        `'${node.text}' is not a variable of this function and can not be assigned.`,
        'Pass values as arguments and return the new ones.',
      );
    }
    return { kind: 'variable', id };
  }
  if (ts.isElementAccessExpression(node)) {
    if (node.questionDotToken) refuse(node, 'nullish', "'?.' is not supported: no value is ever undefined or null.");
    return {
      kind: 'element',
      array: () => {
        const array = build.expression(node.expression);
        if (!isArrayLike(array.type)) refuseFieldWrite(node, array);
        return array;
      },
      index: () => build.numberOf(node.argumentExpression),
    };
  }
  if (ts.isPropertyAccessExpression(node)) {
    if (node.name.text === 'length') {
      refuse(
        node,
        'unsupportedExpression',
        "The length of an array can't be assigned.",
        'Use push and pop, or make a new array with slice.',
      );
    }
    refuseFieldWrite(node, build.capture(() => build.expression(node.expression)).value);
  }
  return refuse(node, 'unsupportedPattern', 'This can not be assigned to.');
}

function refuseFieldWrite(node: ts.Node, record: Expression): never {
  refuse(
    node,
    'recordWritten',
    `${record.type.kind === 'tuple' ? 'A tuple' : 'An object'} can not be changed after it was made (type '${describeType(record.type)}').`,
    'Make a new one with the changed field, or keep each field in an array of its own.',
  );
}

function requireNumber(node: ts.Node, value: Expression): void {
  if (value.type.kind === 'number') return;
  refuse(node, 'unsupportedOperator', `A number is needed here, and this is of type '${describeType(value.type)}'.`);
}

/** `a[a.length] = x` grows an array in JavaScript, but an index out of bounds is an error in a compiled function. */
function refuseAppending(node: ts.Node, array: Expression, index: Expression): void {
  const sameArray =
    index.kind === 'length' && index.of.kind === 'variable' && array.kind === 'variable' && index.of.id === array.id;
  if (sameArray) refuse(node, 'arrayConstruction', 'Writing behind the end of an array is not supported.', 'Use push.');
}

/** `[a, x[i]] = [b, y]`, `[a, b] = pair`, `({x, y} = point)`: the right side first, then each target in order. */
function destructure(
  build: FunctionBuilder,
  pattern: ts.ArrayLiteralExpression | ts.ObjectLiteralExpression,
  right: ts.Expression,
): void {
  const targets = targetsOf(pattern);
  const source = withoutParentheses(right);
  let values: Expression[];
  if (ts.isArrayLiteralExpression(pattern) && ts.isArrayLiteralExpression(source)) {
    if (
      source.elements.length < targets.length ||
      source.elements.some((e) => ts.isSpreadElement(e) || ts.isOmittedExpression(e))
    ) {
      refuse(right, 'unsupportedPattern', 'The two sides must have the same number of elements.');
    }
    const parts = build.sequence(source.elements.map((element) => () => build.expression(element)));
    values = parts.map((part) => (part.kind === 'number' || part.kind === 'boolean' ? part : build.keep(part)));
  } else {
    const whole = build.keep(build.expression(right));
    values = targets.map((target) => memberOf(target.node, whole, target.name, build.span(target.node)));
    // An array is read element by element between the writes; `values` holds loads that each target evaluates in its turn.
  }
  targets.forEach((target, k) => {
    if (!target.assigned) return;
    const value = values[k]!;
    const place = placeOf(build, withoutParentheses(target.assigned));
    const at = build.span(target.node);
    const check = (type: Expression['type']) => {
      if (sameType(type, value.type)) return;
      refuse(
        target.node,
        'shapeMismatch',
        `A value of shape '${describeType(value.type)}' is assigned to '${describeType(type)}'.`,
        'Give both the same type.',
      );
    };
    if (place.kind === 'variable') {
      check(build.typeOf(place.id));
      build.emit({ kind: 'assign', variable: place.id, value, span: at });
    } else {
      const [array, index] = build.sequence([place.array, place.index]) as [Expression, Expression];
      check(elementTypeOf(array));
      build.emit({ kind: 'store', array, index, value, span: at });
    }
  });
}

interface Target {
  readonly node: ts.Node;
  /** Missing for a hole in an array pattern. */
  readonly assigned?: ts.Expression;
  readonly name: string | number;
}

function targetsOf(pattern: ts.ArrayLiteralExpression | ts.ObjectLiteralExpression): Target[] {
  if (ts.isArrayLiteralExpression(pattern)) {
    return pattern.elements.map((element, k): Target => {
      if (ts.isOmittedExpression(element)) return { node: element, name: k };
      if (
        ts.isSpreadElement(element) ||
        (ts.isBinaryExpression(element) && element.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      ) {
        refuse(element, 'unsupportedPattern', 'Rest elements and defaults are not supported in patterns.');
      }
      return { node: element, assigned: element, name: k };
    });
  }
  return pattern.properties.map((property): Target => {
    if (ts.isShorthandPropertyAssignment(property) && !property.objectAssignmentInitializer) {
      return { node: property.name, assigned: property.name, name: property.name.text };
    }
    if (ts.isPropertyAssignment(property) && ts.isIdentifier(property.name)) {
      return { node: property, assigned: property.initializer, name: property.name.text };
    }
    return refuse(property, 'unsupportedPattern', 'Rest elements, defaults and computed names are not supported in patterns.');
  });
}

/** The element or field of a value that a pattern picks. */
export function memberOf(node: ts.Node, whole: Expression, name: string | number, span: Span): Expression {
  const { type } = whole;
  if (type.kind === 'tuple' && typeof name === 'number' && name < type.elements.length) {
    return { kind: 'field', record: whole, index: name, type: type.elements[name]!, span };
  }
  if (type.kind === 'object' && typeof name === 'string') {
    const index = type.fields.findIndex((field) => field.name === name);
    if (index >= 0) return { kind: 'field', record: whole, index, type: type.fields[index]!.type, span };
  }
  if (isArrayLike(type) && typeof name === 'number') {
    const index: Expression = { kind: 'number', value: name, type: NUMBER, span };
    return { kind: 'load', array: whole, index, type: elementType(type), span };
  }
  return refuse(node, 'unsupportedPattern', `A value of type '${describeType(type)}' has no '${name}' to take out.`);
}

export function withoutParentheses(node: ts.Expression): ts.Expression {
  let inner = node;
  while (ts.isParenthesizedExpression(inner)) inner = inner.expression;
  return inner;
}
