/** Chains of checkpoints, base first: in which order they belong together, and how memory is made from them. */
import { ABI_VERSION, HEAP_BASE } from '../../compiler/abi.js';
import { ShoalError } from '../errors.js';
import { applyPages, type NamedCheckpoint } from './codec.js';
import { damaged } from './header.js';
import { type CheckpointHeader, PAGE_BYTES, type PageSet } from './types.js';

/** What the chain must belong to. */
export interface ChainOwner {
  readonly run: string;
  readonly shard: string;
  readonly moduleDigest: string;
}

/** Pages below the heap: the module's static data is there as soon as there is an instance, so absent pages must be cleared. */
const LOW_PAGES = HEAP_BASE / PAGE_BYTES;
const ZERO_PAGE = Buffer.alloc(PAGE_BYTES);

/** Takes the checkpoints of one chain in their order and applies each to memory as it comes. */
export class ChainRestorer {
  readonly #owner: ChainOwner;
  #last: { readonly header: CheckpointHeader; readonly digest: string } | undefined;

  constructor(owner: ChainOwner) {
    this.#owner = owner;
  }

  /** The header of the last checkpoint applied: memory is now what it was when that was taken. */
  get header(): CheckpointHeader | undefined {
    return this.#last?.header;
  }

  /**
   * Throws SHOAL6003 when the checkpoint is of another shard, module or ABI, SHOAL6001 when it is not the next of the chain.
   * Then nothing has been written.
   */
  check({ header }: NamedCheckpoint): void {
    checkOwner(header, this.#owner);
    if (this.#last) checkSuccessor(this.#last, header);
    else if (header.kind !== 'base') throw damaged(`a chain can not begin with delta ${header.sequence}`);
  }

  /** Checks and applies. The memory must be as the engine made it, or as the last call left it, and large enough. */
  apply(memory: Uint8Array, checkpoint: NamedCheckpoint): void {
    this.check(checkpoint);
    const { header, digest, pages } = checkpoint;
    if (memory.length < header.memoryBytes) {
      throw new ShoalError('SHOAL9001', `a memory of ${memory.length} bytes for a checkpoint of one of ${header.memoryBytes}`);
    }
    if (header.kind === 'base') clearLowPages(memory, pages);
    applyPages(memory, pages);
    this.#last = { header, digest };
  }
}

/** Makes memory what it was when the last checkpoint was taken, and returns its header. Throws as ChainRestorer does. */
export function restore(memory: Uint8Array, chain: readonly NamedCheckpoint[], owner: ChainOwner): CheckpointHeader {
  const restorer = new ChainRestorer(owner);
  for (const checkpoint of chain) restorer.apply(memory, checkpoint);
  if (!restorer.header) throw damaged('an empty chain');
  return restorer.header;
}

function checkOwner(header: CheckpointHeader, owner: ChainOwner): void {
  const differs = (['run', 'shard', 'moduleDigest'] as const).find((field) => header[field] !== owner[field]);
  if (differs) throw new ShoalError('SHOAL6003', `the checkpoint is of ${differs} ${header[differs]}, not ${owner[differs]}`);
  if (header.abi !== ABI_VERSION) {
    throw new ShoalError('SHOAL6003', `the checkpoint has memory layout ${header.abi}, but this is layout ${ABI_VERSION}`);
  }
}

function checkSuccessor(last: { readonly header: CheckpointHeader; readonly digest: string }, next: CheckpointHeader): void {
  const wanted = last.header.sequence + 1;
  if (next.kind !== 'delta' || next.sequence !== wanted)
    throw damaged(`${next.kind} ${next.sequence} came where delta ${wanted} was due`);
  if (next.parent !== last.digest) throw damaged(`delta ${next.sequence} does not build on the checkpoint before it`);
  if (next.epoch < last.header.epoch)
    throw damaged(`delta ${next.sequence} is of epoch ${next.epoch}, before ${last.header.epoch}`);
  if (next.memoryBytes < last.header.memoryBytes) throw damaged(`memory shrinks in delta ${next.sequence}`);
}

function clearLowPages(memory: Uint8Array, { pages }: PageSet): void {
  const present = new Set(pages.subarray(0, LOW_PAGES));
  for (let page = 0; page < LOW_PAGES; page++) {
    if (present.has(page)) continue;
    const bytes = memory.subarray(page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
    // Untouched memory costs nothing as long as it is only read.
    if (ZERO_PAGE.compare(bytes) !== 0) bytes.fill(0);
  }
}
