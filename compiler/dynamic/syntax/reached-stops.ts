/**
 * Which stops a run is likely to meet: a walk along what is executed from the entry on. Conditions guard what they hold, strictly those that
 * look at the kind of a value (`typeof`, `instanceof` ...). Calls are followed by the names of variables and properties.
 */
import type { Diagnostic } from '../../diagnostic.js';
import type { Expression, FunctionId, Statement, VariableId } from '../core/types.js';
import { childrenOf, partsOf, visitExpression, visitExpressions, visitStatements } from '../core/visit.js';
import { constantOf } from './constant-tests.js';
import type { ProgramContext } from './program.js';
import { type Stop, stopNumber } from './stops.js';

/** Nothing, any condition, a condition about the kind of a value, one that no text meets. */
type Guard = 0 | 1 | 2 | 3;

/** What a value might be when it is called. */
type Target = FunctionId | VariableId | { readonly key: string } | { readonly resultOf: Target };

/** What a program does without where it is asked for. */
const HOST = new Set(['SHOAL1020', 'SHOAL1021', 'SHOAL1028', 'SHOAL1041']);

const REFLECTION = 'SHOAL1042';

export class ReachedStops {
  private readonly byVariable = new Map<VariableId, Set<Target>>();
  private readonly byKey = new Map<string, Set<Target>>();
  private readonly getters = new Map<string, Set<Target>>();
  private readonly returned = new Map<FunctionId, Set<Target>>();
  /** The weakest guard under which each function was walked. */
  private readonly walked = new Map<FunctionId, Guard>();
  private readonly queue: (readonly [FunctionId, Guard])[] = [];
  private readonly keys = new Map<string, Guard>();
  private readonly variables = new Map<VariableId, Guard>();
  private readonly results = new Map<string, Guard>();
  private readonly found = new Set<Diagnostic>();

  constructor(
    private readonly program: ProgramContext,
    /** Built-in methods that are not there. */
    private readonly missing: ReadonlyMap<string, Stop>,
  ) {
    for (const one of program.functions.values()) {
      if (one.isBuiltin) continue;
      this.collect(one.body);
      visitStatements(one.body, (statement) => {
        if (statement.kind === 'return') add(this.returned, one.id, targets(statement.value));
      });
    }
    for (const list of this.topLevel()) this.collect(list);
  }

  from(entry: FunctionId): readonly Diagnostic[] {
    for (const list of this.topLevel()) this.list(list, 0);
    this.execute(entry, 0);
    for (const result of this.returned.get(entry) ?? []) this.execute(result, 0);
    for (let next = this.queue.pop(); next; next = this.queue.pop()) {
      const one = this.program.functions.get(next[0]);
      if (one && !one.isBuiltin) this.list(one.body, next[1]);
    }
    return [...this.found];
  }

  private topLevel(): readonly (readonly Statement[])[] {
    const { hoisted, included, namespaceObjects } = this.program;
    return [hoisted, ...included.values(), ...namespaceObjects.values()];
  }

  /** Where functions are kept. */
  private collect(statements: readonly Statement[]): void {
    visitStatements(statements, (one) => {
      if (one.kind === 'let') add(this.byVariable, one.variable, targets(one.value));
    });
    visitExpressions(statements, (one) => {
      if (one.kind === 'set') add(this.byVariable, one.variable, targets(one.value));
      else if (one.kind === 'setProperty') add(this.byKey, one.key, targets(one.value));
      else if (one.kind === 'setElement' && one.key.kind === 'string') add(this.byKey, one.key.value, targets(one.value));
      else if (one.kind === 'object') for (const { key, value } of one.properties) add(this.byKey, key, targets(value));
      else if (one.kind === 'intrinsic' && one.arguments[1]?.kind === 'string' && one.arguments[2]) {
        const isGetter = one.name === 'defineGetter';
        add(isGetter ? this.getters : this.byKey, one.arguments[1].value, targets(one.arguments[2]));
      }
    });
  }

