/** The fixed point: evaluates functions again and again until nothing they have read grows any more. */
import type { CoreFunction, CoreProgram, Expression, FunctionId, Variable, VariableId } from '../core/types.js';
import { visitExpressions } from '../core/visit.js';
import { argumentType, external } from './border.js';
import type { Arguments } from './calls.js';
import { SHARED } from './contexts.js';
import { type Effects, effectsOf } from './effects.js';
import { Evaluator } from './evaluator.js';
import { Heap } from './heap.js';
import type { Assumptions, CallExpression, Callees, DetailedInference, Outcome } from './index.js';
import { Instance } from './instance.js';
import { lengthVariables } from './length-variables.js';
import { unseenStores } from './present-fields.js';
import { Cell, type Context, type Reader, type Site } from './sites.js';
import { type Slot, slotOf } from './slots.js';
import { type AbstractType, join, NEVER, OBJECT_KIND, STRING, UNDEFINED } from './types.js';

/** What a call can run, as far as it is known by now. */
export interface CallRecord {
  readonly functions: Set<FunctionId>;
  mayBeOther: boolean;
}

/** Contexts no deeper than this: calls inside of built-ins inside of built-ins ... */
const CONTEXT_DEPTH = 2;
/** With more functions in contexts than this, calls of built-ins get no more contexts of their own: precision must not cost without bound. */
const MOST_INSTANCES = 300;

export class Analysis {
  readonly heap: Heap;
  evaluations = 0;
  readonly thrown = new Cell();
  readonly calls = new Map<Expression, CallRecord>();
  /** Called by operators, property accesses and the like: callers don't know them. */
  readonly implicitCallees = new Set<FunctionId>();
  readonly implicitCalls = new Map<Expression, Set<FunctionId>>();
  readonly closures = new Set<FunctionId>();
  readonly types = new Map<Expression, AbstractType>();
  /** Of tests: 1 can hold, 2 can fail. */
  readonly outcomes = new Map<Expression, number>();
  readonly variables = new Map<VariableId, AbstractType>();
  /** Element accesses whose index is always in bounds. */
  readonly bounded = new Map<Expression, boolean>();
  /** The array of the entry's arguments, whose elements are known one by one. */
  entryArguments: VariableId | undefined;
  border: Arguments = { fixed: [] };
  readonly instances = new Set<Instance>();
  readonly #byFunction = new Map<FunctionId, Map<Context, Instance>>();
  readonly #cells = new Map<VariableId, Map<Context, Cell>>();
  readonly #numbers = new Map<object, number>();
  #queue: Instance[] = [];

  /** Stores whose value nobody reads. */
  readonly unseen: ReadonlySet<Expression>;

  constructor(readonly program: CoreProgram) {
    this.unseen = new Set([...program.functions.values()].flatMap(unseenStores));
    this.heap = new Heap(program, () => {
      for (const instance of this.instances) instance.invalidate();
    });
  }

  run(assumptions: Assumptions): void {
    const initialise = this.program.functions.get(this.program.initialise);
    const entry = this.program.functions.get(this.program.entry);
    if (initialise) this.enter(this.instance(initialise, '')).thisValue.write(UNDEFINED);
    if (entry) {
      const instance = this.enter(this.instance(entry, ''));
      instance.thisValue.write(UNDEFINED);
      instance.newTarget.write(UNDEFINED);
      const fixed = assumptions.parameters.map((assumed) => argumentType(this.heap, assumed));
      const any = external(this.heap);
      instance.parameters.forEach((cell, index) => {
        cell.write(fixed[index] ?? any);
      });
      if (entry.rest !== undefined) {
        for (const type of [...fixed, any]) instance.rest.write(type);
        if (entry.parameters.length === 0 && !isAssigned(entry, entry.rest)) this.entryArguments = entry.rest;
      }
      this.border = { fixed, more: any };
    }
    for (;;) {
      const instance = this.#queue.shift();
      if (!instance) return;
      instance.isQueued = false;
      this.evaluations++;
      instance.count++;
      new Evaluator(this, instance).run();
    }
  }

