/** What all functions of the module share: the library, the reserved area, the table of functions, and which functions are still to be made. */

import binaryen from 'assemblyscript/binaryen';
import type { Span } from '../../ir/types.js';
import type { CoreFunction, CoreProgram, FunctionId, Variable, VariableId } from '../core/types.js';
import type { Inference } from '../inference/index.js';
import { BUILTIN_OBJECTS } from '../layout.js';
import { type AccessorKeys, accessorKeys } from './accessor-keys.js';
import { type CapturedVariables, capturedVariables, usesNewTarget } from './core-facts.js';
import type { Signature } from './function-scope.js';
import type { Library } from './library.js';
import { ReservedArea } from './reserved.js';
import { representationOf } from './types.js';
import { Values, wasmType } from './values.js';
import { F64, I32, I64, type Ref, Wasm, type WasmType } from './wasm.js';

/** Parameters of a function that is called through the table: closure, this, count of arguments, the first three arguments. */
export const UNIFORM: readonly WasmType[] = [I32, I64, I32, I64, I64, I64];
export const UNIFORM_ARGUMENTS = 3;
export const TABLE = 'functions';

export class ModuleScope {
  readonly wasm: Wasm;
  readonly values: Values;
  readonly reserved = new ReservedArea();
  readonly uniformParameters = binaryen.createType(UNIFORM);
  /** Functions whose code is wanted, in the order in which they were first mentioned. */
  readonly wanted: FunctionId[] = [];
  /** Places in the table, by the function behind them or `builtin NAME`. */
  readonly table = new Map<string, number>();
  /** What to write into words of the reserved area at the start: shapes of literals by their keys. */
  readonly shapes = new Map<string, { readonly address: number; readonly keys: readonly string[] }>();
  readonly globals = new Map<VariableId, number>();
  readonly bigints = new Map<string, number>();
  readonly builtinObjects = new Map<string, number>();
  readonly captured: CapturedVariables;
  /** Why the stack is being unwound: see safepoints.ts. */
  readonly unwinding: number;
  readonly #imports = new Set<string>();
  readonly #variables = new Map<VariableId, Variable>();
  readonly #wanted = new Set<FunctionId>();
  readonly #signatures = new Map<FunctionId, Signature>();
  readonly #infos = new Map<string, number>();

  constructor(
    readonly library: Library,
    readonly program: CoreProgram,
    readonly inference: Inference,
    /** Whether there are safepoints. */
    readonly pauses: boolean,
  ) {
    this.wasm = new Wasm(library.module);
    this.values = new Values(this.wasm);
    this.unwinding = this.reserved.allocate(8);
    this.captured = capturedVariables(program);
    for (const [id, variable] of program.globals) this.#variables.set(id, variable);
    for (const fn of program.functions.values()) for (const [id, variable] of fn.variables) this.#variables.set(id, variable);
  }

  #accessorKeys: AccessorKeys | undefined;