  private execute(target: Target, guard: Guard): void {
    if (typeof target === 'object') {
      this.executeUnnamed(target, guard);
      return;
    }
    if (typeof target === 'number') {
      this.useVariable(target, guard);
      return;
    }
    if (this.program.stubs.has(target)) return;
    const before = this.walked.get(target);
    if (before !== undefined && before <= guard) return;
    this.walked.set(target, guard);
    this.queue.push([target, guard]);
  }

  /** Functions that are known by where they are kept or by what made them. */
  private executeUnnamed(target: Exclude<Target, string | number>, guard: Guard): void {
    if ('key' in target) {
      this.useKey(target.key, guard);
      return;
    }
    const identity = JSON.stringify(target);
    const before = this.results.get(identity);
    if (before !== undefined && before <= guard) return;
    this.results.set(identity, guard);
    for (const one of this.functionsOf(target.resultOf)) {
      for (const result of this.returned.get(one) ?? []) this.execute(result, guard);
    }
  }

  /** The functions that a target may be. */
  private functionsOf(target: Target, seen = new Set<unknown>()): ReadonlySet<FunctionId> {
    const found = new Set<FunctionId>();
    const visit = (one: Target): void => {
      const identity = typeof one === 'object' ? JSON.stringify(one) : one;
      if (seen.has(identity)) return;
      seen.add(identity);
      if (typeof one === 'string') found.add(one);
      else if (typeof one === 'number') for (const next of this.byVariable.get(one) ?? []) visit(next);
      else if ('key' in one) for (const next of this.byKey.get(one.key) ?? []) visit(next);
      else
        for (const inner of this.functionsOf(one.resultOf, seen)) for (const next of this.returned.get(inner) ?? []) visit(next);
    };
    visit(target);
    return found;
  }

  private useVariable(variable: VariableId, guard: Guard): void {
    const before = this.variables.get(variable);
    if (before !== undefined && before <= guard) return;
    this.variables.set(variable, guard);
    for (const target of this.byVariable.get(variable) ?? []) this.execute(target, guard);
  }

  private useKey(key: string, guard: Guard): void {
    const before = this.keys.get(key);
    if (before !== undefined && before <= guard) return;
    this.keys.set(key, guard);
    const missing = this.missing.get(key);
    if (missing) this.judge(missing, guard);
    this.readKey(key, guard);
    for (const target of this.byKey.get(key) ?? []) this.execute(target, guard);
  }

  /** Reading a function does not run it, unless a getter gives it. */
  private readKey(key: string, guard: Guard): void {
    for (const target of this.getters.get(key) ?? []) this.execute(target, guard);
  }

  private list(statements: readonly Statement[], guard: Guard): void {
    let current = guard;
    for (const statement of statements) {
      this.statement(statement, current);
      if (statement.kind !== 'if') continue;
      const strength = strengthOf(statement.test);
      if (strength > 1 && (returns(statement.then) || returns(statement.otherwise))) current = max(current, strength);
    }
  }

  private statement(statement: Statement, guard: Guard): void {
    if (statement.kind === 'if') {
      this.expression(statement.test, guard);
      const known = constantOf(statement.test);
      const inner = known === undefined ? under(statement.test, guard) : guard;
      if (known !== false) this.list(statement.then, inner);
      if (known !== true) this.list(statement.otherwise, inner);
      return;
    }
    if (
      (statement.kind === 'let' || statement.kind === 'expression' || statement.kind === 'return') &&
      this.keeps(statement, guard)
    )
      return;
    const { expressions, lists } = partsOf(statement);
    for (const one of expressions) this.expression(one, guard);
    const inner = statement.kind === 'jump' ? under(statement.on, guard) : guard;
    for (const [index, one] of lists.entries()) {
      // A handler runs only after an error, and code before one is ready for what the host lacks.
      this.list(one, statement.kind === 'try' && statement.handler && index < 2 ? max(guard, 1) : inner);
    }
  }

