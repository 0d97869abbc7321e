/** `const` and `let`, with names or patterns on the left. */
import ts from '#typescript';
import type { Expression } from '../ir/index.js';
import { memberOf, withoutParentheses } from './assignments.js';
import { refuse } from './codes.js';
import type { FunctionBuilder } from './function-builder.js';
import { zeroOf } from './operators.js';
import { describeType, sameType } from './types.js';

export function declarationList(build: FunctionBuilder, list: ts.VariableDeclarationList): void {
  const kind = list.flags & ts.NodeFlags.BlockScoped;
  if (kind !== ts.NodeFlags.Const && kind !== ts.NodeFlags.Let) {
    refuse(list, 'unsupportedStatement', "Variables are declared with 'const' or 'let' only.", "Replace 'var' by 'let'.");
  }
  for (const declaration of list.declarations) declare(build, declaration);
}

function declare(build: FunctionBuilder, node: ts.VariableDeclaration): void {
  if (node.exclamationToken) {
    refuse(node, 'unsupportedStatement', "The assertion '!' hides a variable that may have no value.", 'Give it a first value.');
  }
  const { name, initializer } = node;
  const span = build.span(node);
  if (!initializer) {
    if (!ts.isIdentifier(name)) refuse(node, 'unsupportedPattern', 'A pattern needs a value to take apart.');
    // TypeScript has made sure that it is assigned before it is read.
    const type = build.program.types.map(build.checker.getTypeAtLocation(name), node);
    if (type.kind === 'void') refuse(node, 'unsupportedType', "A variable of type 'void' holds no value.");
    const variable = build.declare(name, type);
    build.emit({ kind: 'let', variable, value: zeroOf(type, span), span });
    return;
  }
  if (ts.isIdentifier(name)) {
    const type = build.program.types.map(build.checker.getTypeAtLocation(name), name);
    if (type.kind === 'void') refuse(initializer, 'unsupportedExpression', 'This call gives no value.');
    build.bind(name, build.expressionOf(initializer, type), span);
    return;
  }
  const source = withoutParentheses(initializer);
  if (ts.isArrayBindingPattern(name) && ts.isArrayLiteralExpression(source)) {
    bindLiteral(build, name, source);
    return;
  }
  bindPattern(build, name, build.pin(build.expression(initializer)));
}

/** `const [a, b] = [x, y]`: no tuple is needed in between. */
function bindLiteral(build: FunctionBuilder, pattern: ts.ArrayBindingPattern, source: ts.ArrayLiteralExpression): void {
  if (source.elements.length < pattern.elements.length) {
    refuse(pattern, 'unsupportedPattern', 'The pattern has more elements than the value.');
  }
  const wanted = pattern.elements.map((element) =>
    ts.isBindingElement(element) && ts.isIdentifier(element.name) && !element.initializer && !element.dotDotDotToken
      ? build.program.types.map(build.checker.getTypeAtLocation(element.name), element.name)
      : undefined,
  );
  const values = build.sequence(
    source.elements.map((element, k) => () => {
      const type = wanted[k];
      return type ? build.expressionOf(element, type) : build.expression(element);
    }),
  );
  values.forEach((value, k) => {
    const element = pattern.elements[k];
    if (element && ts.isBindingElement(element)) bindElement(build, element, value);
    else build.keep(value);
  });
}

/** Declares the names of a pattern as parts of `whole`, which must be something that can be read many times. */
export function bindPattern(build: FunctionBuilder, pattern: ts.BindingPattern, whole: Expression): void {
  pattern.elements.forEach((element, k) => {
    if (ts.isOmittedExpression(element)) return;
    const span = build.span(element);
    refuseDefaultsAndRest(element);
    const name = ts.isArrayBindingPattern(pattern) ? k : fieldName(element);
    const isPlainArray = ts.isArrayBindingPattern(pattern) && (whole.type.kind === 'array' || whole.type.kind === 'typed');
    if (!isPlainArray && whole.type.kind !== (ts.isArrayBindingPattern(pattern) ? 'tuple' : 'object')) {
      refuse(
        pattern,
        'unsupportedPattern',
        `A value of type '${describeType(whole.type)}' can not be taken apart by this pattern.`,
      );
    }
    bindElement(build, element, memberOf(element, whole, name, span));
  });
}

function fieldName(element: ts.BindingElement): string {
  const name = element.propertyName ?? element.name;
  if (!ts.isIdentifier(name)) return refuse(element, 'unsupportedPattern', 'Only plain field names are supported in patterns.');
  return name.text;
}

function refuseDefaultsAndRest(element: ts.BindingElement): void {
  if (!element.initializer && !element.dotDotDotToken) return;
  refuse(
    element,
    'unsupportedPattern',
    'Defaults and rest elements are not supported in patterns.',
    'Take the value apart step by step.',
  );
}

function bindElement(build: FunctionBuilder, element: ts.BindingElement, value: Expression): void {
  refuseDefaultsAndRest(element);
  if (!ts.isIdentifier(element.name)) {
    bindPattern(build, element.name, build.pin(value));
    return;
  }
  const type = build.program.types.map(build.checker.getTypeAtLocation(element.name), element.name);
  if (!sameType(type, value.type)) {
    refuse(
      element,
      'shapeMismatch',
      `A value of shape '${describeType(value.type)}' is taken as '${describeType(type)}'.`,
      'Give both the same type.',
    );
  }
  build.bind(element.name, value, build.span(element));
}