  get #accessors(): AccessorKeys {
    this.#accessorKeys ??= accessorKeys(this.program, (fn) => this.inference.isReached(fn));
    return this.#accessorKeys;
  }

  /** Whether reading or writing a property with this key may call a getter or setter. */
  mayBeAccessor(key: string): boolean {
    return this.#accessors.keys?.has(key) ?? true;
  }

  /** Getters that the program defines with this key; there may be others. */
  gettersOf(key: string): readonly FunctionId[] {
    return this.#accessors.getters.get(key) ?? [];
  }

  /** The same for keys that are numbers. */
  mayBeIndexAccessor(): boolean {
    return this.#accessors.haveIndices;
  }

  hasDeadZone(id: VariableId): boolean {
    return this.#variables.get(id)?.hasDeadZone ?? false;
  }

  nameOf(id: VariableId): string {
    return this.#variables.get(id)?.name ?? '?';
  }

  function(id: FunctionId): CoreFunction {
    const fn = this.program.functions.get(id);
    if (!fn) throw new Error(`the program has no function "${id}"`);
    return fn;
  }

  signature(id: FunctionId): Signature {
    let signature = this.#signatures.get(id);
    if (!signature) {
      const fn = this.function(id);
      const returned = this.inference.returnType(id);
      const constructs = fn.kind === 'constructor' || fn.kind === 'derived';
      signature = {
        closure: fn.captures.length > 0,
        this: fn.usesThis || constructs,
        newTarget: usesNewTarget(fn),
        parameters: [
          ...fn.parameters.map((_, index) => representationOf(this.inference.parameterType(id, index))),
          ...(fn.rest === undefined ? [] : (['value'] as const)),
        ],
        result: returned.kinds === 0 ? 'nothing' : representationOf(returned),
      };
      this.#signatures.set(id, signature);
    }
    return signature;
  }

  parameterTypes(signature: Signature): WasmType[] {
    return [
      ...(signature.closure ? [I32] : []),
      ...(signature.this ? [I64] : []),
      ...(signature.newTarget ? [I64] : []),
      ...signature.parameters.map(wasmType),
    ];
  }

  /** Calls the code of a function; operands as its signature says. */
  callBody(id: FunctionId, operands: readonly Ref[]): Ref {
    this.want(id);
    return this.wasm.module.call(bodyName(id), operands, wasmType(this.signature(id).result));
  }

  want(id: FunctionId): void {
    if (this.#wanted.has(id)) return;
    this.#wanted.add(id);
    this.wanted.push(id);
  }

  /** The place in the table of a function's uniform entry. */
  tableIndex(id: FunctionId): number {
    this.want(id);
    return this.place(entryName(id));
  }

  place(name: string): number {
    let index = this.table.get(name);
    if (index === undefined) {
      // 0 is nobody's.
      index = this.table.size + 1;
      this.table.set(name, index);
    }
    return index;
  }

  /** Imports a function on numbers once. */
  mathImport(from: string, name: string, parameters: number): string {
    const internal = `${from}/${name}`;
    if (!this.#imports.has(internal)) {
      this.#imports.add(internal);
      this.wasm.module.addFunctionImport(internal, from, name, binaryen.createType(Array(parameters).fill(F64)), F64);
    }
    return internal;
  }

  types(types: readonly WasmType[]): WasmType {
    return binaryen.createType(types);
  }

  callIndirect(code: Ref, operands: readonly Ref[]): Ref {
    return this.wasm.module.call_indirect(TABLE, code, operands, this.uniformParameters, I64);
  }

  /** Address of a function's record for the library: see library/functions. */
  info(id: FunctionId): number {
    const fn = this.function(id);
    const kinds = ['normal', 'method', 'arrow', 'constructor', 'derived'];
    return this.infoRecord(id, fn.name, fn.length, kinds.indexOf(fn.kind), 0, 0, 0);
  }

  infoRecord(
    key: string,
    name: string,
    length: number,
    kind: number,
    isBuiltin: number,
    makes: number,
    prototype: number,
  ): number {
    let address = this.#infos.get(key);
    if (address === undefined) {
      address = this.reserved.words([this.reserved.string(name), length, kind, isBuiltin, makes, prototype]);
      this.#infos.set(key, address);
    }
    return address;
  }

  global(variable: VariableId): number {
    let address = this.globals.get(variable);
    if (address === undefined) {
      address = this.reserved.allocate(8);
      this.globals.set(variable, address);
    }
    return address;
  }

  /** The word that holds the shape of object literals with these keys. */
  shape(keys: readonly string[]): number {
    const name = JSON.stringify(keys);
    let shape = this.shapes.get(name);
    if (!shape) {
      shape = { address: this.reserved.allocate(8), keys };
      this.shapes.set(name, shape);
    }
    return shape.address;
  }

  /** Holds the value of a bigint literal. */
  bigint(digits: string): number {
    let address = this.bigints.get(digits);
    if (address === undefined) {
      address = this.reserved.allocate(8);
      this.bigints.set(digits, address);
    }
    return address;
  }

  /** Holds the address of a built-in object: in REALM when the library knows it too. */
  builtinObject(name: string): number {
    let address = this.builtinObjects.get(name);
    if (address === undefined) {
      address = this.reserved.allocate(8);
      this.builtinObjects.set(name, address);
    }
    return address;
  }

  /** The source of a place, for messages about the user's code. */
  text(span: Span): string {
    return this.program.sources?.get(span.file)?.slice(span.start, span.end) ?? '(intermediate value)';
  }
}

export function bodyName(id: FunctionId): string {
  return `program/${id}`;
}

export function entryName(id: FunctionId): string {
  return `entry/${id}`;
}

export function libraryNumber(name: string): number {
  return (BUILTIN_OBJECTS as readonly string[]).indexOf(name);
}