  /** A function that is only put somewhere is not executed yet. */
  private keeps(statement: Statement & { readonly value?: Expression }, guard: Guard): boolean {
    if (!statement.value) return false;
    const value = statement.kind === 'expression' ? keptValue(statement.value) : statement.value;
    if (!value || targets(value).length === 0) return false;
    if (statement.kind === 'expression') this.places(statement.value!, guard);
    this.alternatives(value, guard);
    return true;
  }

  private places(expression: Expression, guard: Guard): void {
    if (expression.kind === 'setProperty' || expression.kind === 'setElement') this.receiver(expression.object, guard);
    if (expression.kind === 'intrinsic' && expression.arguments[0]) this.receiver(expression.arguments[0], guard);
  }

  private receiver(expression: Expression, guard: Guard): void {
    if (expression.kind !== 'get') this.expression(expression, guard);
  }

  /** The parts of a kept value other than functions and variables. */
  private alternatives(value: Expression, guard: Guard): void {
    if (value.kind === 'function' || value.kind === 'get') return;
    if (value.kind === 'class') {
      if (value.superClass) this.expression(value.superClass, guard);
      return;
    }
    if (value.kind === 'object') {
      for (const { value: inner } of value.properties) {
        if (targets(inner).length === 0) this.expression(inner, guard);
        else this.alternatives(inner, guard);
      }
    } else if (value.kind === 'conditional') {
      this.expression(value.test, guard);
      this.alternatives(value.then, under(value.test, guard));
      this.alternatives(value.otherwise, under(value.test, guard));
    } else if (value.kind === 'logical') {
      this.alternatives(value.left, guard);
      if (!decides(value)) this.alternatives(value.right, underLeft(value, guard));
    } else if (value.kind === 'property') {
      this.readKey(value.key, guard);
      this.alternatives(value.object, guard);
    } else this.expression(value, guard);
  }

  private expression(expression: Expression, guard: Guard): void {
    const number = stopNumber(expression);
    if (number !== undefined) {
      this.judge(this.program.stops[number]!, guard);
      return;
    }
    switch (expression.kind) {
      case 'get':
        this.useVariable(expression.variable, guard);
        return;
      case 'function':
        this.execute(expression.function, guard);
        return;
      case 'set':
      case 'setProperty':
        if (targets(expression.value).length > 0) {
          this.places(expression, guard);
          this.alternatives(expression.value, guard);
          return;
        }
        break;
      case 'object':
        this.alternatives(expression, guard);
        return;
      case 'class':
        this.execute(expression.constructor, guard);
        break;
      case 'logical':
        this.expression(expression.left, guard);
        if (!decides(expression)) this.expression(expression.right, underLeft(expression, guard));
        return;
      case 'conditional': {
        this.expression(expression.test, guard);
        const known = constantOf(expression.test);
        const inner = known === undefined ? under(expression.test, guard) : guard;
        if (known !== false) this.expression(expression.then, inner);
        if (known !== true) this.expression(expression.otherwise, inner);
        return;
      }
      case 'block':
        this.list(expression.body, guard);
        break;
      case 'property':
      case 'callMethod':
        this.useKey(expression.key, guard);
        break;
      case 'element':
      case 'callElement':
        if (expression.key.kind === 'string') this.useKey(expression.key.value, guard);
        break;
    }
    for (const child of childrenOf(expression)) {
      this.expression(child, guard);
      // Functions that calls give are called when they are passed on or called at once.
      if (child.kind === 'call' || child.kind === 'callMethod') for (const one of targets(child)) this.execute(one, guard);
    }
  }

  private judge(stop: Stop, guard: Guard): void {
    if (isRefused(stop, guard)) this.found.add(stop.problem);
  }
}

