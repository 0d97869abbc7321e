/**
 * Puts bodies of functions in place of their calls, so that loops in them can become blocks and accesses through parameters can be
 * followed. Each copy has variables and loops of its own.
 */
import type { EffectsOf } from '../analysis/effects.js';
import { isReferenceType } from '../analysis/sharing.js';
import {
  cloneExpression,
  cloneStatements,
  type Expression,
  type FunctionId,
  type IrFunction,
  type LoopId,
  mapOperands,
  operandsOf,
  type Renaming,
  type Statement,
  type Type,
  type Variable,
  type VariableId,
  walkExpression,
  walkExpressions,
  walkStatements,
} from '../ir/index.js';
import { endsWithExit, withoutExits } from './exits.js';
import type { FreshNames } from './names.js';

/** Nodes of the IR that all copies together may have. */
const BUDGET = 6000;
/** Nodes of a function that is one expression and takes the place of its call as such. */
const SMALL_EXPRESSION = 40;

type Call = Extract<Expression, { kind: 'call' }>;

export interface InlineContext {
  readonly functions: ReadonlyMap<FunctionId, IrFunction>;
  readonly effects: EffectsOf;
  readonly names: FreshNames;
}

/** The function with calls replaced by bodies wherever that is possible and `wanted`. */
export function inlineCalls(fn: IrFunction, context: InlineContext, wanted: (call: Call) => boolean = () => true): IrFunction {
  const inliner = new Inliner(fn, context, wanted);
  const body = inliner.statements(fn.body);
  return { ...fn, variables: inliner.variables, body };
}

class Inliner {
  readonly variables: Map<VariableId, Variable>;
  private budget = BUDGET;

  constructor(
    fn: IrFunction,
    private readonly context: InlineContext,
    private readonly wanted: (call: Call) => boolean,
  ) {
    this.variables = new Map(fn.variables);
  }

  statements(list: readonly Statement[]): Statement[] {
    const out: Statement[] = [];
    for (const statement of list) this.statement(statement, out);
    return out;
  }

  private statement(statement: Statement, out: Statement[]): void {
    switch (statement.kind) {
      case 'let': {
        const body = statement.value.kind === 'call' ? this.body(statement.value, out, statement) : undefined;
        if (body) out.push(...body);
        else out.push({ ...statement, value: this.expression(statement.value, out) });
        return;
      }
      case 'assign':
      case 'expression': {
        if (statement.kind === 'expression' && statement.value.kind === 'call') {
          const body = this.body(statement.value, out);
          if (body) {
            out.push(...body);
            return;
          }
        }
        out.push({ ...statement, value: this.expression(statement.value, out) });
        return;
      }
      case 'store': {
        const [array, index, value] = this.operands([statement.array, statement.index, statement.value], out);
        out.push({ ...statement, array: array!, index: index!, value: value! });
        return;
      }
      case 'if':
        out.push({
          ...statement,
          test: this.expression(statement.test, out),
          then: this.statements(statement.then),
          otherwise: this.statements(statement.otherwise),
        });
        return;
      case 'loop':
        out.push({
          ...statement,
          init: this.statements(statement.init),
          test: this.inPlace(statement.test),
          update: statement.update.map((inner) =>
            inner.kind === 'assign' ? { ...inner, value: this.inPlace(inner.value) } : inner,
          ),
          body: this.statements(statement.body),
        });
        return;
      case 'return':
        out.push(statement.value ? { ...statement, value: this.expression(statement.value, out) } : statement);
        return;
      default:
        out.push(statement);
    }
  }

  /** The expression with calls replaced; what has to run before it goes to `out`. */
  private expression(expression: Expression, out: Statement[]): Expression {
    if (!this.hasCandidate(expression)) return expression;
    if (expression.kind === 'logical' || expression.kind === 'conditional') {
      // Only the first operand is always evaluated, and first.
      const [first, ...rest] = operandsOf(expression);
      const replaced = [this.expression(first!, out), ...rest.map((operand) => this.inPlace(operand))];
      let k = 0;
      return mapOperands(expression, () => replaced[k++]!);
    }
    const operands = this.operands(operandsOf(expression), out);
    let k = 0;
    const whole = mapOperands(expression, () => operands[k++]!);
    if (whole.kind !== 'call') return whole;
    const simple = this.substituted(whole);
    if (simple) return simple;
    const body = this.body(whole, out, undefined, true);
    if (!body) return whole;
    const last = body.pop();
    out.push(...body);
    return last?.kind === 'expression' ? last.value : whole;
  }

