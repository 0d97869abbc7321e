/** Calls, constructions, property accesses (which may call accessors): what flows into functions and comes back. */
import type { CoreFunction, Expression } from '../core/types.js';
import { TYPED_ARRAY_NAMES } from './border.js';
import { SHARED } from './contexts.js';
import { symbolKey } from './heap.js';
import { conversionType } from './operators.js';
import { presentFields } from './present-fields.js';
import { partsOf } from './receivers.js';
import { Scope } from './scope.js';
import type { Cell, Site } from './sites.js';
import { slotsOfInstances } from './slots.js';
import {
  type AbstractType,
  isNever,
  isOnly,
  join,
  KIND,
  mayBe,
  NEVER,
  NULLISH,
  OBJECT_KIND,
  OBJECTS,
  restrict,
  UNDEFINED,
} from './types.js';

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>;

/** A value of more sites than this is taken for anything. */
const VAGUE = 12;

/** Known arguments, then any number of such (those of a spread). */
export interface Arguments {
  readonly fixed: readonly AbstractType[];
  readonly more?: AbstractType;
}

const OPERATOR_FUNCTIONS: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'remainder',
  '**': 'power',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'shiftLeft',
  '>>': 'shiftRight',
  '>>>': 'shiftRightUnsigned',
  '==': 'looseEquals',
  '!=': 'looseEquals',
  '<': 'less',
  '<=': 'lessOrEqual',
  '>': 'greater',
  '>=': 'greaterOrEqual',
  in: 'has',
  instanceof: 'isInstanceOf',
};
const UNARY_FUNCTIONS: Readonly<Record<string, string>> = {
  '+': 'toNumber',
  '-': 'negate',
  '~': 'not',
  '++': 'increment',
  '--': 'decrement',
};

/** What `new` of a built-in makes. */
function builtinKind(name: string): { kind: number; elements: number } {
  const element = TYPED_ARRAY_NAMES.findIndex((prefix) => name === `${prefix}Array`);
  if (element >= 0) return { kind: OBJECT_KIND.typedArray, elements: 1 << element };
  if (name.endsWith('Error')) return { kind: OBJECT_KIND.error, elements: 0 };
  const kinds: Record<string, number> = {
    Array: OBJECT_KIND.array,
    Map: OBJECT_KIND.map,
    Set: OBJECT_KIND.set,
    ArrayBuffer: OBJECT_KIND.arrayBuffer,
    DataView: OBJECT_KIND.dataView,
    Number: OBJECT_KIND.wrapper,
    String: OBJECT_KIND.wrapper,
    Boolean: OBJECT_KIND.wrapper,
    RegExp: OBJECT_KIND.regexp,
  };
  return { kind: Object.hasOwn(kinds, name) ? kinds[name]! : OBJECT_KIND.plain, elements: 0 };
}

export abstract class CallEvaluator extends Scope {
  abstract evaluate(expression: Expression): AbstractType;
  protected abstract isIndexInBounds(object: Expression, key: Expression): boolean;

  /** The elements of a rest parameter's array, or whatever else belongs to this instance alone. */
  protected restArray(cell: Cell): AbstractType {
    const { heap } = this.analysis;
    const site = heap.object(this.instance, 'rest', OBJECT_KIND.array, 'Array.prototype');
    site.elements.write(cell.read(this.instance));
    return heap.typeOf(site);
  }

  // ---- running functions

