/** The translation of one function. */
import ts from 'typescript';
import type { IrFunction, Variable, VariableId } from '../ir/index.js';
import { walkStatements } from '../ir/index.js';
import { bindPattern } from './declarations.js';
import { condition } from './operators.js';
import { effect, expression } from './expressions.js';
import { FunctionBuilder, type Rules } from './function-builder.js';
import type { ProgramBuilder, Signature } from './program-builder.js';
import { statement } from './statements.js';

export const RULES: Rules = { expression, condition, effect, statement };

/** Translates the function; problems are left in `program.diagnostics`. */
export function translateFunction(program: ProgramBuilder, signature: Signature): IrFunction {
  const { node } = signature;
  const build = new FunctionBuilder(program, RULES, signature.returns, node);
  const patterns: (() => void)[] = [];
  const parameters = signature.parameters.map(({ node: parameter, type }): VariableId => {
    const { name } = parameter;
    if (ts.isIdentifier(name)) return build.declare(name, type);
    const whole = build.slot(type, program.span(parameter));
    patterns.push(() => bindPattern(build, name, build.read(whole, program.span(parameter))));
    return whole;
  });
  for (const bind of patterns) program.attempt(bind);
  const { body } = node;
  if (body && ts.isBlock(body)) for (const inner of body.statements) build.statement(inner);
  else if (body) {
    program.attempt(() => {
      const span = program.span(body);
      if (signature.returns.kind === 'void') build.effect(body);
      else build.emit({ kind: 'return', value: build.expressionOf(body, signature.returns), span });
    });
  }
  return {
    id: signature.id,
    name: signature.name,
    parameters,
    returns: signature.returns,
    variables: withMutability(build),
    body: build.out,
    span: program.span(node),
  };
}

/** A variable is mutable when an assignment writes it. */
function withMutability(build: FunctionBuilder): ReadonlyMap<VariableId, Variable> {
  const assigned = new Set<VariableId>();
  walkStatements(build.out, (inner) => {
    if (inner.kind === 'assign') assigned.add(inner.variable);
  });
  return new Map([...build.variables].map(([id, variable]) => [id, { ...variable, mutable: assigned.has(id) }]));
}