  /** Operands in their order: where statements of a later one come first, effects of earlier ones are kept in temporaries. */
  private operands(list: readonly Expression[], out: Statement[]): Expression[] {
    const results: Expression[] = [];
    list.forEach((operand) => {
      const before: Statement[] = [];
      const value = this.expression(operand, before);
      if (before.length > 0) {
        results.forEach((earlier, k) => {
          if (isPlain(earlier)) return;
          const kept = this.fresh('$kept', earlier.type, false, earlier.span);
          out.push({ kind: 'let', variable: kept.id, value: earlier, span: earlier.span });
          results[k] = { kind: 'variable', id: kept.id, type: earlier.type, span: earlier.span };
        });
      }
      out.push(...before);
      results.push(value);
    });
    return results;
  }

  /** Replaces only calls that an expression can stand for. */
  private inPlace(expression: Expression): Expression {
    const inner = mapOperands(expression, (operand) => this.inPlace(operand));
    return inner.kind === 'call' ? (this.substituted(inner) ?? inner) : inner;
  }

  private hasCandidate(expression: Expression): boolean {
    let found = false;
    walkExpression(expression, (inner) => {
      if (inner.kind === 'call') found = true;
    });
    return found;
  }

  private calleeOf(call: Call): IrFunction | undefined {
    const fn = this.context.functions.get(call.callee);
    if (!fn || this.context.effects.get(call.callee)?.recursive || this.budget <= 0 || !this.wanted(call)) return undefined;
    return fn;
  }

  /** A function that only returns an expression: that expression, when no argument is computed twice. */
  private substituted(call: Call): Expression | undefined {
    const fn = this.calleeOf(call);
    const only = fn?.body.length === 1 ? fn.body[0] : undefined;
    if (only?.kind !== 'return' || !only.value) return undefined;
    const { value } = only;
    let size = 0;
    const uses = new Map<VariableId, number>();
    walkExpression(value, (inner) => {
      size++;
      if (inner.kind === 'variable') uses.set(inner.id, (uses.get(inner.id) ?? 0) + 1);
    });
    const repeatable = call.arguments.every((argument, k) => {
      if (argument.kind === 'variable' || argument.kind === 'number') return true;
      return isPure(argument) && (uses.get(fn!.parameters[k]!) ?? 0) <= 1;
    });
    if (size > SMALL_EXPRESSION || !repeatable) return undefined;
    this.budget -= size;
    const read = (id: VariableId): Expression | undefined => call.arguments[fn!.parameters.indexOf(id)];
    return this.inPlace(cloneExpression(value, { read }));
  }

  /**
   * Statements that do what the call does. The value goes into the variable of `target`; or, with `asValue`, the last statement is an
   * expression statement that holds it.
   */
  private body(
    call: Call,
    out: Statement[],
    target?: Extract<Statement, { kind: 'let' }>,
    asValue = false,
  ): Statement[] | undefined {
    const fn = this.calleeOf(call);
    if (!fn || !this.isWorth(fn)) return undefined;
    const isReturn = (statement: Statement): boolean => statement.kind === 'return';
    const last = fn.body.at(-1);
    const single = last?.kind === 'return' && countReturns(fn) === 1;
    const isVoid = fn.returns.kind === 'void';
    if (!single && !isVoid && (isReferenceType(fn.returns) || !endsWithExit(fn.body, isReturn))) return undefined;
    const result = single || isVoid ? undefined : this.context.names.variable(`$${fn.name}`, fn.returns, true, call.span);
    const assignResult = (exit: Statement): Statement[] =>
      exit.kind === 'return' && exit.value && result
        ? [{ kind: 'assign', variable: result.id, value: exit.value, span: exit.span }]
        : [];
    const structured = single ? fn.body.slice(0, -1) : withoutExits(fn.body, isReturn, assignResult);
    if (!structured) return undefined;
    if (result) this.variables.set(result.id, result);
    this.budget -= sizeOf(fn);
    const given = this.operands(call.arguments, out);
    const before: Statement[] = [];
    const renaming = this.renaming(fn, given, before, result?.id);
    const start: Statement[] = result
      ? [{ kind: 'let', variable: result.id, value: nothing(fn.returns, call), span: call.span }]
      : [];
    out.push(...before);
    const body = [...start, ...this.statements(cloneStatements(structured, renaming))];
    if (fn.returns.kind === 'void') return body;
    const value: Expression =
      single && last.value
        ? cloneExpression(last.value, renaming)
        : { kind: 'variable', id: result!.id, type: fn.returns, span: call.span };
    const final = this.expression(value, body);
    if (target) body.push({ ...target, value: final });
    else if (asValue) body.push({ kind: 'expression', value: this.pinned(final, body), span: call.span });
    return body;
  }

