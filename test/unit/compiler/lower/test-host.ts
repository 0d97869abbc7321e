/** Runs core modules in this thread: the protocol of compiler/abi.ts with nothing around it. */
import { ASYNCIFY_BASE, CONTROL, HEAP_BASE } from '../../../../compiler/abi.js';
import { BlockMemory } from './memory.js';

export class BlockTrap extends Error {
  constructor(
    readonly code: number,
    readonly site: number,
    readonly a: number,
    readonly b: number,
  ) {
    super(`trap ${code} at site ${site}: ${a}, ${b}`);
  }
}

export type PauseDecision = (polls: number) => boolean;

/** One instance of a block. `shouldPause` is asked at every poll whose flag is set; the flag is always set when it is given. */
export class TestHost {
  readonly memory: BlockMemory;
  pauses = 0;
  private polls = 0;
  private readonly exports: Record<string, (argument?: number) => number>;

  constructor(
    module: WebAssembly.Module,
    private readonly shouldPause?: PauseDecision,
    /** Goes on from this memory image instead of a fresh one. */
    image?: Uint8Array,
  ) {
    const pages = Math.max(17, Math.ceil((image?.length ?? HEAP_BASE) / 65536));
    const memory = new WebAssembly.Memory({ initial: pages, maximum: 65536, shared: true });
    const math = Object.fromEntries(
      [
        'acos',
        'acosh',
        'asin',
        'asinh',
        'atan',
        'atan2',
        'atanh',
        'cbrt',
        'cos',
        'cosh',
        'exp',
        'expm1',
        'log',
        'log10',
        'log1p',
        'log2',
        'pow',
        'sin',
        'sinh',
        'tan',
        'tanh',
      ].map((name) => [name, Math[name as 'sin']]),
    );
    const trap = (code: number, site: number, a: number, b: number) => {
      throw new BlockTrap(code, site, a, b);
    };
    const instance = new WebAssembly.Instance(module, { env: { memory, suspend: () => this.suspend(), trap }, math });
    this.exports = instance.exports as unknown as Record<string, () => number>;
    if (image) new Uint8Array(memory.buffer).set(image);
    this.memory = new BlockMemory(memory);
    this.memory.setInt(CONTROL.abi, 1);
    if (shouldPause) this.memory.setInt(CONTROL.suspendFlag, 1);
  }

  /** Runs until the block ends; at each pause `onPause` may replace this host by another one that goes on from its memory. */
  run(onPause?: (host: TestHost) => void): void {
    for (;;) {
      if (this.resume()) return;
      this.pauses++;
      onPause?.(this);
    }
  }

  /** True when the block is done, false when it paused. */
  resume(): boolean {
    if (this.memory.int(CONTROL.status) === 1) this.exports.asyncify_start_rewind!(CONTROL.asyncify);
    this.memory.setInt(CONTROL.status, 0);
    this.exports.run!();
    if (this.exports.asyncify_get_state?.() !== 1) {
      this.memory.setInt(CONTROL.status, 2);
      return true;
    }
    this.exports.asyncify_stop_unwind!();
    this.memory.setInt(CONTROL.status, 1);
    return false;
  }

  image(): Uint8Array {
    return new Uint8Array(this.memory.memory.buffer).slice();
  }

  private suspend(): void {
    if (this.exports.asyncify_get_state!() === 2) {
      this.exports.asyncify_stop_rewind!();
      return;
    }
    if (!this.shouldPause?.(this.polls++)) return;
    this.memory.setInt(CONTROL.asyncify, ASYNCIFY_BASE);
    this.memory.setInt(CONTROL.asyncify + 4, HEAP_BASE);
    this.exports.asyncify_start_unwind!(CONTROL.asyncify);
  }
}
