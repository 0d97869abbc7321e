/** The block modules that a hub has been sent, by their digests, and what the engine made of them. */
import { createHash } from 'node:crypto';
import type { BlockManifest } from '../../compiler/manifest.js';
import type { Engine, PreparedModule } from '../engine/engine.js';
import { ShoalError } from '../errors.js';

/** One module: far more than a block ever takes, far less than would hurt. */
export const MODULE_LIMIT_BYTES = 64 << 20;
/** All modules together; the ones not used for the longest time go first. */
const STORE_LIMIT_BYTES = 512 << 20;
const PREPARED_LIMIT = 512;

export class ModuleStore {
  readonly #engine: Engine;
  /** In the order of their last use. */
  readonly #modules = new Map<string, Uint8Array>();
  readonly #prepared = new Map<string, Promise<PreparedModule>>();
  #bytes = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  has(digest: string): boolean {
    return this.#modules.has(digest);
  }

  /** The module's bytes, to be sent on. Throws SHOAL3004 when it is not here. */
  bytes(digest: string): Uint8Array {
    const module = this.#modules.get(digest);
    if (!module) throw new ShoalError('SHOAL3004', `the module ${short(digest)} has not been deployed to this hub`);
    this.#modules.delete(digest);
    this.#modules.set(digest, module);
    return module;
  }

  /** Throws SHOAL3004 when the bytes are not those that the digest names. */
  add(digest: string, module: Uint8Array): void {
    const found = createHash('sha256').update(module).digest('hex');
    if (found !== digest) {
      throw new ShoalError('SHOAL3004', `a module was damaged on its way: its digest is ${short(found)}, not ${short(digest)}`);
    }
    if (this.#modules.has(digest)) return;
    this.#modules.set(digest, module);
    this.#bytes += module.byteLength;
    for (const [oldest, bytes] of this.#modules) {
      if (this.#bytes <= STORE_LIMIT_BYTES || oldest === digest) break;
      this.#modules.delete(oldest);
      this.#bytes -= bytes.byteLength;
    }
  }

  /** The module compiled for a block; compiled once for the same block. Throws SHOAL3004. */
  prepare(digest: string, block: BlockManifest): Promise<PreparedModule> {
    const place = `${digest} ${JSON.stringify(block)}`;
    const known = this.#prepared.get(place);
    if (known !== undefined) return known;
    const prepared = this.#engine.prepare(this.bytes(digest), block);
    this.#prepared.set(place, prepared);
    prepared.catch(() => this.#prepared.delete(place));
    if (this.#prepared.size > PREPARED_LIMIT) this.#prepared.delete(this.#prepared.keys().next().value!);
    return prepared;
  }
}

function short(digest: string): string {
  return digest.slice(0, 12);
}
