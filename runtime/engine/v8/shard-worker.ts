/**
 * A shard's thread: instantiates one block module at a time on a memory that the hub's thread shares, and runs it from safepoint to
 * safepoint. See compiler/abi.ts for the protocol.
 */
import { parentPort } from 'node:worker_threads';
import { CONTROL, IMPORTED_MATH, IMPORTS, STATUS } from '../../../compiler/abi.js';
import { ControlBlock } from '../control-block.js';
import type { Trap } from '../trap-error.js';
import { garbageCollector } from './memory-reclaim.js';
import type { GlobalValues, ThreadReply, ThreadRequest } from './messages.js';
import { compileOptimized } from './optimizing-compiler.js';
import { textFunctions } from './text-functions.js';

/** Thrown through the block's frames by `env.trap`. */
class TrapSignal {
  constructor(readonly trap: Trap) {}
}

interface BlockExports {
  run(): void;
  asyncify_start_unwind(data: number): void;
  asyncify_stop_unwind(): void;
  asyncify_start_rewind(data: number): void;
  asyncify_stop_rewind(): void;
  asyncify_get_state(): number;
}

/** What `asyncify_get_state` returns. */
const ASYNCIFY = { normal: 0, unwinding: 1, rewinding: 2 } as const;

class RunningBlock {
  readonly #memory: WebAssembly.Memory;
  readonly #instance: WebAssembly.Instance;
  readonly #exports: BlockExports;

  constructor(module: WebAssembly.Module, memory: WebAssembly.Memory) {
    this.#memory = memory;
    const math = Object.fromEntries(Object.keys(IMPORTED_MATH).map((name) => [name, Math[name as keyof Math]]));
    this.#instance = new WebAssembly.Instance(module, {
      [IMPORTS.environment]: { memory, suspend: () => this.#suspend(), trap },
      [IMPORTS.math]: math,
      [IMPORTS.text]: textFunctions(memory),
    });
    this.#exports = this.#instance.exports as unknown as BlockExports;
  }

  /** Runs to the next pause or the end. */
  run(): ThreadReply {
    const status = this.#control().read('status');
    if (status === STATUS.done) return { kind: 'done' };
    try {
      if (status === STATUS.suspended) this.#exports.asyncify_start_rewind(CONTROL.asyncify);
      this.#exports.run();
    } catch (error) {
      return { kind: 'trapped', trap: this.#explain(error) };
    }
    if (this.#asyncifyState() === ASYNCIFY.unwinding) {
      this.#exports.asyncify_stop_unwind();
      this.#control().write('status', STATUS.suspended);
      return { kind: 'suspended' };
    }
    this.#control().write('status', STATUS.done);
    return { kind: 'done' };
  }

  captureGlobals(names: readonly string[]): GlobalValues {
    return Object.fromEntries(names.map((name) => [name, this.#global(name).value]));
  }

  restoreGlobals(globals: GlobalValues): void {
    for (const [name, value] of Object.entries(globals)) this.#global(name).value = value;
  }

  /** `env.suspend`: called at a safepoint once to pause and, after the frames were rebuilt, once more to go on. */
  #suspend(): void {
    if (this.#asyncifyState() === ASYNCIFY.rewinding) {
      this.#exports.asyncify_stop_rewind();
      return;
    }
    this.#control().emptyAsyncifyStack();
    this.#exports.asyncify_start_unwind(CONTROL.asyncify);
  }

  #explain(error: unknown): Trap {
    if (error instanceof TrapSignal) return error.trap;
    if (error instanceof RangeError) return { kind: 'stackOverflow' };
    if (this.#asyncifyState() === ASYNCIFY.unwinding) return { kind: 'tooDeepToPause' };
    return { kind: 'engine', message: error instanceof Error ? error.message : String(error) };
  }

  #asyncifyState(): number {
    return this.#exports.asyncify_get_state?.() ?? ASYNCIFY.normal;
  }

  #global(name: string): WebAssembly.Global {
    const global = this.#instance.exports[name];
    if (!(global instanceof WebAssembly.Global)) throw new Error(`the module exports no global "${name}"`);
    return global;
  }

  /** Made anew each time: the buffer changes when the memory grows. */
  #control(): ControlBlock {
    return new ControlBlock(new Uint8Array(this.#memory.buffer));
  }
}

function trap(code: number, site: number, a: number, b: number): never {
  throw new TrapSignal({ kind: 'called', code, site, a, b });
}

const collectGarbage = garbageCollector();
let block: RunningBlock | undefined;

function carryOut(request: ThreadRequest): ThreadReply {
  if (request.kind === 'compile') return { kind: 'compiled', module: compileOptimized(request.bytes) };
  if (request.kind === 'instantiate') {
    block = new RunningBlock(request.module, request.memory);
    return { kind: 'done' };
  }
  if (request.kind === 'release') {
    block = undefined;
    setImmediate(collectGarbage);
    return { kind: 'done' };
  }
  if (!block) return { kind: 'refused', message: 'the thread has no instance' };
  switch (request.kind) {
    case 'resume':
      return block.run();
    case 'captureGlobals':
      return { kind: 'globals', globals: block.captureGlobals(request.names) };
    case 'restoreGlobals':
      block.restoreGlobals(request.globals);
      return { kind: 'done' };
  }
}

parentPort?.on('message', (request: ThreadRequest) => {
  let reply: ThreadReply;
  try {
    reply = carryOut(request);
  } catch (error) {
    reply = { kind: 'refused', message: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply);
});
