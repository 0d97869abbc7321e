/** Expressions: what they give on the path that is being followed, and what tests tell of variables. */
import type { Expression, Statement, VariableId } from '../core/types.js';
import type { Analysis } from './analysis.js';
import { CallEvaluator } from './calls.js';
import { type Environment, joinPaths } from './environment.js';
import { symbolKey } from './heap.js';
import type { Instance } from './instance.js';
import { intrinsicType, testedBy } from './intrinsics.js';
import { lengthOwner } from './length-variables.js';
import { narrowComparison } from './narrowing.js';
import { binaryType, falsyPart, kindsOfTypeName, truthyPart, unaryType } from './operators.js';
import {
  type AbstractType,
  BIGINT,
  BOOLEAN,
  constantType,
  equalTypes,
  FALSE,
  isNever,
  isOnly,
  join,
  KIND,
  mayBe,
  NEVER,
  NULL,
  NULLISH,
  OBJECT_KIND,
  OBJECTS,
  restrict,
  STRING,
  SYMBOL,
  TRUE,
  UNDEFINED,
} from './types.js';

export interface Branches {
  readonly yes: Environment | null;
  readonly no: Environment | null;
}

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

export abstract class ExpressionEvaluator extends CallEvaluator {
  constructor(analysis: Analysis, instance: Instance) {
    super(analysis, instance);
  }

  protected abstract statements(body: readonly Statement[]): void;

  override evaluate(expression: Expression): AbstractType {
    if (!this.path) return NEVER;
    const type = this.#evaluate(expression);
    if (!this.path) return NEVER;
    if (isNever(type)) {
      this.path = null;
      return NEVER;
    }
    this.record(expression, type);
    return type;
  }

  protected record(expression: Expression, type: AbstractType): void {
    const { types } = this.analysis;
    const known = types.get(expression);
    const joined = known ? join(known, type) : type;
    if (joined !== known) types.set(expression, joined);
  }

