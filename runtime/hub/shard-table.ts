/** The shards of this hub and its limits. */
import { ShoalError } from '../errors.js';
import type { ShardKey } from '../transport/gen/shoal/v1/shoal_pb.js';
import type { ShardDescription } from './shard-description.js';
import { type HubServices, ShardHost } from './shard-host.js';
import { isHeld, pendingShard, receivingShard } from './shard-life.js';

/** Each shard is a thread. */
const MAX_SHARDS = 512;
/** Well below ASK_AGAIN_MS of the machine, which is what its clock is for. */
const TICK_MS = 50;

export class ShardTable implements Disposable {
  readonly #services: HubServices;
  /** The one copy of each shard that this hub answers for. */
  readonly #held = new Map<string, ShardHost>();
  /** Copies on their way in, by the id of the move. */
  readonly #arriving = new Map<string, ShardHost>();
  readonly #ticks: NodeJS.Timeout;
  #onEmpty: (() => void) | undefined;

  constructor(services: HubServices) {
    this.#services = services;
    this.#ticks = setInterval(() => {
      for (const host of this.hosts()) host.raise({ kind: 'tick' });
    }, TICK_MS);
  }

  get size(): number {
    return this.#held.size + this.#arriving.size;
  }

  *hosts(): Generator<ShardHost, void, undefined> {
    yield* this.#held.values();
    yield* this.#arriving.values();
  }

  held(): Iterable<ShardHost> {
    return this.#held.values();
  }

  /** How many shards are in which state. */
  count(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { state } of this.hosts()) counts.set(state.kind, (counts.get(state.kind) ?? 0) + 1);
    return counts;
  }

  /**
   * A place for a shard that is to start here. Undefined when it is here already under this epoch: the request came twice.
   * A copy of an older epoch is dropped. Throws SHOAL5004 when this epoch is an old one, SHOAL4002 when the hub is full.
   */
  start(description: ShardDescription, epoch: number): ShardHost | undefined {
    const known = this.#held.get(description.shard);
    if (known && known.state.epoch > epoch) throw oldEpoch(description.shard, epoch, known.state.epoch);
    if (known && known.state.epoch === epoch) return undefined;
    known?.raise({ kind: 'revoked', epoch: epoch - 1 });
    this.#requireRoom();
    const host = new ShardHost(description, pendingShard(epoch), this.#services, (gone) => this.#forget(gone));
    this.#held.set(description.shard, host);
    return host;
  }

  /** A place for a shard that comes by a move. Throws SHOAL5003 when that move is under way already, SHOAL5004, SHOAL4002. */
  arrive(description: ShardDescription, epoch: number, move: string): ShardHost {
    if (this.#arriving.has(move))
      throw new ShoalError('SHOAL5003', `the move ${move} of ${description.shard} is under way already`);
    const known = this.#held.get(description.shard);
    if (known && isHeld(known.state) && known.state.epoch >= epoch) {
      throw oldEpoch(description.shard, epoch, known.state.epoch);
    }
    this.#requireRoom();
    const host = new ShardHost(description, receivingShard(epoch, move), this.#services, (gone) => this.#forget(gone));
    this.#arriving.set(move, host);
    void host.arrived.promise.then((resumed) => {
      this.#arriving.delete(move);
      if (resumed) this.#settle(host);
      this.#checkEmpty();
    });
    return host;
  }

  /** The shard under exactly this epoch. Throws SHOAL5001 and SHOAL5004. */
  require({ shard, epoch }: ShardKey): ShardHost {
    const host = this.#held.get(shard);
    if (!host) throw new ShoalError('SHOAL5001', `there is no shard ${shard} on ${this.#services.hub}`);
    if (host.state.epoch !== epoch) throw oldEpoch(shard, epoch, host.state.epoch);
    return host;
  }

  /** Drops whatever is here of the shard up to that epoch. Nothing to do is fine: the request may have come twice. */
  cancel({ shard, epoch }: ShardKey): void {
    this.#held.get(shard)?.raise({ kind: 'revoked', epoch });
  }

  /** Resolves when no shard is left. */
  async empty(signal: AbortSignal): Promise<void> {
    while (this.size > 0 && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#onEmpty = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }

  /** Drops all shards. */
  [Symbol.dispose](): void {
    clearInterval(this.#ticks);
    for (const host of [...this.hosts()]) host.raise({ kind: 'revoked', epoch: Number.MAX_SAFE_INTEGER });
  }

  /** A shard has arrived; a copy that was here under an older epoch has lost its right. */
  #settle(host: ShardHost): void {
    if (host.state.kind === 'gone') return;
    const { shard } = host.description;
    this.#held.get(shard)?.raise({ kind: 'revoked', epoch: host.state.epoch - 1 });
    this.#held.set(shard, host);
  }

  #forget(host: ShardHost): void {
    if (this.#held.get(host.description.shard) === host) this.#held.delete(host.description.shard);
    this.#checkEmpty();
  }

  #checkEmpty(): void {
    if (this.size === 0) this.#onEmpty?.();
  }

  #requireRoom(): void {
    if (this.size >= MAX_SHARDS) throw new ShoalError('SHOAL4002', `${this.#services.hub} holds ${MAX_SHARDS} shards already`);
  }
}

function oldEpoch(shard: string, asked: number, current: number): ShoalError {
  return new ShoalError('SHOAL5004', `epoch ${asked} of ${shard} is not the one it has here, ${current}`);
}
