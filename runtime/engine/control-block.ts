/** The control block of a shard's memory: see compiler/abi.ts. */
import { ABI_VERSION, ASYNCIFY_BASE, CONTROL, HEAP_BASE, STATUS, WASM_PAGE_BYTES } from '../../compiler/abi.js';

/** Reads and writes its fields by name. Good for as long as the memory does not grow. */
export class ControlBlock {
  readonly #view: DataView;

  constructor(memory: Uint8Array) {
    this.#view = new DataView(memory.buffer, memory.byteOffset, memory.byteLength);
  }

  read(field: Exclude<keyof typeof CONTROL, 'heapTop' | 'asyncify'>): number {
    return this.#view.getInt32(CONTROL[field], true);
  }

  write(field: Exclude<keyof typeof CONTROL, 'heapTop' | 'asyncify'>, value: number): void {
    this.#view.setInt32(CONTROL[field], value, true);
  }

  /** Where the next allocation goes, in bytes: nothing at or above it has ever been written. */
  get heapTop(): number {
    return this.#view.getUint32(CONTROL.heapTop, true);
  }

  set heapTop(address: number) {
    this.#view.setUint32(CONTROL.heapTop, address, true);
  }

  /** The state before the first start. */
  reset(): void {
    this.write('abi', ABI_VERSION);
    this.write('suspendFlag', 0);
    this.write('status', STATUS.fresh);
    this.write('progress', 0);
    this.write('exit', 0);
    this.write('barrier', 0);
    this.write('nextBarrier', 0);
    this.write('waiting', 0);
    this.heapTop = HEAP_BASE;
    this.emptyAsyncifyStack();
  }

  /** Readies Asyncify's stack for the frames of the next pause. */
  emptyAsyncifyStack(): void {
    this.#view.setUint32(CONTROL.asyncify, ASYNCIFY_BASE, true);
    this.#view.setUint32(CONTROL.asyncify + 4, HEAP_BASE, true);
  }
}

/**
 * Bytes from address 0 that are in use, in whole wasm pages; all above is zero. That is what a first checkpoint has to look at. The heap
 * may shrink again: what is freed becomes zero, so later ones must look as far as any before.
 */
export function usedBytes(memory: Uint8Array): number {
  const { heapTop } = new ControlBlock(memory);
  const used = Math.ceil(Math.max(heapTop, HEAP_BASE) / WASM_PAGE_BYTES) * WASM_PAGE_BYTES;
  return Math.min(used, memory.byteLength);
}
