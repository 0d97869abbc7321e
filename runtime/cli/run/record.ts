/** What happened in a run, put together from its events: which shard was on which hub when, and the moves between. */
import type { MoveEvent, RunEvent, ShardEvent } from '../../transport/gen/shoal/v1/shoal_pb.js';
import { type MoveDocument, moveDocument, type RangeDocument, rangeDocument } from '../cluster-documents.js';

/** A shard's time on one hub. Times in ms since the run began. */
export interface Stint {
  readonly shard: string;
  readonly block: string;
  readonly hub: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly range?: RangeDocument;
  /** How the stint ended. */
  readonly end: 'done' | 'failed' | 'moved' | 'lost';
}

/** `atMs`: when the shard went on at its new place, which is when the blackout ended. */
export type RecordedMove = MoveDocument & { readonly atMs: number };

type OpenStint = Omit<Stint, 'toMs' | 'end'>;

export class RunRecord {
  readonly stints: Stint[] = [];
  readonly moves: RecordedMove[] = [];
  /** Share of the work done, 0 to 1. */
  progress = 0;
  #open = new Map<string, OpenStint>();

  add({ timeMs, event }: RunEvent): void {
    if (event.case === 'progress') this.progress = event.value.done;
    else if (event.case === 'shard') this.#addShard(event.value, timeMs);
    else if (event.case === 'move' && event.value.result === 'moved') this.#addMove(event.value, timeMs);
  }

  /** Ends what is still open: a run that failed leaves shards behind. */
  close(nowMs: number): void {
    for (const shard of [...this.#open.keys()]) this.#end(shard, nowMs, 'lost');
  }

  #addShard(event: ShardEvent, timeMs: number): void {
    const { shard, block, hub, state } = event;
    const open = this.#open.get(shard);
    if (state === 'done' || state === 'failed') {
      // The last event knows what the shard covered after all splits.
      const range = rangeDocument(event.range);
      if (open && range) this.#open.set(shard, { ...open, range });
      this.#end(shard, timeMs, state);
      return;
    }
    if (hub === '' || open?.hub === hub) return;
    this.#end(shard, timeMs, 'lost');
    const range = rangeDocument(event.range);
    this.#open.set(shard, { shard, block, hub, fromMs: timeMs, ...(range ? { range } : {}) });
  }

  #addMove(event: MoveEvent, timeMs: number): void {
    const { shard, to } = event;
    this.moves.push({ ...moveDocument(event), atMs: timeMs });
    const open = this.#open.get(shard);
    if (!open || open.hub === to) return;
    this.#end(shard, timeMs, 'moved');
    this.#open.set(shard, { ...open, hub: to, fromMs: timeMs });
  }

  #end(shard: string, toMs: number, end: Stint['end']): void {
    const open = this.#open.get(shard);
    if (!open) return;
    this.#open.delete(shard);
    this.stints.push({ ...open, toMs, end });
  }
}
