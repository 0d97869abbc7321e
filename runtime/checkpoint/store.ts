/**
 * Checkpoints in a directory, each under its digest. What `put` has returned for survives a crash: files are written aside, synced and
 * renamed. Everything is verified when it is loaded.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ShoalError } from '../errors.js';
import { decodeCheckpoint, type EncodedCheckpoint, type NamedCheckpoint, readHeader } from './codec.js';
import { DIGEST_BYTES, MAX_HEADER_BYTES, PREFIX_BYTES } from './format.js';
import type { CheckpointHeader } from './types.js';

const SUFFIX = '.checkpoint';
const UNFINISHED = '.unfinished';
const NAME = /^[0-9a-f]{64}$/;

export class CheckpointStore {
  readonly #directory: string;
  readonly #headers: Map<string, CheckpointHeader>;

  private constructor(directory: string, headers: Map<string, CheckpointHeader>) {
    this.#directory = directory;
    this.#headers = headers;
  }

  /** Opens or makes the directory. Remains of interrupted writes are removed, files that are no checkpoints left alone. Throws SHOAL0002. */
  static async open(directory: string): Promise<CheckpointStore> {
    const headers = new Map<string, CheckpointHeader>();
    try {
      await mkdir(directory, { recursive: true });
      for (const file of await readdir(directory)) {
        if (file.endsWith(UNFINISHED)) await rm(join(directory, file), { force: true });
        const name = nameOf(file);
        const header = name === undefined ? undefined : await headerOf(join(directory, file));
        if (name !== undefined && header) headers.set(name, header);
      }
    } catch (cause) {
      throw fileError(directory, cause);
    }
    return new CheckpointStore(directory, headers);
  }

  /** Digests and headers of all checkpoints that are held. */
  list(): ReadonlyMap<string, CheckpointHeader> {
    return this.#headers;
  }

  /** Resolves when the checkpoint is durable. Throws SHOAL0002. */
  async put({ digest, chunks }: EncodedCheckpoint): Promise<void> {
    if (this.#headers.has(digest)) return;
    const header = readHeader(Buffer.concat(chunks.slice(0, 1)));
    const unfinished = join(this.#directory, `${randomUUID()}${UNFINISHED}`);
    try {
      await writeDurably(unfinished, chunks);
      await rename(unfinished, this.#path(digest));
      await syncDirectory(this.#directory);
    } catch (cause) {
      await rm(unfinished, { force: true });
      throw fileError(this.#directory, cause);
    }
    this.#headers.set(digest, header);
  }

  /** Throws SHOAL6001 to SHOAL6003 for damage, SHOAL0002 when there is no such checkpoint. */
  async load(digest: string): Promise<NamedCheckpoint> {
    if (!NAME.test(digest)) throw new ShoalError('SHOAL6001', `"${digest}" is no digest of a checkpoint`);
    let bytes: Uint8Array;
    try {
      bytes = await readFile(this.#path(digest));
    } catch (cause) {
      throw fileError(this.#path(digest), cause);
    }
    return decodeCheckpoint(bytes, digest);
  }

  /**
   * Digests of the newest complete chain of a shard, base first; undefined when there is none. Newest is the highest epoch, then the
   * longest chain.
   */
  latestChain(run: string, shard: string): readonly string[] | undefined {
    let latest: { readonly header: CheckpointHeader; readonly chain: readonly string[] } | undefined;
    for (const [digest, header] of this.#headers) {
      if (header.run !== run || header.shard !== shard || (latest && !isNewer(header, latest.header))) continue;
      const chain = this.#chainTo(digest);
      if (chain) latest = { header, chain };
    }
    return latest?.chain;
  }

  async delete(digest: string): Promise<void> {
    this.#headers.delete(digest);
    if (NAME.test(digest)) await rm(this.#path(digest), { force: true });
  }

  /** Removes all checkpoints of a shard. */
  async deleteShard(run: string, shard: string): Promise<void> {
    const digests = Array.from(this.#headers).filter(([, header]) => header.run === run && header.shard === shard);
    await Promise.all(digests.map(([digest]) => this.delete(digest)));
  }

  /** From the base to that checkpoint; undefined when a link is missing. */
  #chainTo(digest: string): readonly string[] | undefined {
    const chain: string[] = [];
    for (let next: string | undefined = digest; next !== undefined; ) {
      const header: CheckpointHeader | undefined = this.#headers.get(next);
      if (!header) return undefined;
      chain.unshift(next);
      next = header.parent;
    }
    return chain;
  }

  #path(digest: string): string {
    return join(this.#directory, `${digest}${SUFFIX}`);
  }
}

function isNewer(a: CheckpointHeader, b: CheckpointHeader): boolean {
  return a.epoch === b.epoch ? a.sequence > b.sequence : a.epoch > b.epoch;
}

function nameOf(file: string): string | undefined {
  const name = file.endsWith(SUFFIX) ? file.slice(0, -SUFFIX.length) : '';
  return NAME.test(name) ? name : undefined;
}

/** The header of a file; undefined when it is damaged beyond that. */
async function headerOf(path: string): Promise<CheckpointHeader | undefined> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const front = Buffer.alloc(Math.min(size, PREFIX_BYTES + MAX_HEADER_BYTES + DIGEST_BYTES));
    await file.read(front, 0, front.length, 0);
    return readHeader(front);
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
}

async function writeDurably(path: string, chunks: readonly Uint8Array[]): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for (const chunk of chunks) await file.writeFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

function fileError(path: string, cause: unknown): ShoalError {
  return new ShoalError('SHOAL0002', `the checkpoint store ${path} can't be used: ${(cause as Error).message}`, { cause });
}
