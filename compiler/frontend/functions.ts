/** The translation of one function. */
import ts from '#typescript';
import type { IrFunction, LoopId, Statement, Variable, VariableId } from '../ir/index.js';
import { walkStatements } from '../ir/index.js';
import { bindPattern } from './declarations.js';
import { effect, expression } from './expressions.js';
import { FunctionBuilder, type Rules } from './function-builder.js';
import { condition } from './operators.js';
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
  if (signature.returns.kind !== 'void' && completes(build.out)) {
    // TypeScript has seen a return on every path that the types allow.
    build.emit({ kind: 'throw', message: 'the function ended without a return', span: program.span(node) });
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

/** Whether the statements can run to their end. */
function completes(statements: readonly Statement[]): boolean {
  return statements.every((statement) => {
    switch (statement.kind) {
      case 'return':
      case 'throw':
      case 'break':
      case 'continue':
        return false;
      case 'if':
        return completes(statement.then) || completes(statement.otherwise);
      case 'loop': {
        const endless = statement.test.kind === 'boolean' && statement.test.value;
        return !endless || leaves(statement.body, statement.id);
      }
      default:
        return true;
    }
  });
}

/** Whether a `break` in these statements leaves the loop. */
function leaves(statements: readonly Statement[], loop: LoopId): boolean {
  let found = false;
  walkStatements(statements, (statement) => {
    if (statement.kind === 'break' && statement.loop === loop) found = true;
  });
  return found;
}

/** A variable is mutable when an assignment writes it. */
function withMutability(build: FunctionBuilder): ReadonlyMap<VariableId, Variable> {
  const assigned = new Set<VariableId>();
  walkStatements(build.out, (inner) => {
    if (inner.kind === 'assign') assigned.add(inner.variable);
  });
  return new Map([...build.variables].map(([id, variable]) => [id, { ...variable, mutable: assigned.has(id) }]));
}