/** Text is what patterns are for, so a package may hold them only where no text comes. */
function isRefused({ isOwn, problem }: Stop, guard: Guard): boolean {
  if (HOST.has(problem.code)) return guard < (isOwn ? 2 : 1);
  // Who has a proxy at hand uses it.
  if (problem.code === REFLECTION) return guard < 2;
  return isOwn || guard < 3;
}

function add<Key>(map: Map<Key, Set<Target>>, key: Key, values: readonly Target[]): void {
  if (values.length === 0) return;
  const known = map.get(key);
  if (known) for (const value of values) known.add(value);
  else map.set(key, new Set(values));
}

/** The value that an assignment keeps. */
function keptValue(expression: Expression): Expression | undefined {
  switch (expression.kind) {
    case 'set':
    case 'setProperty':
      return expression.value;
    case 'setElement':
      return expression.key.kind === 'string' ? expression.value : undefined;
    case 'intrinsic':
      return expression.name.startsWith('define') ? expression.arguments[2] : undefined;
    default:
      return undefined;
  }
}

function targets(value: Expression): readonly Target[] {
  switch (value.kind) {
    case 'function':
      return [value.function];
    case 'get':
      return [value.variable];
    case 'class':
      return [value.constructor];
    case 'conditional':
      return [...targets(value.then), ...targets(value.otherwise)];
    case 'logical':
      return [...targets(value.left), ...targets(value.right)];
    case 'block':
      return targets(value.value);
    case 'set':
    case 'setProperty':
      return targets(value.value);
    case 'call':
      return targets(value.callee).map((one) => ({ resultOf: one }));
    case 'callMethod':
      return [{ resultOf: { key: value.key } }];
    case 'property':
      return [{ key: value.key }];
    default:
      return [];
  }
}

type Logical = Extract<Expression, { kind: 'logical' }>;

/** Whether the first part alone gives the value, as is known before the program runs. */
function decides({ operator, left }: Logical): boolean {
  const known = constantOf(left);
  return operator === '&&' ? known === false : operator === '||' && known === true;
}

/** The guard of the second part. That of a condition mostly runs too. */
function underLeft({ operator, left }: Logical, guard: Guard): Guard {
  const isGuarded = constantOf(left) === undefined && (operator !== '&&' || strengthOf(left) > 1);
  return isGuarded ? under(left, guard) : guard;
}

const max = (left: Guard, right: Guard): Guard => (left > right ? left : right);

const under = (test: Expression, guard: Guard): Guard => max(guard, strengthOf(test));

/** Kinds of values whose branch text never takes, and classes that no value of a program has. */
const OTHER_KINDS =
  /^(?:number|boolean|function|undefined|symbol|bigint|object|(?:\[object )?(?:Date|RegExp|Promise|Symbol|Number|Boolean)\]?)$/;

/** What the condition asks about: 3 for what is no text, 2 for another question about the kind of a value, as code does that takes many. */
function strengthOf(test: Expression): Guard {
  const strings: string[] = [];
  let isAboutKind = false;
  visitExpression(test, (one) => {
    if (one.kind === 'string') strings.push(one.value);
    else if (one.kind === 'unary') isAboutKind ||= one.operator === 'typeof';
    else if (one.kind === 'binary') isAboutKind ||= one.operator === 'instanceof';
    else if (one.kind === 'property') isAboutKind ||= one.key === 'constructor';
    else if (one.kind === 'callBuiltin' && one.function === 'Array$isArray') isAboutKind = true;
  });
  if (strings.some((one) => OTHER_KINDS.test(one)) && !strings.some((one) => /^string$|^\[object String/.test(one))) return 3;
  return isAboutKind || strings.some((one) => one.startsWith('[object ')) ? 2 : 1;
}

function returns(statements: readonly Statement[]): boolean {
  return statements.some((one) => one.kind === 'return' || partsOf(one).lists.some(returns));
}
