/** The run-time library in the module that is being made: the program's functions are added to it and call it by its exports' names. */
import binaryen from 'assemblyscript/binaryen';
import { HEAP_BASE, MEMORY_MAXIMUM_PAGES, WASM_PAGE_BYTES } from '../../abi.js';
import { INTRINSICS, type Intrinsic } from '../core/intrinsics.js';
import { FEATURES } from './features.js';
import type { Segment } from './reserved.js';
import type { Ref, WasmType } from './wasm.js';

/** Parts of Binaryen's interface that its declarations lack or spell differently. */
interface DataSegments {
  getNumDataSegments(): number;
  getDataSegmentByIndex(index: number): number;
  getDataSegmentInfo(segment: number): {
    readonly name: string;
    readonly offset: number | null;
    readonly data: ArrayBuffer;
    readonly passive: boolean;
  };
}

/** What codegen calls beside the intrinsics: see library/calls.ts. */
const OWN: Readonly<Record<string, Intrinsic>> = {
  argumentAt: { takes: ['integer', 'integer'], gives: 'value' },
  restArguments: { takes: ['integer', 'integer', 'value', 'value', 'value'], gives: 'value' },
  spreadArguments: { takes: ['value'], gives: 'integer' },
  spreadArgument: { takes: ['value', 'integer'], gives: 'value' },
  longArguments: { takes: ['integer'], gives: 'integer' },
};

/** binaryen.ExternalKinds.Function. */
const EXTERNAL_FUNCTION = 0;

export class Library {
  readonly #names = new Map<string, string>();

  private constructor(readonly module: binaryen.Module) {
    const exports = [];
    for (let k = 0; k < module.getNumExports(); k++) {
      const info = binaryen.getExportInfo(module.getExportByIndex(k));
      if (info.kind === EXTERNAL_FUNCTION) this.#names.set(info.name, info.value);
      exports.push(info.name);
    }
    for (const name of exports) module.removeExport(name);
  }

  static read(binary: Uint8Array): Library {
    const module = binaryen.readBinary(binary);
    module.setFeatures(FEATURES);
    return new Library(module);
  }

  intrinsic(name: string): Intrinsic {
    const intrinsic = INTRINSICS[name] ?? OWN[name];
    if (!intrinsic) throw new Error(`there is no library function "${name}"`);
    return intrinsic;
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  call(name: string, operands: readonly Ref[], result: WasmType): Ref {
    const internal = this.#names.get(name);
    if (internal === undefined) throw new Error(`the library does not export "${name}"`);
    return this.module.call(internal, operands, result);
  }

  /** The library's own constants and the program's. */
  setSegments(segments: readonly Segment[], reservedEnd: number): void {
    const { module } = this;
    const known = module as unknown as DataSegments;
    const all: { name: string; offset: Ref; data: Uint8Array }[] = [];
    for (let k = 0; k < known.getNumDataSegments(); k++) {
      const { offset, data } = known.getDataSegmentInfo(known.getDataSegmentByIndex(k));
      all.push({ name: `library${k}`, offset: module.i32.const(offset ?? 0), data: new Uint8Array(data) });
    }
    for (const [k, { address, bytes }] of segments.entries())
      all.push({ name: `program${k}`, offset: module.i32.const(address), data: bytes });
    const pages = Math.ceil(Math.max(reservedEnd, HEAP_BASE) / WASM_PAGE_BYTES);
    module.setMemory(pages, MEMORY_MAXIMUM_PAGES, null, all, true, false, MEMORY);
    module.addMemoryImport(MEMORY, 'env', 'memory', true);
  }
}

/** The name by which instructions refer to the only memory: Binaryen's own for an imported one without a name. */
const MEMORY = 'mimport$0';
