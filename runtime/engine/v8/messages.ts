/** What the hub's thread and a shard's thread say to each other. Every request has one reply, and there is one request at a time. */
import type { Trap } from '../trap-error.js';

export type GlobalValues = Readonly<Record<string, number | bigint>>;

export type ThreadRequest =
  | { readonly kind: 'compile'; readonly bytes: Uint8Array }
  | { readonly kind: 'instantiate'; readonly module: WebAssembly.Module; readonly memory: WebAssembly.Memory }
  | { readonly kind: 'resume' }
  | { readonly kind: 'captureGlobals'; readonly names: readonly string[] }
  | { readonly kind: 'restoreGlobals'; readonly globals: GlobalValues }
  /** Forget the instance and give its memory back. */
  | { readonly kind: 'release' };

export type ThreadReply =
  /** The request is carried out. */
  | { readonly kind: 'done' }
  | { readonly kind: 'compiled'; readonly module: WebAssembly.Module }
  | { readonly kind: 'suspended' }
  | { readonly kind: 'trapped'; readonly trap: Trap }
  | { readonly kind: 'globals'; readonly globals: GlobalValues }
  /** The request could not be carried out. */
  | { readonly kind: 'refused'; readonly message: string };
