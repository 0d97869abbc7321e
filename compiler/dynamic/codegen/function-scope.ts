/** One function while its code is made: its locals, where its variables live, and where exceptions and jumps go. */
import type { Representation } from '../core/intrinsics.js';
import type { CoreFunction, Expression, Label, Statement, VariableId } from '../core/types.js';
import { REALM } from '../layout.js';
import type { ModuleScope } from './module-scope.js';
import { type Typed, wasmType } from './values.js';
import { NONE, type Ref, type WasmType } from './wasm.js';

/** Where a variable lives. A cell's address is in a local. */
export type Place =
  | { readonly kind: 'local'; readonly index: number; readonly as: Representation }
  | { readonly kind: 'cell'; readonly index: number; readonly as: Representation }
  | { readonly kind: 'global'; readonly address: number; readonly as: Representation };

/** Where `break`, `continue` or `return` goes; `depth` finalizers stay entered. */
export type Exit = { readonly kind: 'return' } | { readonly kind: 'jump'; readonly label: string; readonly depth: number };

/** A `finally` that is around the code being made: leaving goes through it. */
export interface Finalizer {
  readonly label: string;
  /** Local: number of the exit to take behind it. */
  readonly completion: number;
  /** Local: what is being returned. */
  readonly value: number;
  readonly exits: Exit[];
}

/** Wasm parameters of a function's body. */
export interface Signature {
  readonly closure: boolean;
  readonly this: boolean;
  readonly newTarget: boolean;
  readonly parameters: readonly Representation[];
  readonly result: Representation;
}

/** Code for parts: what makes code for a whole calls these, by way of the scope, so that files need not import each other in circles. */
export interface Recursion {
  expression(scope: FunctionScope, expression: Expression, wantsValue: boolean): Typed;
  /** As i32, 0 or 1. */
  condition(scope: FunctionScope, expression: Expression): Ref;
  statements(scope: FunctionScope, statements: readonly Statement[]): Ref;
}

export class FunctionScope {
  readonly variables = new Map<VariableId, Place>();
  readonly finalizers: Finalizer[] = [];
  /** Label of the code that takes over when an exception is pending. */
  handler: string;
  /** Whether an exception can leave the function. */
  throwsOut = false;
  /** Locals of `closure`, `this`, `new.target`. */
  closure = -1;
  thisLocal = -1;
  newTarget = -1;
  /** Where `return` puts its value. */
  readonly result: number;
  readonly #locals: WasmType[] = [];
  readonly #targets = new Map<string, Exit>();
  #labels = 0;

  constructor(
    readonly module: ModuleScope,
    readonly fn: CoreFunction,
    readonly signature: Signature,
    readonly parameterTypes: readonly WasmType[],
    readonly recursion: Recursion,
  ) {
    this.handler = this.label('throw');
    this.result = signature.result === 'nothing' ? -1 : this.local(wasmType(signature.result));
    this.rootHandler = this.handler;
  }

  readonly rootHandler: string;

  get wasm() {
    return this.module.wasm;
  }

  get values() {
    return this.module.values;
  }

  /** Types of the locals behind the parameters. */
  get locals(): readonly WasmType[] {
    return this.#locals;
  }

  /** Its value, in the representation that suits it. */
  expression(expression: Expression): Typed {
    return this.recursion.expression(this, expression, true);
  }

  /** For its effects alone. */
  effect(expression: Expression): Ref {
    return this.values.convert(this.recursion.expression(this, expression, false), 'nothing');
  }

  boxed(expression: Expression): Ref {
    return this.values.box(this.expression(expression));
  }

  /** For places where inference has proven that the value has that representation. */
  as(expression: Expression, as: Representation): Ref {
    return this.values.convert(this.expression(expression), as);
  }

  condition(expression: Expression): Ref {
    return this.recursion.condition(this, expression);
  }

  statements(statements: readonly Statement[]): Ref {
    return this.recursion.statements(this, statements);
  }

  label(name: string): string {
    return `${name}$${this.#labels++}`;
  }

  local(type: WasmType): number {
    this.#locals.push(type);
    return this.parameterTypes.length + this.#locals.length - 1;
  }

  typeOfLocal(index: number): WasmType {
    return this.parameterTypes[index] ?? this.#locals[index - this.parameterTypes.length]!;
  }

  get(index: number): Ref {
    return this.wasm.module.local.get(index, this.typeOfLocal(index));
  }

  set(index: number, value: Ref): Ref {
    return this.wasm.module.local.set(index, value);
  }

  tee(index: number, value: Ref): Ref {
    return this.wasm.module.local.tee(index, value, this.typeOfLocal(index));
  }

  /** Evaluates once, for a use in several places. */
  keep(type: WasmType, value: Ref): { readonly first: Ref; readonly index: number } {
    const index = this.local(type);
    return { first: this.set(index, value), index };
  }

  target(kind: 'break' | 'continue', label: Label): Exit {
    return this.#targets.get(`${kind} ${label}`)!;
  }

  setTarget(kind: 'break' | 'continue', label: Label, name: string): void {
    this.#targets.set(`${kind} ${label}`, { kind: 'jump', label: name, depth: this.finalizers.length });
  }

  /** Leaves to the handler when an exception is pending. */
  check(): Ref {
    this.#notePending();
    return this.wasm.leave(this.handler, this.wasm.load32(this.wasm.int(0), REALM.pending));
  }

  /** An exception is pending: leaves to the handler. */
  leaveToHandler(): Ref {
    this.#notePending();
    return this.wasm.leave(this.handler);
  }

  /** A call that may end with an exception pending. */
  checked(call: Ref, type: WasmType): Ref {
    if (type === NONE) return this.wasm.module.block(null, [call, this.check()], NONE);
    const { first, index } = this.keep(type, call);
    return this.wasm.module.block(null, [first, this.check(), this.get(index)], type);
  }

  /** Calls a function of the library; arguments have the representations that it takes. */
  library(name: string, operands: readonly Ref[]): Typed {
    const intrinsic = this.module.library.intrinsic(name);
    const type = wasmType(intrinsic.gives);
    const call = this.module.library.call(name, operands, type);
    return { ref: intrinsic.throws ? this.checked(call, type) : call, as: intrinsic.gives };
  }

  /** Through all `finally` blocks between here and there. The value of a `return` lies in `result`. */
  leave(exit: Exit): Ref {
    const { wasm } = this;
    const depth = exit.kind === 'return' ? 0 : exit.depth;
    if (this.finalizers.length === depth) {
      if (exit.kind === 'jump') return wasm.leave(exit.label);
      return this.result < 0 ? wasm.module.return() : wasm.module.return(this.get(this.result));
    }
    const finalizer = this.finalizers.at(-1)!;
    let number = finalizer.exits.findIndex((known) => sameExit(known, exit));
    if (number < 0) number = finalizer.exits.push(exit) - 1;
    const keep = exit.kind === 'return' && this.result >= 0 ? [this.set(finalizer.value, this.get(this.result))] : [];
    return wasm.module.block(null, [...keep, this.set(finalizer.completion, wasm.int(number + 2)), wasm.leave(finalizer.label)]);
  }

  pendingIs(value: 0 | 1): Ref {
    return this.wasm.store32(this.wasm.int(0), this.wasm.int(value), REALM.pending);
  }

  #notePending(): void {
    if (this.handler === this.rootHandler) this.throwsOut = true;
  }
}

function sameExit(a: Exit, b: Exit): boolean {
  return a.kind === 'return' ? b.kind === 'return' : b.kind === 'jump' && a.label === b.label;
}
