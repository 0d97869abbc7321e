/** What the simulated processes say to each other: the calls of proto/shoal/v1/shoal.proto that matter to ownership. */
import type { MoveOrder } from '../../../../../runtime/hub/shard-life.js';

export type ToHub =
  | { readonly kind: 'start'; readonly epoch: number }
  | { readonly kind: 'moveShard'; readonly epoch: number; readonly order: MoveOrder }
  | { readonly kind: 'splitShard'; readonly epoch: number; readonly split: string }
  | { readonly kind: 'cancelShard'; readonly epoch: number }
  /** The stream of a move, its last delta, its break. */
  | { readonly kind: 'transferOpen'; readonly epoch: number; readonly move: string; readonly source: string }
  | { readonly kind: 'transferFinal'; readonly move: string; readonly done: number }
  | { readonly kind: 'transferBroken'; readonly move: string }
  | { readonly kind: 'transferAnswer'; readonly move: string; readonly resumed: boolean }
  /** The coordinator's answers, with the copy that asked. */
  | { readonly kind: 'owner'; readonly copy: number; readonly move: string; readonly self: boolean; readonly epoch: number }
  | { readonly kind: 'commit'; readonly copy: number; readonly move: string; readonly granted: boolean; readonly epoch: number }
  | { readonly kind: 'reportTaken'; readonly copy: number; readonly epoch: number }
  | { readonly kind: 'joinAgain' };

export type ToCoordinator =
  | { readonly kind: 'join'; readonly incarnation: string }
  | { readonly kind: 'heartbeat'; readonly incarnation: string; readonly epochs: readonly number[] }
  | { readonly kind: 'started'; readonly epoch: number }
  | { readonly kind: 'commitMove'; readonly copy: number; readonly epoch: number; readonly move: string; readonly target: string }
  | { readonly kind: 'resolveMove'; readonly copy: number; readonly epoch: number; readonly move: string }
  | { readonly kind: 'moveEnded'; readonly move: string; readonly result: 'moved' | 'stayed' | 'finished' }
  | { readonly kind: 'result'; readonly copy: number; readonly epoch: number; readonly done: number }
  | { readonly kind: 'failure'; readonly copy: number; readonly epoch: number };