  instance(fn: CoreFunction, context: Context): Instance {
    let contexts = this.#byFunction.get(fn.id);
    if (!contexts) {
      contexts = new Map();
      this.#byFunction.set(fn.id, contexts);
    }
    let instance = contexts.get(context);
    if (!instance) {
      instance = new Instance(fn, context, (one) => this.#enqueue(one));
      contexts.set(context, instance);
      this.instances.add(instance);
    }
    return instance;
  }

  readonly #entered = new Set<Instance>();
  readonly #declared = new Map<VariableId, Variable>();

  /** It is called. */
  enter(instance: Instance): Instance {
    if (!this.#entered.has(instance)) {
      this.#entered.add(instance);
      this.#enqueue(instance);
    }
    return instance;
  }

  #enqueue(instance: Instance): void {
    if (instance.isQueued || !this.#entered.has(instance)) return;
    instance.isQueued = true;
    this.#queue.push(instance);
  }

  instancesOf(fn: FunctionId): readonly Instance[] {
    return [...(this.#byFunction.get(fn)?.values() ?? [])].filter((instance) => this.#entered.has(instance));
  }

  /** The context of a built-in called at a place. */
  contextOf(fn: CoreFunction, caller: Context, place: object): Context {
    const context = this.#pathTo(caller, place);
    // Chosen once: what a call had stays its own.
    const isKnown = this.#byFunction.get(fn.id)?.has(context) === true;
    return isKnown || this.instances.size < MOST_INSTANCES ? context : SHARED;
  }

  #pathTo(caller: Context, place: object): Context {
    if (caller === SHARED || caller === 'implicit') return caller;
    const number = String(this.numberOf(place));
    const path = caller === '' ? [] : caller.split('.');
    return path.length >= CONTEXT_DEPTH || path.includes(number) ? caller : [...path, number].join('.');
  }

  numberOf(place: object): number {
    let number = this.#numbers.get(place);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(place, number);
    }
    return number;
  }

  /** Where the values of a variable that closures share gather. */
  cell(variable: VariableId, context: Context): Cell {
    const key = this.program.globals.has(variable) ? '' : context;
    let cells = this.#cells.get(variable);
    if (!cells) {
      cells = new Map();
      this.#cells.set(variable, cells);
    }
    let cell = cells.get(key);
    if (!cell) {
      cell = new Cell();
      cells.set(key, cell);
    }
    return cell;
  }

  #lengths: ReadonlyMap<VariableId, VariableId> | undefined;

  /** The variable whose length this one holds, both never reassigned. */
  lengthOwner(variable: VariableId): VariableId | undefined {
    this.#lengths ??= lengthVariables(this.program);
    return this.#lengths.get(variable);
  }

  recordBounds(place: Expression, isInBounds: boolean): void {
    this.bounded.set(place, isInBounds && this.bounded.get(place) !== false);
  }

  /** Of any function or module. */
  variableOf(variable: VariableId): Variable | undefined {
    if (this.#declared.size === 0) {
      for (const scope of [this.program, ...this.program.functions.values()]) {
        for (const one of ('globals' in scope ? scope.globals : scope.variables).values()) this.#declared.set(one.id, one);
      }
    }
    return this.#declared.get(variable);
  }

  #names: ReadonlySet<string> | undefined;

  /** Keys that the program's text reads or calls. */
  propertyNames(): ReadonlySet<string> {
    if (!this.#names) {
      const names = new Set<string>();
      const visit = (node: unknown): void => {
        if (Array.isArray(node)) for (const item of node) visit(item);
        else if (typeof node === 'object' && node !== null) {
          const { kind, key, name, value } = node as { kind?: string; key?: unknown; name?: string; value?: unknown };
          if (typeof key === 'string') names.add(key);
          if (kind === 'symbol') names.add(`@@${name}`);
          if (kind === 'string') names.add(value as string);
          for (const [field, child] of Object.entries(node)) if (field !== 'span') visit(child);
        }
      };
      for (const fn of this.program.functions.values()) visit(fn.body);
      this.#names = names;
    }
    return this.#names;
  }

  recordVariable(variable: VariableId, type: AbstractType): void {
    this.variables.set(variable, join(this.variables.get(variable) ?? NEVER, type));
  }

  /** What a handler can get: anything thrown, and the library's errors. */
  caught(reader: Reader): AbstractType {
    return join(this.thrown.read(reader), this.heap.typeOf(this.libraryError()));
  }

  libraryError(): Site {
    const names = ['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError'];
    return this.heap.site(
      this,
      'error',
      () => ({ objectKind: OBJECT_KIND.error }),
      (site) => {
        for (const name of names) site.prototype.write(this.heap.builtinType(`${name}.prototype`));
        site.field('message').write(STRING);
        site.field('stack').write(STRING);
      },
    );
  }
}

/** Only read or passed on as a spread: nobody can change it. */
function isAssigned(fn: CoreFunction, variable: VariableId): boolean {
  const allowed = new Set<unknown>();
  let isChanged = false;
  visitExpressions(fn.body, (node) => {
    if (node.kind === 'callSpread') allowed.add(node.arguments);
    if (node.kind === 'element') allowed.add(node.object);
  });
  visitExpressions(fn.body, (node) => {
    if ((node.kind === 'get' || node.kind === 'set') && node.variable === variable && !allowed.has(node)) isChanged = true;
  });
  return isChanged;
}

export function analyse(program: CoreProgram, assumptions: Assumptions): DetailedInference {
  const analysis = new Analysis(program);
  analysis.run(assumptions);
  return new Answers(analysis);
}

const OUTCOMES = ['never', 'always true', 'always false', 'either'] as const;

class Answers implements DetailedInference {
  readonly #analysis: Analysis;
  readonly #effects: Effects;
  readonly #indirect = new Set<FunctionId>();