  /** A value that later statements of the same expression can not change. */
  private pinned(value: Expression, body: Statement[]): Expression {
    if (isPlain(value)) return value;
    const kept = this.fresh('$result', value.type, false, value.span);
    body.push({ kind: 'let', variable: kept.id, value, span: value.span });
    return { kind: 'variable', id: kept.id, type: value.type, span: value.span };
  }

  /** Scalar functions without loops stay calls: a summary says all about them. */
  private isWorth(fn: IrFunction): boolean {
    const usesArrays = fn.parameters.some((id) => isReferenceType(fn.variables.get(id)!.type)) || isReferenceType(fn.returns);
    return (usesArrays || this.context.effects.get(fn.id)?.repeats === true) && sizeOf(fn) <= this.budget;
  }

  private renaming(fn: IrFunction, given: readonly Expression[], before: Statement[], result: VariableId | undefined): Renaming {
    const renamed = new Map<VariableId, VariableId>();
    const loops = new Map<LoopId, LoopId>();
    const reads = new Map<VariableId, Expression>();
    for (const variable of fn.variables.values()) {
      const k = fn.parameters.indexOf(variable.id);
      const argument = given[k];
      if (argument && !variable.mutable && (argument.kind === 'variable' || argument.kind === 'number')) {
        reads.set(variable.id, argument);
        continue;
      }
      const copy = this.fresh(variable.name, variable.type, variable.mutable, variable.span);
      renamed.set(variable.id, copy.id);
      if (argument) before.push({ kind: 'let', variable: copy.id, value: argument, span: argument.span });
    }
    walkStatements(fn.body, (statement) => {
      if (statement.kind === 'loop') loops.set(statement.id, this.context.names.loop());
    });
    return {
      variable: (id) => (id === result ? id : (renamed.get(id) ?? id)),
      read: (id) => reads.get(id),
      loop: (id) => loops.get(id) ?? id,
    };
  }

  private fresh(name: string, type: Type, mutable: boolean, span: Variable['span']): Variable {
    const variable = this.context.names.variable(name, type, mutable, span);
    this.variables.set(variable.id, variable);
    return variable;
  }
}

function countReturns(fn: IrFunction): number {
  let count = 0;
  walkStatements(fn.body, (statement) => {
    if (statement.kind === 'return') count++;
  });
  return count;
}

export function sizeOf(fn: IrFunction): number {
  let size = 0;
  walkStatements(fn.body, () => {
    size++;
  });
  walkExpressions(fn.body, () => {
    size++;
  });
  return size;
}

function isPlain(expression: Expression): boolean {
  return (
    expression.kind === 'variable' ||
    expression.kind === 'number' ||
    expression.kind === 'boolean' ||
    expression.kind === 'string'
  );
}

/** Computes from variables alone, without calls, memory or traps. */
export function isPure(expression: Expression): boolean {
  let pure = true;
  walkExpression(expression, (inner) => {
    if (['call', 'load', 'intrinsic', 'newArray', 'arrayLiteral', 'record'].includes(inner.kind)) pure = false;
  });
  return pure;
}

/** A value for a variable that is assigned before it is read. */
function nothing(type: Type, call: Call): Expression {
  const { span } = call;
  if (type.kind === 'boolean') return { kind: 'boolean', value: false, type, span };
  if (type.kind === 'string') return { kind: 'string', value: '', type, span };
  return { kind: 'number', value: 0, type: { kind: 'number' }, span };
}
