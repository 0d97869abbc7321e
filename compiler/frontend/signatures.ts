/** What a function takes and gives; finding the function behind a name. */
import ts from '#typescript';
import type { Expression } from '../ir/index.js';
import { FollowUp, refuse } from './codes.js';
import type { FunctionNode, ProgramBuilder, Signature, SignatureParameter } from './program-builder.js';
import { BOOLEAN, NUMBER, STRING } from './types.js';

/** The top-level function behind a symbol: a declaration with a body, or a const that holds an arrow or function expression. */
export function functionOf(symbol: ts.Symbol | undefined): FunctionNode | undefined {
  const declaration = symbol?.valueDeclaration;
  if (!declaration) return undefined;
  if (ts.isFunctionDeclaration(declaration)) return declaration;
  if (!ts.isVariableDeclaration(declaration) || !(declaration.parent.flags & ts.NodeFlags.Const)) return undefined;
  const statement = declaration.parent.parent;
  if (!ts.isVariableStatement(statement) || !ts.isSourceFile(statement.parent)) return undefined;
  const value = declaration.initializer;
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : undefined;
}

/** Parameters and variables inside of functions: when the builder does not know one, its declaration was refused. */
export function isLocal(symbol: ts.Symbol | undefined): boolean {
  const declaration = symbol?.valueDeclaration;
  if (
    !declaration ||
    !(ts.isVariableDeclaration(declaration) || ts.isParameter(declaration) || ts.isBindingElement(declaration))
  ) {
    return false;
  }
  return ts.findAncestor(declaration, (node) => ts.isFunctionLike(node)) !== undefined;
}

/** The signature of the function that `name` calls; the function is put on the list to be translated. */
export function signatureOf(program: ProgramBuilder, name: ts.Identifier): Signature {
  const symbol = program.resolve(name);
  const node = functionOf(symbol);
  if (!node && isLocal(symbol)) throw new FollowUp(name, 'closure', `'${name.text}' can not be called here.`);
  if (!symbol || !node) {
    refuse(
      name,
      'closure',
      `'${name.text}' is not a function declared at the top level of a file.`,
      'Only top-level functions of this file and of imported local files can be called.',
    );
  }
  const functions = (symbol.declarations ?? []).filter((declaration) => ts.isFunctionDeclaration(declaration));
  if (functions.length > 1)
    refuse(name, 'unsupportedCall', `'${name.text}' is overloaded.`, 'Give each variant a name of its own.');
  return signatureFor(program, node, symbol.name === 'default' ? (node.name?.getText() ?? 'default') : symbol.name);
}

export function signatureFor(program: ProgramBuilder, node: FunctionNode, name: string): Signature {
  const known = program.signatures.get(node);
  if (known) return known;
  refuseKinds(node);
  const { checker } = program;
  const parameters = node.parameters.map((parameter) => parameterOf(program, parameter));
  const resolved = checker.getSignatureFromDeclaration(node);
  if (!resolved) refuse(node, 'unsupportedType', `The type of '${name}' can not be determined.`);
  const returns = program.types.map(checker.getReturnTypeOfSignature(resolved), node.type ?? node.name ?? node);
  if (checker.getTypePredicateOfSignature(resolved)) {
    refuse(node.type ?? node, 'unsupportedType', 'Functions that narrow the type of their arguments are not supported.');
  }
  const signature: Signature = { id: program.newFunction(name), name, node, parameters, returns };
  program.signatures.set(node, signature);
  program.pending.push(signature);
  return signature;
}

function refuseKinds(node: FunctionNode): void {
  const isAsync = node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword);
  if (isAsync) {
    refuse(
      node.name ?? node,
      'asynchronous',
      'Async functions are not supported: a function computes its result from its arguments alone.',
    );
  }
  if (node.asteriskToken)
    refuse(node.name ?? node, 'asynchronous', 'Generators are not supported.', 'Fill an array and return it.');
  if (node.typeParameters?.length) {
    refuse(
      node.typeParameters[0]!,
      'unsupportedType',
      'Generic functions are not supported.',
      'Write the function for the type it is used with.',
    );
  }
  if (!node.body)
    refuse(node, 'unsupportedCall', 'This function has no body.', 'Only functions written in TypeScript can be compiled.');
}

function parameterOf(program: ProgramBuilder, node: ts.ParameterDeclaration): SignatureParameter {
  if (node.dotDotDotToken) refuse(node, 'unsupportedParameter', 'Rest parameters are not supported.', 'Take an array.');
  if (node.questionToken) {
    refuse(
      node,
      'unsupportedParameter',
      'Optional parameters are not supported.',
      'Give it a default value, or make it required.',
    );
  }
  if (ts.isIdentifier(node.name) && node.name.text === 'this') {
    refuse(node, 'unsupportedParameter', "'this' is not supported.", 'Pass what the function needs as arguments.');
  }
  const type = program.types.map(program.checker.getTypeAtLocation(node), node);
  if (type.kind === 'void') refuse(node, 'unsupportedType', "A parameter of type 'void' carries no value.", 'Leave it out.');
  if (!node.initializer) return { node, type };
  const fallback = literal(program, node.initializer);
  if (fallback?.type.kind !== type.kind) {
    refuse(node.initializer, 'unsupportedParameter', 'A default value must be a literal of the type of the parameter.');
  }
  return { node, type, fallback };
}

function literal(program: ProgramBuilder, node: ts.Expression): Expression | undefined {
  const span = program.span(node);
  if (ts.isNumericLiteral(node)) return { kind: 'number', value: Number(node.getText().replaceAll('_', '')), type: NUMBER, span };
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand)) {
    return { kind: 'number', value: -Number(node.operand.getText().replaceAll('_', '')), type: NUMBER, span };
  }
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node))
    return { kind: 'string', value: node.text, type: STRING, span };
  if (node.kind === ts.SyntaxKind.TrueKeyword) return { kind: 'boolean', value: true, type: BOOLEAN, span };
  if (node.kind === ts.SyntaxKind.FalseKeyword) return { kind: 'boolean', value: false, type: BOOLEAN, span };
  return undefined;
}