  constructor(analysis: Analysis) {
    this.#analysis = analysis;
    this.#effects = effectsOf(analysis);
    for (const fn of analysis.implicitCallees) this.#indirect.add(fn);
    for (const { functions } of analysis.calls.values())
      if (functions.size > 1) for (const fn of functions) this.#indirect.add(fn);
  }

  get effort(): number {
    return this.#analysis.evaluations;
  }

  typeOf(expression: Expression): AbstractType {
    return this.#analysis.types.get(expression) ?? NEVER;
  }

  outcomeOf(test: Expression): Outcome {
    return OUTCOMES[this.#analysis.outcomes.get(test) ?? 0]!;
  }

  variableType(variable: VariableId): AbstractType {
    return this.#analysis.variables.get(variable) ?? NEVER;
  }

  #over(fn: FunctionId, cell: (instance: Instance) => Cell | undefined): AbstractType {
    return this.#analysis.instancesOf(fn).reduce((type, instance) => join(type, cell(instance)?.type ?? UNDEFINED), NEVER);
  }

  returnType(fn: FunctionId): AbstractType {
    return this.#over(fn, (instance) => instance.result);
  }

  parameterType(fn: FunctionId, index: number): AbstractType {
    return this.#over(fn, (instance) => instance.parameters[index]);
  }

  thisType(fn: FunctionId): AbstractType {
    return this.#over(fn, (instance) => instance.thisValue);
  }

  calleesOf(call: CallExpression): Callees {
    const record = this.#analysis.calls.get(call);
    return { functions: record ? [...record.functions] : [], mayBeOther: record?.mayBeOther ?? false };
  }

  isReached(fn: FunctionId): boolean {
    return this.#analysis.instancesOf(fn).length > 0;
  }

  isDirect(fn: FunctionId): boolean {
    const { program } = this.#analysis;
    return fn !== program.entry && fn !== program.initialise && !this.#indirect.has(fn);
  }

  escapes(fn: FunctionId): boolean {
    return this.#analysis.closures.has(fn) || (this.#analysis.heap.builtinCells.get(fn)?.some((cell) => cell.isRead) ?? false);
  }

  mayThrow(fn: FunctionId): boolean {
    return this.#effects.throwing.has(fn);
  }

  slotOf(object: Expression, key: string): Slot | undefined {
    return slotOf(this.#analysis.heap, this.typeOf(object), key);
  }

  isInBounds(access: Expression): boolean {
    return this.#analysis.bounded.get(access) === true;
  }

  isRecursive(fn: FunctionId): boolean {
    return this.#effects.recursive.has(fn);
  }

  mayPause(fn: FunctionId): boolean {
    return this.#effects.pausing.has(fn);
  }
}
