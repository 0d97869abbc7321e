/**
 * Puts the body of a function in the place of a call: arguments become variables, `return` becomes leaving a block. Everything inside gets names
 * of its own, closures made there are copied too.
 */
import type { CoreFunction, Expression, Label, Statement, Variable, VariableId } from '../core/types.js';
import type { Draft } from './draft.js';
import { isNullish } from './nullish.js';
import { rewrite, walk } from './rewrite.js';

export interface Inlined {
  readonly expression: Expression;
  /** For the function that it goes into. */
  readonly variables: readonly Variable[];
}

/** Can be put in the place of a call by its form alone. */
export function isInlinable(fn: CoreFunction): boolean {
  if (fn.kind === 'constructor' || fn.kind === 'derived') return false;
  let isPlain = true;
  walk(fn.body, (node) => {
    if (node.kind === 'newTarget' || node.kind === 'callSuper' || node.kind === 'callSuperSpread') isPlain = false;
    // A variable that may be looked at before its declaration would see its value of the last time.
    if ((node.kind === 'get' || node.kind === 'set') && node.checked) isPlain = false;
  });
  return isPlain;
}

export function inlineCall(
  draft: Draft,
  fn: CoreFunction,
  self: Expression | undefined,
  values: readonly Expression[],
  call: Expression,
): Inlined {
  const { span } = call;
  const added: Variable[] = [];
  const copy = copier(draft, fn.variables.values(), added);
  const before: Statement[] = [];
  const declare = (id: VariableId, value: Expression) => before.push({ kind: 'let', variable: id, value, span });

  let thisVariable: Variable | undefined;
  if (self && (fn.usesThis || !isEffectFree(self))) {
    thisVariable = draft.variable('this', false);
    added.push(thisVariable);
    declare(thisVariable.id, self);
  }
  fn.parameters.forEach((parameter, index) => {
    declare(copy.variable(parameter), values[index] ?? { kind: 'undefined', span });
  });
  const rest = values.slice(fn.parameters.length);
  if (fn.rest !== undefined) declare(copy.variable(fn.rest), { kind: 'array', elements: rest, span });
  else for (const value of rest) if (!isEffectFree(value)) before.push({ kind: 'expression', value, span });

  const body = copy.body(fn.body, thisVariable?.id);
  const { statements, value } = withoutReturns(draft, body, span, added);
  return { expression: { kind: 'block', body: [...before, ...statements], value, span }, variables: added };
}

/** The receiver of a method that takes no undefined and no null: reading the method's key is what throws. */
export function requireObject(draft: Draft, object: Expression, key: string): { value: Expression; variable: Variable } {
  const { span } = object;
  const variable = draft.variable('receiver', false);
  const get = (): Expression => ({ kind: 'get', variable: variable.id, span });
  const value: Expression = {
    kind: 'block',
    body: [{ kind: 'let', variable: variable.id, value: object, span }],
    value: {
      kind: 'conditional',
      test: isNullish(get),
      then: { kind: 'property', object: get(), key, span },
      otherwise: get(),
      span,
    },
    span,
  };
  return { value, variable };
}

/** Evaluating it does nothing, and leaving it out is not seen. */
export function isEffectFree(expression: Expression): boolean {
  switch (expression.kind) {
    case 'number':
    case 'string':
    case 'boolean':
    case 'undefined':
    case 'null':
    case 'bigint':
    case 'builtin':
    case 'symbol':
    case 'this':
    case 'newTarget':
    case 'function':
      return true;
    case 'get':
      return expression.checked !== true;
    default:
      return false;
  }
}

interface Copier {
  variable(id: VariableId): VariableId;
  body(statements: readonly Statement[], self: VariableId | undefined): readonly Statement[];
}

