/** The engine that every Node process has: V8, with a thread for each shard. */
import { HEAP_BASE, MEMORY_MAXIMUM_PAGES, WASM_PAGE_BYTES } from '../../../compiler/abi.js';
import type { BlockManifest } from '../../../compiler/manifest.js';
import { ShoalError } from '../../errors.js';
import { ControlBlock } from '../control-block.js';
import type { Engine, Instance, PreparedModule, ShardLimits } from '../engine.js';
import { V8Instance } from './instance.js';
import { MemoryReclaim } from './memory-reclaim.js';
import { checkDigest, checkInterface, refusal } from './module-check.js';
import type { MemoryImport } from './module-format.js';
import { ThreadPool, type ThreadPoolSize } from './thread-pool.js';

const DEFAULT_POOL: ThreadPoolSize = { warm: 1, kept: 4 };

class V8Module implements PreparedModule {
  constructor(
    readonly block: BlockManifest,
    readonly module: WebAssembly.Module,
    readonly memory: MemoryImport,
  ) {}

  get digest(): string {
    return this.block.module.digest;
  }
}

class V8Engine implements Engine {
  readonly name = 'v8';
  readonly #threads: ThreadPool;
  readonly #reclaim = new MemoryReclaim();

  constructor(pool: ThreadPoolSize) {
    this.#threads = new ThreadPool(pool);
  }

  async prepare(bytes: Uint8Array, block: BlockManifest): Promise<PreparedModule> {
    checkDigest(bytes, block);
    const module = await this.#compile(bytes, block);
    return new V8Module(block, module, checkInterface(module, bytes, block));
  }

  async instantiate(prepared: PreparedModule, memoryBytes: number, limits: ShardLimits): Promise<Instance> {
    if (!(prepared instanceof V8Module)) throw new ShoalError('SHOAL9001', 'a module that another engine prepared');
    const memory = allocate(prepared, memoryBytes, limits);
    const thread = this.#threads.lend();
    try {
      const reply = await thread.request({ kind: 'instantiate', module: prepared.module, memory });
      if (reply.kind === 'refused') throw refusal(prepared.block, reply.message);
    } catch (error) {
      await this.#threads.takeBack(thread);
      throw error;
    }
    new ControlBlock(new Uint8Array(memory.buffer)).reset();
    return new V8Instance(prepared, memory, thread, async () => {
      await this.#threads.takeBack(thread);
      this.#reclaim.dropped(memory.buffer.byteLength);
    });
  }

  /** In a thread of its own: it takes some milliseconds. The compiled code is shared by all threads. */
  async #compile(bytes: Uint8Array, block: BlockManifest): Promise<WebAssembly.Module> {
    const thread = this.#threads.lend();
    try {
      const reply = await thread.request({ kind: 'compile', bytes });
      if (reply.kind === 'compiled') return reply.module;
      throw refusal(block, `V8 does not accept it${reply.kind === 'refused' ? `: ${reply.message}` : ''}`);
    } finally {
      await this.#threads.takeBack(thread);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#reclaim[Symbol.dispose]();
    await this.#threads[Symbol.asyncDispose]();
  }
}

/** A memory within the limits, which V8 then enforces when the block wants more. Throws SHOAL2003. */
function allocate({ block, memory }: V8Module, memoryBytes: number, limits: ShardLimits): WebAssembly.Memory {
  const maximum = Math.min(Math.floor(limits.memoryBytes / WASM_PAGE_BYTES), memory.maximumPages ?? MEMORY_MAXIMUM_PAGES);
  const initial = Math.max(Math.ceil(Math.max(memoryBytes, HEAP_BASE) / WASM_PAGE_BYTES), memory.minimumPages);
  if (!(initial <= maximum)) {
    const message = `block ${block.id} needs ${initial * WASM_PAGE_BYTES} bytes of memory, but its limit is ${limits.memoryBytes}`;
    throw new ShoalError('SHOAL2003', message, { at: block.at, hint: 'give the shards a higher memory limit' });
  }
  try {
    return new WebAssembly.Memory({ initial, maximum, shared: true });
  } catch (cause) {
    throw new ShoalError('SHOAL2003', `there is no memory of ${initial * WASM_PAGE_BYTES} bytes for block ${block.id}`, {
      cause,
    });
  }
}

/** Starts the engine with its first threads. Dispose it to end them, whatever they do. */
export function createV8Engine(pool: ThreadPoolSize = DEFAULT_POOL): Engine {
  return new V8Engine(pool);
}
