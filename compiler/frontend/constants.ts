/** Module-level constants: scalars are folded into their uses, arrays of literals become globals of the program. */
import ts from '#typescript';
import type { Expression, Type } from '../ir/index.js';
import { applyBinary, mapExpression, operandsOf } from '../ir/index.js';
import { refuse } from './codes.js';
import { FunctionBuilder, type Rules } from './function-builder.js';
import type { Constant, ProgramBuilder } from './program-builder.js';
import { BOOLEAN, isArrayLike, NUMBER, VOID } from './types.js';

const LIBRARY_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ...(['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'] as const).map((n): [string, number] => [
    `Math.${n}`,
    Math[n],
  ]),
  ...(
    [
      'EPSILON',
      'MAX_SAFE_INTEGER',
      'MIN_SAFE_INTEGER',
      'MAX_VALUE',
      'MIN_VALUE',
      'NaN',
      'POSITIVE_INFINITY',
      'NEGATIVE_INFINITY',
    ] as const
  ).map((n): [string, number] => [`Number.${n}`, Number[n]]),
]);

const BYTES: ReadonlyMap<string, number> = new Map([
  ['Int8Array', 1],
  ['Uint8Array', 1],
  ['Uint8ClampedArray', 1],
  ['Int16Array', 2],
  ['Uint16Array', 2],
  ['Int32Array', 4],
  ['Uint32Array', 4],
  ['Float32Array', 4],
  ['Float64Array', 8],
]);

/** The value of `NaN`, `Infinity`, `Math.PI`, `Number.EPSILON` and the like. */
export function libraryConstant(program: ProgramBuilder, node: ts.Expression): number | undefined {
  if (ts.isIdentifier(node)) {
    return (node.text === 'NaN' || node.text === 'Infinity') && program.builtin(node)
      ? LIBRARY_NUMBERS.get(node.text)
      : undefined;
  }
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  const owner = program.builtin(node.expression);
  if (!owner) return undefined;
  return node.name.text === 'BYTES_PER_ELEMENT' ? BYTES.get(owner) : LIBRARY_NUMBERS.get(`${owner}.${node.name.text}`);
}

/** What the use of a module-level `const` stands for. Refuses names that are anything else. */
export function constantOf(program: ProgramBuilder, rules: Rules, symbol: ts.Symbol | undefined, node: ts.Identifier): Constant {
  const known = symbol && program.constants.get(symbol);
  if (known) return known;
  const declaration = symbol?.valueDeclaration;
  if (!symbol || !declaration) {
    refuse(node, 'unsupportedExpression', `'${node.text}' is not a value that can be used here.`);
  }
  if (program.builtin(node)) {
    refuse(
      node,
      'hostOrChance',
      `'${node.text}' is not supported.`,
      "Of the language's own names Math, Number and the typed arrays may be used.",
    );
  }
  if (ts.isFunctionDeclaration(declaration)) {
    refuse(node, 'closure', `The function '${node.text}' can not be used as a value.`, 'Call it by its name.');
  }
  const moduleLevel =
    ts.isVariableDeclaration(declaration) &&
    ts.isVariableStatement(declaration.parent.parent) &&
    ts.isSourceFile(declaration.parent.parent.parent);
  if (!moduleLevel) {
    refuse(
      node,
      'unsupportedExpression',
      `'${node.text}' can not be used here.`,
      'Only parameters, variables and module-level constants can.',
    );
  }
  if (!(declaration.parent.flags & ts.NodeFlags.Const)) {
    refuse(
      node,
      'moduleState',
      `'${node.text}' is a module-level variable that can change.`,
      'Make it a const, or pass it as an argument: blocks on different machines share no state.',
    );
  }
  if (!declaration.initializer || !ts.isIdentifier(declaration.name)) {
    refuse(declaration, 'moduleState', 'A module-level constant needs a name and an initialiser of its own.');
  }
  if (ts.isArrowFunction(declaration.initializer) || ts.isFunctionExpression(declaration.initializer)) {
    refuse(node, 'closure', `The function '${node.text}' can not be used as a value.`, 'Call it by its name.');
  }
  if (program.evaluating.has(symbol)) {
    refuse(node, 'moduleState', `The constant '${node.text}' is made from itself.`, 'Give it a value of its own.');
  }
  program.evaluating.add(symbol);
  let constant: Constant;
  try {
    const value = evaluate(program, rules, declaration.name, declaration.initializer);
    constant = isArrayLike(value.type) ? addGlobal(program, declaration.name, value) : value;
  } finally {
    program.evaluating.delete(symbol);
  }
  program.constants.set(symbol, constant);
  return constant;
}

function addGlobal(program: ProgramBuilder, name: ts.Identifier, value: Expression): Expression {
  const id = program.newVariable();
  const span = program.span(name);
  program.globals.push({ variable: { id, name: name.text, type: value.type, mutable: false, span }, value });
  return { kind: 'variable', id, type: value.type, span };
}