  #evaluate(expression: Expression): AbstractType {
    const { heap } = this.analysis;
    switch (expression.kind) {
      case 'number':
        return constantType(expression.value);
      case 'string':
        return STRING;
      case 'boolean':
        return expression.value ? TRUE : FALSE;
      case 'undefined':
        return UNDEFINED;
      case 'null':
        return NULL;
      case 'bigint':
        return BIGINT;
      case 'symbol':
        return SYMBOL;
      case 'builtin':
        return heap.builtinType(expression.name);
      case 'get':
        return this.read(expression.variable);
      case 'set': {
        const type = this.evaluate(expression.value);
        this.store(expression.variable, type);
        return type;
      }
      case 'this':
        return this.instance.thisValue.read(this.instance);
      case 'newTarget':
        return this.instance.newTarget.read(this.instance);
      case 'unary':
        return this.#unary(expression);
      case 'binary':
        return this.#binary(expression);
      case 'logical':
        return this.#logical(expression);
      case 'conditional': {
        const { yes, no } = this.condition(expression.test);
        this.path = yes;
        const then = this.evaluate(expression.then);
        const after = this.path;
        this.path = no;
        const otherwise = this.evaluate(expression.otherwise);
        this.path = joinPaths(after, this.path);
        return join(then, otherwise);
      }
      case 'block':
        this.statements(expression.body);
        return this.evaluate(expression.value);
      case 'property': {
        const object = this.evaluate(expression.object);
        if (!this.path) return NEVER;
        return this.getProperty(expression, object, expression.key);
      }
      case 'element': {
        const object = this.evaluate(expression.object);
        const key = this.evaluate(expression.key);
        if (!this.path) return NEVER;
        return this.getElement(expression, object, expression.key, key);
      }
      case 'setProperty': {
        const object = this.evaluate(expression.object);
        const value = this.evaluate(expression.value);
        if (this.path) this.setProperty(expression, object, expression.key, value);
        return value;
      }
      case 'setElement': {
        const object = this.evaluate(expression.object);
        const key = this.evaluate(expression.key);
        // Told before the value's code can change the variables.
        const isInBounds = this.isIndexInBounds(expression.object, expression.key);
        const value = this.evaluate(expression.value);
        if (this.path) this.setElement(expression, object, key, value, isInBounds);
        return value;
      }
      case 'delete': {
        const object = this.evaluate(expression.object);
        this.evaluate(expression.key);
        heap.delete(
          object,
          expression.key.kind === 'string'
            ? expression.key.value
            : expression.key.kind === 'symbol'
              ? symbolKey(expression.key.name)
              : undefined,
        );
        return BOOLEAN;
      }
      case 'intrinsic': {
        const types = expression.arguments.map((argument) => this.evaluate(argument));
        if (!this.path) return NEVER;
        if (expression.name.startsWith('Math.')) this.convertArguments(expression, types);
        return intrinsicType(this, expression, types);
      }
      case 'function': {
        const fn = this.analysis.program.functions.get(expression.function);
        if (!fn) return NEVER;
        this.analysis.closures.add(fn.id);
        return heap.typeOf(heap.functionSite(fn, fn.isBuiltin ? this.instance.context : undefined));
      }
      case 'object': {
        const site = heap.object(expression, this.instance.context, OBJECT_KIND.plain, 'Object.prototype');
        for (const { key, value } of expression.properties) heap.define(site, key, this.evaluate(value));
        if (site.slots.length === 0) site.slots = expression.properties.map(({ key }) => key);
        return heap.typeOf(site);
      }
      case 'array': {
        const site = heap.object(expression, this.instance.context, OBJECT_KIND.array, 'Array.prototype');
        for (const element of expression.elements) site.elements.write(this.evaluate(element));
        return heap.typeOf(site);
      }
      case 'class':
        return this.#class(expression);
      default:
        return this.call(expression);
    }
  }

  #class(expression: Of<'class'>): AbstractType {
    const { heap, program, closures } = this.analysis;
    const superClass = expression.superClass && this.evaluate(expression.superClass);
    const fn = program.functions.get(expression.constructor as unknown as string);
    if (!fn || !this.path) return NEVER;
    closures.add(fn.id);
    const site = heap.functionSite(fn, fn.isBuiltin ? this.instance.context : undefined);
    const prototype = heap.prototypeSite(site);
    if (superClass) {
      if (mayBe(superClass, KIND.null)) prototype.prototype.write(NULL);
      site.prototype.write(restrict(superClass, OBJECTS));
      const parents = heap.lookup(restrict(superClass, OBJECTS), 'prototype', this.instance).type;
      prototype.prototype.write(restrict(parents, OBJECTS | KIND.null));
    }
    return heap.typeOf(site);
  }

  #unary(expression: Of<'unary'>): AbstractType {
    const operand = this.evaluate(expression.operand);
    if (!this.path) return NEVER;
    if (expression.operator !== '!' && expression.operator !== 'typeof') this.toPrimitive(expression, operand);
    return unaryType(expression.operator, operand);
  }

  #binary(expression: Of<'binary'>): AbstractType {
    const left = this.evaluate(expression.left);
    const right = this.evaluate(expression.right);
    return this.path ? this.#operation(expression, left, right) : NEVER;
  }

  /** Of operands that were evaluated. */
  #operation(expression: Of<'binary'>, left: AbstractType, right: AbstractType): AbstractType {
    const { operator } = expression;
    if (operator === 'instanceof') {
      this.callAll(
        expression,
        this.analysis.heap.lookup(restrict(right, OBJECTS), symbolKey('hasInstance'), this.instance).type,
        right,
        [left],
      );
    }
    if (operator !== '===' && operator !== '!==') this.toPrimitive(expression, left, right);
    const isSame =
      expression.left.kind === 'get' &&
      expression.right.kind === 'get' &&
      expression.left.variable === expression.right.variable &&
      this.isTracked(expression.left.variable);
    return binaryType(operator, left, right, isSame);
  }

  #logical(expression: Of<'logical'>): AbstractType {
    const { operator } = expression;
    if (operator === '??') {
      const left = this.evaluate(expression.left);
      if (!this.path) return NEVER;
      if (!mayBe(left, NULLISH)) return left;
      const before = this.path.copy();
      const right = this.evaluate(expression.right);
      const kept = restrict(left, ~NULLISH);
      this.path = isNever(kept) ? this.path : joinPaths(before, this.path);
      return join(kept, right);
    }
    const { yes, no } = this.condition(expression.left);
    const left = this.analysis.types.get(expression.left) ?? NEVER;
    const [kept, goesOn] = operator === '&&' ? [no, yes] : [yes, no];
    this.path = goesOn;
    const right = this.evaluate(expression.right);
    this.path = joinPaths(kept, this.path);
    return kept ? join(operator === '&&' ? falsyPart(left) : truthyPart(left), right) : right;
  }

  /** Evaluates a test; the paths on which it holds and does not. */
  condition(test: Expression): Branches {
    const branches = this.#condition(test);
    const { outcomes } = this.analysis;
    outcomes.set(test, (outcomes.get(test) ?? 0) | (branches.yes ? 1 : 0) | (branches.no ? 2 : 0));
    return branches;
  }

  #condition(test: Expression): Branches {
    if (!this.path) return { yes: null, no: null };
    switch (test.kind) {
      case 'boolean':
        this.evaluate(test);
        return test.value ? { yes: this.path, no: null } : { yes: null, no: this.path };
      case 'unary':
        if (test.operator !== '!') break;
        {
          const { yes, no } = this.condition(test.operand);
          this.#recordBoolean(test);
          return { yes: no, no: yes };
        }
      case 'logical':
        if (test.operator === '??') break;
        return this.#logicalCondition(test);
      case 'binary':
        return this.#comparison(test);
      case 'intrinsic':
        return this.#kindTest(test);
      default:
        break;
    }
    const type = this.evaluate(test);
    if (!this.path) return { yes: null, no: null };
    return this.#split(test, type, truthyPart(type), falsyPart(type));
  }

  #recordBoolean(expression: Expression): void {
    this.record(expression, BOOLEAN);
  }

  #logicalCondition(test: Of<'logical'>): Branches {
    const first = this.condition(test.left);
    const isAnd = test.operator === '&&';
    this.path = isAnd ? first.yes : first.no;
    const second = this.condition(test.right);
    const left = this.analysis.types.get(test.left) ?? NEVER;
    const right = this.analysis.types.get(test.right) ?? NEVER;
    const kept = isAnd ? first.no && falsyPart(left) : first.yes && truthyPart(left);
    this.record(test, join(kept ?? NEVER, right));
    return isAnd
      ? { yes: second.yes, no: joinPaths(first.no, second.no) }
      : { yes: joinPaths(first.yes, second.yes), no: second.no };
  }

  #comparison(test: Of<'binary'>): Branches {
    const left = this.evaluate(test.left);
    const counted = this.assignments;
    const right = this.evaluate(test.right);
    if (!this.path) return { yes: null, no: null };
    const leftIsCurrent = this.assignments === counted;
    const { operator } = test;
    if (!['===', '!==', '==', '!=', '<', '<=', '>', '>='].includes(operator)) {
      const type = this.#operation(test, left, right);
      this.record(test, type);
      if (isNever(type)) return { yes: null, no: null };
      if (operator === 'instanceof' && leftIsCurrent) return this.#split(test.left, left, this.#instancesOf(left, right), left);
      return this.#split(test, type, truthyPart(type), falsyPart(type));
    }
    if (operator !== '===' && operator !== '!==') {
      this.toPrimitive(test, left, right);
    }
    this.#recordBoolean(test);
    const typeTest = this.#typeofTest(test);
    if (typeTest) return typeTest;
    const start = this.path;
    const branch = (holds: boolean): Environment | null => {
      const narrowed = narrowComparison(operator, left, right, holds);
      if (isNever(narrowed.left) || isNever(narrowed.right)) return null;
      this.path = start.copy();
      if (leftIsCurrent) this.#refine(test.left, left, narrowed.left);
      this.#refine(test.right, right, narrowed.right);
      if (leftIsCurrent) this.#noteBound(test, holds);
      return this.path;
    };
    const yes = branch(true);
    const no = branch(false);
    this.path = start;
    return { yes, no };
  }

  /** `i < a.length` holds, or `i < n` where n is the length of an array that never gets shorter. */
  #noteBound(test: Of<'binary'>, holds: boolean): void {
    let { operator, left, right } = test;
    if (operator === '>' || operator === '<=') [left, right, operator] = [right, left, operator === '>' ? '<' : '>='];
    if ((operator !== '<' || !holds) && (operator !== '>=' || holds)) return;
    if (left.kind !== 'get' || !this.isTracked(left.variable)) return;
    const array = lengthOwner(right) ?? (right.kind === 'get' ? this.analysis.lengthOwner(right.variable) : undefined);
    if (array === undefined || !this.isTracked(array) || array === left.variable) return;
    // When it does not hold, NaN may be why.
    const index = this.read(left.variable);
    if (index.kinds === KIND.number && index.range.isInteger && !index.range.mayBeNaN) this.path?.bound(left.variable, array);
  }

  protected override isIndexInBounds(object: Expression, key: Expression): boolean {
    if (object.kind !== 'get' || key.kind !== 'get' || !this.path?.isBound(key.variable, object.variable)) return false;
    const index = this.read(key.variable);
    return (
      isOnly(index, KIND.number) &&
      index.range.minimum >= 0 &&
      this.analysis.heap.keepsLength(this.read(object.variable), this.instance)
    );
  }

  /** `typeof x === 'number'`. */
  #typeofTest(test: Of<'binary'>): Branches | undefined {
    const { left, right, operator } = test;
    if (left.kind !== 'unary' || left.operator !== 'typeof' || right.kind !== 'string') return undefined;
    const kinds = kindsOfTypeName(right.value);
    const operand = this.analysis.types.get(left.operand);
    if (kinds === undefined || !operand) return undefined;
    const current = left.operand.kind === 'get' ? this.read(left.operand.variable) : operand;
    const isEqual = operator === '===' || operator === '==';
    const branches = this.#split(left.operand, current, restrict(current, kinds), restrict(current, ~kinds));
    return isEqual ? branches : { yes: branches.no, no: branches.yes };
  }

  #instancesOf(value: AbstractType, maker: AbstractType): AbstractType {
    const { heap } = this.analysis;
    const prototypes = new Set(heap.lookup(restrict(maker, OBJECTS), 'prototype', this.instance).type.sites.sites);
    const inherits = (site: (typeof value.sites.sites)[number], seen: Set<unknown>): boolean => {
      if (seen.has(site)) return false;
      seen.add(site);
      return site.prototype.read(this.instance).sites.sites.some((parent) => prototypes.has(parent) || inherits(parent, seen));
    };
    const objects = restrict(value, OBJECTS);
    // With its own [Symbol.hasInstance] anything goes.
    if (maker.sites.sites.some((site) => site.fields.has(symbolKey('hasInstance')))) return value;
    const sites = objects.sites.filter((site) => inherits(site, new Set()));
    return sites.sites.length === 0
      ? NEVER
      : {
          ...objects,
          sites,
          kinds: sites.sites.reduce((kinds, site) => kinds | (site.isFunction ? KIND.function : KIND.object), 0),
        };
  }

  #kindTest(test: Of<'intrinsic'>): Branches {
    const type = this.evaluate(test);
    if (!this.path) return { yes: null, no: null };
    const [argument] = test.arguments;
    const tested = argument && testedBy(test.name);
    const operand = argument && this.analysis.types.get(argument);
    if (!tested || !operand) return this.#split(test, type, truthyPart(type), falsyPart(type));
    const current = argument.kind === 'get' ? this.read(argument.variable) : operand;
    return this.#split(argument, current, tested.yes(current), tested.no(current, this));
  }

  /** Two paths on which an expression's value is narrowed. */
  #split(expression: Expression, type: AbstractType, ifYes: AbstractType, ifNo: AbstractType): Branches {
    const start = this.path!;
    const branch = (narrowed: AbstractType): Environment | null => {
      if (isNever(narrowed)) return null;
      this.path = start.copy();
      this.#refine(expression, type, narrowed);
      return this.path;
    };
    const yes = branch(ifYes);
    const no = branch(ifNo);
    this.path = start;
    return { yes, no };
  }

  #refine(expression: Expression, type: AbstractType, narrowed: AbstractType): void {
    const variable: VariableId | undefined =
      expression.kind === 'get' || expression.kind === 'set' ? expression.variable : undefined;
    if (variable === undefined || !this.path || !this.isTracked(variable) || equalTypes(type, narrowed)) return;
    if (isOnly(narrowed, 0)) return;
    this.path.set(variable, narrowed);
  }
}
