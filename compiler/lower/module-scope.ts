/** What the lowering of one block shares between the functions of its module. */
import { analyseEffects, type EffectsOf } from '../analysis/effects.js';
import type { FunctionId, IrFunction, Type, Variable, VariableId } from '../ir/index.js';
import type { BlockPlan, ShardPlan } from '../shard/plan.js';
import { CallGraph, typeKey } from './call-graph.js';
import { Constants } from './constants.js';
import { findPartialArrays } from './partial-arrays.js';
import { type Representation, representationOf } from './representation.js';
import { TrapSites } from './sites.js';

/** `plain` code runs to its end; `safe` code has safepoints. A function may be wanted in both forms. */
export type Mode = 'plain' | 'safe';

/** How a function gives a tuple or object back: its address, or its fields one by one (see CONTROL.fields). */
export type ResultForm = 'whole' | 'fields';

export interface WantedFunction {
  readonly id: FunctionId;
  readonly mode: Mode;
  readonly result: ResultForm;
}

export class ModuleScope {
  readonly sites: TrapSites;
  readonly constants = new Constants();
  readonly calls: CallGraph;
  /** Functions of JavaScript's Math that the module imports. */
  readonly math = new Set<string>();
  readonly reachable: ReadonlySet<FunctionId>;
  /** Functions that code already written calls, in the order in which they were first called. */
  readonly wanted = new Map<string, WantedFunction>();
  /** Whether code already written has safepoints. */
  pauses = false;
  private readonly partial: ReadonlySet<VariableId>;
  private readonly resized: ReadonlySet<string>;
  private readonly globals: ReadonlyMap<VariableId, Variable>;
  private knownEffects: EffectsOf | undefined;

  constructor(
    readonly plan: ShardPlan,
    readonly block: BlockPlan,
    /** When false all code is plain, and nothing polls. */
    readonly safepoints: boolean,
  ) {
    this.sites = new TrapSites(plan.sources);
    this.calls = new CallGraph(plan.functions);
    const body = [...(block.range?.prologue ?? []), ...block.fn.body];
    this.reachable = this.calls.reachableFrom(body);
    this.partial = findPartialArrays(block, plan.functions, this.reachable);
    this.resized = this.calls.resizedBy(body);
    this.globals = new Map(plan.globals.map(({ variable }) => [variable.id, variable]));
  }

  get effects(): EffectsOf {
    this.knownEffects ??= analyseEffects(this.plan.functions);
    return this.knownEffects;
  }

  get globalIds(): ReadonlySet<VariableId> {
    return new Set(this.globals.keys());
  }

  functionOf(id: FunctionId): IrFunction {
    const fn = this.plan.functions.get(id);
    if (!fn) throw new Error(`block ${this.block.id} calls ${id}, which the plan does not have`);
    return fn;
  }

  representation(id: VariableId): Representation {
    return representationOf(this.plan.ranges.variable(id));
  }

  resultRepresentation(id: FunctionId): Representation {
    return representationOf(this.plan.ranges.result(id));
  }

  /** Whether only a part of the array may be in this shard's memory. */
  isPartial(id: VariableId): boolean {
    return this.partial.has(id);
  }

  /** Whether an array of this type keeps its elements where they are and their number in all of this block. */
  isFixed(type: Type): boolean {
    return type.kind !== 'array' || !this.resized.has(typeKey(type));
  }

  isGlobal(id: VariableId): boolean {
    return this.globals.has(id);
  }

  /** The address of a module-level constant. */
  globalAddress(id: VariableId): string {
    const global = this.plan.globals.find(({ variable }) => variable.id === id);
    if (!global) throw new Error(`variable ${id} of block ${this.block.id} is unknown`);
    return this.constants.value(`global ${id}`, global.value);
  }

  /** The name of the function in the form wanted; it will be written. */
  call(id: FunctionId, mode: Mode, result: ResultForm): string {
    const name = `${mode === 'safe' ? 'pausing' : 'plain'}_${identifier(id)}${result === 'fields' ? '$fields' : ''}`;
    this.wanted.set(name, { id, mode, result });
    if (mode === 'safe') this.pauses = true;
    return name;
  }
}

/** Any text as an identifier; different ones for different texts. */
export function identifier(text: string): string {
  return text.replace(/[^A-Za-z0-9_]/g, (character) => `$${character.charCodeAt(0).toString(16)}$`);
}