  #pass(fn: CoreFunction, context: string, self: AbstractType, values: Arguments, newTarget: AbstractType): AbstractType {
    const { analysis } = this;
    const instance = analysis.enter(analysis.instance(fn, context));
    instance.thisValue.write(self);
    instance.newTarget.write(newTarget);
    const { fixed, more } = values;
    const fallback = more ? join(more, UNDEFINED) : UNDEFINED;
    instance.parameters.forEach((cell, index) => {
      cell.write(fixed[index] ?? fallback);
    });
    if (fn.rest !== undefined) {
      for (const value of fixed.slice(fn.parameters.length)) instance.rest.write(value);
      if (more) instance.rest.write(more);
    }
    return instance.result.read(this.instance);
  }

  #contextFor(fn: CoreFunction, site: Site | undefined, place: object, self: AbstractType): string {
    if (site?.context !== undefined) return site.context;
    if (!fn.isBuiltin) return '';
    // Of receivers that can be nearly anything there is nothing to keep apart.
    if (self.sites.sites.length > VAGUE) return SHARED;
    return this.analysis.contextOf(fn, this.instance.context, place);
  }

  /** The functions that a value runs when called; records them for the place. */
  #targets(place: Expression, callee: AbstractType, isNew: boolean): { fn: CoreFunction; site: Site }[] {
    const { program } = this.analysis;
    const record = this.#record(place);
    if (mayBe(callee, ~KIND.function)) record.mayBeOther = true;
    const targets: { fn: CoreFunction; site: Site }[] = [];
    for (const site of callee.sites.sites) {
      if (!site.isFunction) continue;
      let fn = site.function;
      if (site.builtin) {
        const listed = program.builtins.find((object) => object.name === site.builtin);
        const id = isNew ? listed?.construct : listed?.call;
        fn = id === undefined ? undefined : program.functions.get(id);
      } else if (fn && !isNew && (fn.kind === 'constructor' || fn.kind === 'derived')) fn = undefined;
      else if (fn && isNew && (fn.kind === 'arrow' || fn.kind === 'method')) fn = undefined;
      if (fn) {
        record.functions.add(fn.id);
        targets.push({ fn, site });
      } else record.mayBeOther = true;
    }
    return targets;
  }

  #record(place: Expression) {
    let record = this.analysis.calls.get(place);
    if (!record) {
      record = { functions: new Set(), mayBeOther: false };
      this.analysis.calls.set(place, record);
    }
    return record;
  }

  /** Calls all functions that a value can be, from code that knows nothing of them (accessors, conversions). */
  callAll(place: Expression, callee: AbstractType, self: AbstractType, fixed: readonly AbstractType[]): AbstractType {
    let result = NEVER;
    for (const site of callee.sites.sites) {
      const fn = site.function;
      if (!fn) continue;
      this.analysis.implicitCallees.add(fn.id);
      this.#implicitCall(place, fn);
      const context = site.context ?? (fn.isBuiltin ? 'implicit' : '');
      result = join(result, this.#pass(fn, context, self, { fixed }, UNDEFINED));
    }
    return result;
  }

  #implicitCall(place: Expression, fn: CoreFunction): void {
    const { implicitCalls } = this.analysis;
    const known = implicitCalls.get(place);
    if (known) known.add(fn.id);
    else implicitCalls.set(place, new Set([fn.id]));
  }

  /** Operators turn objects into primitives, by methods that the program may define. */
  protected toPrimitive(place: Of<'unary'> | Of<'binary'>, ...operands: readonly AbstractType[]): void {
    if (operands.every((operand) => isOnly(operand, KIND.number))) return;
    const name = place.kind === 'unary' ? UNARY_FUNCTIONS[place.operator] : OPERATOR_FUNCTIONS[place.operator];
    const fn = name === undefined ? undefined : this.analysis.program.functions.get(`Operators$${name}`);
    if (fn) {
      this.#implicitCall(place, fn);
      this.#pass(fn, 'implicit', UNDEFINED, { fixed: operands }, UNDEFINED);
      return;
    }
    for (const operand of operands) this.#convert(place, operand);
  }

  /** As toPrimitive, where the program has no function for it. */
  #convert(place: Expression, operand: AbstractType): void {
    const objects = restrict(operand, OBJECTS);
    if (isNever(objects)) return;
    for (const key of ['valueOf', 'toString', symbolKey('toPrimitive')]) {
      this.callAll(place, this.analysis.heap.lookup(objects, key, this.instance).type, objects, [UNDEFINED]);
    }
  }

  // ---- properties

  protected getProperty(place: Expression, object: AbstractType, key: string): AbstractType {
    const receiver = restrict(object, ~NULLISH);
    if (isNever(receiver)) return NEVER;
    const { type, accessors } = this.analysis.heap.lookup(receiver, key, this.instance);
    if (isNever(accessors)) return type;
    return partsOf(this.analysis.heap, receiver).reduce((result, part) => {
      const found = this.analysis.heap.lookup(part, key, this.instance);
      return join(result, this.callAll(place, found.accessors, part, []));
    }, type);
  }

  protected getElement(place: Expression, object: AbstractType, keyNode: Expression, key: AbstractType): AbstractType {
    const receiver = restrict(object, ~NULLISH);
    if (isNever(receiver)) return NEVER;
    if (keyNode.kind === 'symbol') return this.getProperty(place, object, symbolKey(keyNode.name));
    if (keyNode.kind === 'string') return this.getProperty(place, object, keyNode.value);
    if (
      place.kind === 'element' &&
      place.object.kind === 'get' &&
      place.object.variable === this.analysis.entryArguments &&
      keyNode.kind === 'number'
    ) {
      const { fixed, more } = this.analysis.border;
      return fixed[keyNode.value] ?? join(more!, UNDEFINED);
    }
    if (mayBe(key, OBJECTS)) this.#convertBy(place, 'toPropertyKey', key);
    const isInBounds = place.kind === 'element' && this.isIndexInBounds(place.object, keyNode);
    this.analysis.recordBounds(place, isInBounds);
    const { type, accessors } = this.analysis.heap.elementAndAccessors(receiver, key, this.instance, isInBounds);
    return join(type, this.callAll(place, accessors, receiver, []));
  }

  protected setProperty(place: Expression, object: AbstractType, key: string, value: AbstractType): void {
    const setters = this.analysis.heap.store(object, key, this.analysis.unseen.has(place) ? NEVER : value, this.instance);
    this.callAll(place, setters, object, [value]);
  }

  protected setElement(
    place: Of<'setElement'>,
    object: AbstractType,
    key: AbstractType,
    value: AbstractType,
    isInBounds: boolean,
  ): void {
    const keyNode = place.key;
    if (keyNode.kind === 'symbol') {
      this.setProperty(place, object, symbolKey(keyNode.name), value);
      return;
    }
    if (keyNode.kind === 'string') {
      this.setProperty(place, object, keyNode.value, value);
      return;
    }
    if (mayBe(key, OBJECTS)) this.#convertBy(place, 'toPropertyKey', key);
    // Typed arrays turn what is stored into a number.
    if (object.sites.objectKinds & OBJECT_KIND.typedArray && mayBe(value, OBJECTS)) {
      this.#convertBy(place, 'toNumber', value);
      this.#convertBy(place, 'toBigInt', value);
    }
    this.analysis.recordBounds(place, isInBounds);
    const setters = this.analysis.heap.storeAny(object, key, value, this.instance, isInBounds);
    this.callAll(place, setters, object, [value]);
  }

  /** Math's functions turn their arguments into numbers. */
  protected convertArguments(place: Expression, values: readonly AbstractType[]): void {
    for (const value of values) if (mayBe(value, OBJECTS)) this.#convertBy(place, 'toNumber', value);
  }

  /** By the function of Operators, or directly where the program has none. */
  #convertBy(place: Expression, name: string, value: AbstractType): void {
    const fn = this.analysis.program.functions.get(`Operators$${name}`);
    if (!fn) {
      this.#convert(place, value);
      return;
    }
    this.#implicitCall(place, fn);
    this.#pass(fn, 'implicit', UNDEFINED, { fixed: [value] }, UNDEFINED);
  }

  // ---- calls in the program

  #all(nodes: readonly Expression[]): Arguments {
    return { fixed: nodes.map((node) => this.evaluate(node)) };
  }

  #spread(node: Expression): Arguments {
    const array = this.evaluate(node);
    if (node.kind === 'get' && node.variable === this.analysis.entryArguments) return this.analysis.border;
    return { fixed: [], more: this.analysis.heap.contents(array, this.instance) };
  }

  protected call(expression: Expression): AbstractType {
    switch (expression.kind) {
      case 'call':
      case 'callSpread': {
        const callee = this.evaluate(expression.callee);
        const self = expression.this ? this.evaluate(expression.this) : UNDEFINED;
        const values = expression.kind === 'call' ? this.#all(expression.arguments) : this.#spread(expression.arguments);
        return this.path ? this.#callValue(expression, callee, self, values) : NEVER;
      }
      case 'callMethod': {
        const object = this.evaluate(expression.object);
        if (!this.path) return NEVER;
        const callee = this.getProperty(expression, object, expression.key);
        const values = this.#all(expression.arguments);
        return this.path ? this.#callMethod(expression, callee, restrict(object, ~NULLISH), values) : NEVER;
      }
      case 'callElement': {
        const object = this.evaluate(expression.object);
        const key = this.evaluate(expression.key);
        if (!this.path) return NEVER;
        const callee = this.getElement(expression, object, expression.key, key);
        const values = this.#all(expression.arguments);
        return this.path ? this.#callValue(expression, callee, restrict(object, ~NULLISH), values) : NEVER;
      }
      case 'callBuiltin': {
        const self = expression.this ? this.evaluate(expression.this) : UNDEFINED;
        const values = this.#all(expression.arguments);
        const fn = this.analysis.program.functions.get(expression.function);
        if (!this.path || !fn) return NEVER;
        this.#record(expression).functions.add(fn.id);
        const converted = conversionType(fn.id, values.fixed[0] ?? UNDEFINED);
        if (converted) {
          // One context for all: what comes out is known by its kind.
          this.#pass(fn, 'implicit', self, values, UNDEFINED);
          return converted;
        }
        return this.#pass(fn, this.#contextFor(fn, undefined, expression, self), self, values, UNDEFINED);
      }
      case 'new':
      case 'newSpread': {
        const callee = this.evaluate(expression.callee);
        const values = expression.kind === 'new' ? this.#all(expression.arguments) : this.#spread(expression.arguments);
        return this.path ? this.#construct(expression, callee, values) : NEVER;
      }
      case 'callSuper':
      case 'callSuperSpread': {
        const callee = this.evaluate(expression.callee);
        const values = expression.kind === 'callSuper' ? this.#all(expression.arguments) : this.#spread(expression.arguments);
        if (!this.path) return NEVER;
        const self = this.instance.thisValue.read(this.instance);
        const newTarget = this.instance.newTarget.read(this.instance);
        let result = UNDEFINED;
        for (const { fn, site } of this.#targets(expression, callee, true)) {
          const returned = this.#pass(fn, this.#contextFor(fn, site, expression, self), self, values, newTarget);
          result = join(result, isNever(returned) ? NEVER : join(self, restrict(returned, OBJECTS)));
        }
        // A built-in constructor without code of its own.
        if (this.#record(expression).mayBeOther) result = join(result, self);
        return result;
      }
      default:
        return NEVER;
    }
  }

  /** Each class's method gets the objects that find it, not those of the other classes. */
  #callMethod(place: Of<'callMethod'>, callee: AbstractType, self: AbstractType, values: Arguments): AbstractType {
    const { heap } = this.analysis;
    const isOneForAll = callee.sites.sites.length < 2 || callee.sites.sites.some((site) => site.function?.isBuiltin ?? true);
    if (isOneForAll || !isNever(heap.lookup(self, place.key, this.instance).accessors))
      return this.#callValue(place, callee, self, values);
    return partsOf(heap, self).reduce((result, part) => {
      const found = heap.lookup(part, place.key, this.instance).type;
      return join(result, this.#callValue(place, found, part, values));
    }, NEVER);
  }

  #callValue(place: Expression, callee: AbstractType, self: AbstractType, values: Arguments): AbstractType {
    let result = NEVER;
    for (const { fn, site } of this.#targets(place, callee, false)) {
      result = join(result, this.#pass(fn, this.#contextFor(fn, site, place, self), self, values, UNDEFINED));
    }
    return result;
  }

  #construct(place: Expression, callee: AbstractType, values: Arguments): AbstractType {
    const { heap } = this.analysis;
    let result = NEVER;
    for (const { fn, site } of this.#targets(place, callee, true)) {
      const self = site.builtin ? this.#builtinInstance(place, site.builtin) : this.#classInstance(site);
      const returned = this.#pass(fn, this.#contextFor(fn, site, place, UNDEFINED), heap.typeOf(self), values, heap.typeOf(site));
      if (!isNever(returned)) result = join(result, join(heap.typeOf(self), restrict(returned, OBJECTS)));
    }
    // Built-in constructors without code of their own, such as Object.
    for (const site of callee.sites.sites) {
      if (!site.builtin || !site.isFunction) continue;
      const listed = this.analysis.program.builtins.find((object) => object.name === site.builtin);
      if (listed?.construct === undefined) result = join(result, heap.typeOf(this.#builtinInstance(place, site.builtin)));
    }
    return result;
  }

  #builtinInstance(place: Expression, name: string): Site {
    const { kind, elements } = builtinKind(name);
    return this.analysis.heap.object(place, `${name}|${this.instance.context}`, kind, `${name}.prototype`, elements);
  }

  #classInstance(maker: Site): Site {
    const { heap } = this.analysis;
    const { kind, elements } = this.#rootKind(maker, new Set());
    const site = heap.site(
      maker,
      `instance|${kind}|${elements}`,
      () => ({ objectKind: kind, elementKinds: elements }),
      (made) => {
        for (const key of presentFields(maker)) made.present.add(key);
      },
    );
    site.slots = slotsOfInstances(maker, this.instance);
    const prototype = heap.lookup(heap.typeOf(maker), 'prototype', this.instance).type;
    site.prototype.write(restrict(prototype, OBJECTS));
    if (mayBe(prototype, ~OBJECTS)) site.prototype.write(heap.builtinType('Object.prototype'));
    return site;
  }

  /** What kind of object the root of a class chain makes. */
  #rootKind(maker: Site, seen: Set<Site>): { kind: number; elements: number } {
    if (seen.has(maker)) return { kind: 0, elements: 0 };
    seen.add(maker);
    if (maker.builtin) return builtinKind(maker.builtin);
    if (maker.function?.kind !== 'derived') return { kind: OBJECT_KIND.plain, elements: 0 };
    const parents = maker.prototype
      .read(this.instance)
      .sites.sites.filter((site) => site.isFunction && site.builtin !== 'Function.prototype');
    const kinds = parents.map((parent) => this.#rootKind(parent, seen));
    return {
      kind: kinds.reduce((bits, { kind }) => bits | kind, 0) || OBJECT_KIND.plain,
      elements: kinds.reduce((bits, { elements }) => bits | elements, 0),
    };
  }
}