function copier(draft: Draft, variables: Iterable<Variable>, added: Variable[]): Copier {
  const names = new Map<VariableId, VariableId>();
  for (const variable of variables) {
    const made = draft.copyOf(variable);
    names.set(variable.id, made.id);
    added.push(made);
  }
  const labels = new Map<Label, Label>();
  const variable = (id: VariableId) => names.get(id) ?? id;
  const label = (id: Label) => {
    let made = labels.get(id);
    if (made === undefined) {
      made = draft.label();
      labels.set(id, made);
    }
    return made;
  };
  return {
    variable,
    body: (statements, self) =>
      rewrite(statements, (node) => {
        switch (node.kind) {
          case 'get':
          case 'set':
          case 'let':
            return { ...node, variable: variable(node.variable) };
          case 'loop':
          case 'break':
          case 'continue':
            return { ...node, label: label(node.label) };
          case 'block':
            return 'label' in node ? { ...node, label: label(node.label) } : { ...node };
          case 'try':
            return node.handler
              ? { ...node, handler: { ...node.handler, variable: variable(node.handler.variable) } }
              : { ...node };
          case 'this':
            return self === undefined ? { kind: 'undefined', span: node.span } : { kind: 'get', variable: self, span: node.span };
          case 'function':
            return { ...node, function: copyClosure(draft, node.function, names) };
          case 'class':
            return { ...node, constructor: copyClosure(draft, node.constructor as unknown as string, names) as never };
          default:
            // Answers are found by identity: every copy is a node of its own.
            return { ...node };
        }
      }),
  };
}

/** A closure made by inlined code captures the copies. */
function copyClosure(draft: Draft, id: string, names: ReadonlyMap<VariableId, VariableId>): string {
  const fn = draft.functions.get(id);
  if (!fn?.captures.some((captured) => names.has(captured))) return id;
  return cloneFunction(draft, fn, names).id;
}

/** A copy of a function with variables and labels of its own, nested functions included. */
export function cloneFunction(
  draft: Draft,
  fn: CoreFunction,
  outer: ReadonlyMap<VariableId, VariableId> = new Map(),
): CoreFunction {
  const id = draft.functionId(fn.id);
  // Taken before the functions inside are copied, which need names too.
  draft.functions.set(id, fn);
  const names = new Map(outer);
  const variables = new Map<VariableId, Variable>();
  for (const variable of fn.variables.values()) {
    const made = draft.copyOf(variable);
    names.set(variable.id, made.id);
    variables.set(made.id, made);
  }
  const renamed = (variable: VariableId) => names.get(variable) ?? variable;
  const body = rewrite(fn.body, (node) => {
    switch (node.kind) {
      case 'get':
      case 'set':
      case 'let':
        return { ...node, variable: renamed(node.variable) };
      case 'try':
        return node.handler ? { ...node, handler: { ...node.handler, variable: renamed(node.handler.variable) } } : { ...node };
      case 'function':
        return { ...node, function: copyClosure(draft, node.function, names) };
      case 'class':
        return { ...node, constructor: copyClosure(draft, node.constructor as unknown as string, names) as never };
      default:
        return { ...node };
    }
  });
  const { rest, ...others } = fn;
  const made: CoreFunction = {
    ...others,
    id,
    body,
    variables,
    parameters: fn.parameters.map(renamed),
    captures: fn.captures.map(renamed),
    ...(rest === undefined ? {} : { rest: renamed(rest) }),
  };
  draft.functions.set(id, made);
  return made;
}

/** Statements that leave a block instead of returning, and what gives the returned value. */
function withoutReturns(
  draft: Draft,
  body: readonly Statement[],
  span: Expression['span'],
  added: Variable[],
): { statements: readonly Statement[]; value: Expression } {
  const last = body.at(-1);
  const returns = countReturns(body);
  const nothing: Expression = { kind: 'undefined', span };
  if (returns === 0) return { statements: body, value: nothing };
  if (returns === 1 && last?.kind === 'return') return { statements: body.slice(0, -1), value: last.value };
  const result = draft.variable('result', true);
  added.push(result);
  const label = draft.label();
  const statements = rewrite(body, (node) => {
    if (node.kind !== 'return') return node;
    return [
      { kind: 'expression', value: { kind: 'set', variable: result.id, value: node.value, span: node.span }, span: node.span },
      { kind: 'break', label, span: node.span },
    ];
  });
  return {
    statements: [
      { kind: 'let', variable: result.id, value: nothing, span },
      { kind: 'block', label, body: statements, span },
    ],
    value: { kind: 'get', variable: result.id, span },
  };
}

function countReturns(body: readonly Statement[]): number {
  let count = 0;
  walk(body, (node) => {
    if (node.kind === 'return') count++;
  });
  return count;
}