/** Translates an initialiser outside of any function; it must come out as literals, or arithmetic on literals. */
export function evaluate(
  program: ProgramBuilder,
  rules: Rules,
  name: ts.Node,
  initializer: ts.Expression,
  as?: Type,
): Expression {
  const type = as ?? program.types.map(program.checker.getTypeAtLocation(name), name);
  const build = new FunctionBuilder(program, rules, VOID, initializer);
  const captured = build.capture(() => build.expressionOf(initializer, type));
  const value = mapExpression(captured.value, fold);
  if (captured.statements.length > 0 || !isConstant(value, isArrayLike(type))) {
    refuse(
      initializer,
      'moduleState',
      'A module-level constant must be made of literals and arithmetic on them.',
      'Compute it inside the function, or pass it as an argument.',
    );
  }
  return value;
}

/** Arithmetic only for scalars (their uses repeat it); literals for arrays, whose elements are laid out once. */
function isConstant(value: Expression, literalsOnly: boolean): boolean {
  switch (value.kind) {
    case 'number':
    case 'boolean':
    case 'string':
      return true;
    case 'arrayLiteral':
      return literalsOnly && value.elements.every((element) => isConstant(element, true));
    case 'newArray':
      return (
        literalsOnly &&
        operandsOf(value).every((operand) => isConstant(operand, false) && !isArrayLike(operand.type)) &&
        value.length.kind === 'number'
      );
    case 'record':
      return value.values.every((element) => isConstant(element, literalsOnly) && !isArrayLike(element.type));
    case 'unary':
    case 'binary':
    case 'logical':
    case 'conditional':
    case 'math':
      return !literalsOnly && operandsOf(value).every((operand) => isConstant(operand, false));
    case 'field':
    case 'length':
      return !literalsOnly && operandsOf(value).every((operand) => isConstant(operand, false));
    default:
      return false;
  }
}

/** Functions whose result the language fixes to the last bit; others are left to the machine that runs the program. */
const EXACT: ReadonlyMap<string, (...values: number[]) => number> = new Map<string, (...values: number[]) => number>([
  ['Math.abs', Math.abs],
  ['Math.ceil', Math.ceil],
  ['Math.floor', Math.floor],
  ['Math.fround', Math.fround],
  ['Math.imul', Math.imul],
  ['Math.clz32', Math.clz32],
  ['Math.max', Math.max],
  ['Math.min', Math.min],
  ['Math.round', Math.round],
  ['Math.sign', Math.sign],
  ['Math.sqrt', Math.sqrt],
  ['Math.trunc', Math.trunc],
]);

/** Folds one operation on literals whose result does not depend on the machine. */
export function fold(expression: Expression): Expression {
  const { span } = expression;
  const number = (value: number): Expression => ({ kind: 'number', value, type: NUMBER, span });
  const boolean = (value: boolean): Expression => ({ kind: 'boolean', value, type: BOOLEAN, span });
  if (expression.kind === 'unary' && expression.operand.kind === 'number') {
    const { value } = expression.operand;
    if (expression.operator === '~') return number(~value);
    if (expression.operator === '-') return number(-value);
  }
  if (expression.kind === 'unary' && expression.operator === '!' && expression.operand.kind === 'boolean') {
    return boolean(!expression.operand.value);
  }
  if (expression.kind === 'field' && expression.record.kind === 'record') return expression.record.values[expression.index]!;
  if (expression.kind === 'length' && expression.of.kind === 'string') return number(expression.of.value.length);
  if (expression.kind === 'math') {
    const exact = EXACT.get(expression.name);
    const values = expression.arguments.flatMap((argument) => (argument.kind === 'number' ? [argument.value] : []));
    if (exact && values.length === expression.arguments.length) return number(exact(...values));
  }
  if (expression.kind === 'binary' && expression.left.kind === 'number' && expression.right.kind === 'number') {
    const result = foldBinary(expression.operator, expression.left.value, expression.right.value);
    if (typeof result === 'number') return number(result);
    if (typeof result === 'boolean') return boolean(result);
  }
  return expression;
}

function foldBinary(
  operator: Extract<Expression, { kind: 'binary' }>['operator'],
  left: number,
  right: number,
): number | boolean | undefined {
  if (operator === '**' && !isExactPower(left, right)) return undefined;
  return applyBinary(operator, left, right);
}

/** Whole powers of small integers; other powers are the host's to round. */
function isExactPower(base: number, exponent: number): boolean {
  const whole = Number.isInteger(base) && Number.isInteger(exponent) && exponent >= 0 && exponent <= 64;
  return whole && Math.abs(base ** exponent) <= 2 ** 53;
}
