/** One shard in its thread. */
import { CONTROL, STATUS, WASM_PAGE_BYTES } from '../../../compiler/abi.js';
import { ShoalError } from '../../errors.js';
import { ControlBlock } from '../control-block.js';
import type { Instance, Outcome, PreparedModule } from '../engine.js';
import { trapError } from '../trap-error.js';
import type { ThreadReply, ThreadRequest } from './messages.js';
import type { ShardThread } from './shard-thread.js';

export class V8Instance implements Instance {
  readonly prepared: PreparedModule;
  readonly #memory: WebAssembly.Memory;
  readonly #thread: ShardThread;
  readonly #release: () => Promise<void>;
  #isRunning = false;
  #end: Outcome | undefined;
  #disposal: Promise<void> | undefined;
  #bytes: Uint8Array;

  /** `release` gives thread and memory back. */
  constructor(prepared: PreparedModule, memory: WebAssembly.Memory, thread: ShardThread, release: () => Promise<void>) {
    this.prepared = prepared;
    this.#memory = memory;
    this.#thread = thread;
    this.#release = release;
    this.#bytes = new Uint8Array(memory.buffer);
  }

  memory(): Uint8Array {
    const { buffer } = this.#memory;
    if (buffer !== this.#bytes.buffer) this.#bytes = new Uint8Array(buffer);
    return this.#bytes;
  }

  grow(memoryBytes: number): void {
    this.#checkPaused('grow');
    const missing = Math.ceil(memoryBytes / WASM_PAGE_BYTES) - this.#memory.buffer.byteLength / WASM_PAGE_BYTES;
    if (missing <= 0) return;
    try {
      this.#memory.grow(missing);
    } catch (cause) {
      const message = `the memory of block ${this.prepared.block.id} can not grow to ${memoryBytes} bytes`;
      throw new ShoalError('SHOAL2003', message, { cause, hint: 'give the shards a higher memory limit' });
    }
  }

  async resume(): Promise<Outcome> {
    this.#checkPaused('resume');
    if (this.#end) return this.#end;
    Atomics.store(this.#suspendFlag(), 0, 0);
    this.#isRunning = true;
    const outcome = await this.#run();
    this.#isRunning = false;
    if (outcome.kind !== 'suspended') this.#end = outcome;
    return outcome;
  }

  requestSuspend(): void {
    if (this.#isRunning) Atomics.store(this.#suspendFlag(), 0, 1);
  }

  async captureGlobals(): Promise<Record<string, number | bigint>> {
    this.#checkPaused('captureGlobals');
    const names = this.prepared.block.module.globals;
    if (names.length === 0) return {};
    const reply = await this.#ask({ kind: 'captureGlobals', names });
    return reply.kind === 'globals' ? { ...reply.globals } : {};
  }

  async restoreGlobals(globals: Record<string, number | bigint>): Promise<void> {
    this.#checkPaused('restoreGlobals');
    const names = this.prepared.block.module.globals;
    const wrong =
      Object.keys(globals).find((name) => !names.includes(name)) ?? names.find((name) => !Object.hasOwn(globals, name));
    if (wrong !== undefined) {
      throw new ShoalError('SHOAL6003', `the globals to restore are not those of block ${this.prepared.block.id}: "${wrong}"`);
    }
    if (names.length > 0) await this.#ask({ kind: 'restoreGlobals', globals });
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#end ??= { kind: 'failed', error: cancelled() };
    this.#disposal ??= this.#release();
    return this.#disposal;
  }

  async #run(): Promise<Outcome> {
    const status = new ControlBlock(this.memory()).read('status');
    if (status === STATUS.done) return { kind: 'done' };
    let reply: ThreadReply;
    try {
      reply = await this.#thread.request({ kind: 'resume' });
    } catch (error) {
      return {
        kind: 'failed',
        error: error instanceof ShoalError ? error : new ShoalError('SHOAL9001', String(error), { cause: error }),
      };
    }
    switch (reply.kind) {
      case 'suspended':
        return { kind: 'suspended' };
      case 'done':
        return { kind: 'done' };
      case 'trapped':
        return { kind: 'failed', error: trapError(reply.trap, this.prepared.block) };
      default:
        return { kind: 'failed', error: unexpected(reply) };
    }
  }

  async #ask(request: ThreadRequest): Promise<ThreadReply> {
    const reply = await this.#thread.request(request);
    if (reply.kind === 'refused') throw unexpected(reply);
    return reply;
  }

  #suspendFlag(): Int32Array {
    return new Int32Array(this.#memory.buffer, CONTROL.suspendFlag, 1);
  }

  #checkPaused(what: string): void {
    if (this.#disposal !== undefined)
      throw new ShoalError('SHOAL5003', `${what} after the shard of block ${this.prepared.block.id} was disposed of`);
    if (this.#isRunning)
      throw new ShoalError('SHOAL9001', `${what} while the shard of block ${this.prepared.block.id} is running`);
  }
}

function cancelled(): ShoalError {
  return new ShoalError('SHOAL2006', 'the shard was cancelled');
}

function unexpected(reply: ThreadReply): ShoalError {
  const message = reply.kind === 'refused' ? reply.message : `the reply "${reply.kind}"`;
  return new ShoalError('SHOAL9001', `a shard's thread did not do its part: ${message}`);
}
