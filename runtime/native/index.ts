/**
 * The native addon (runtime/native/pages, Rust), where it was built and the kernel lets it work. Nothing needs it: without it, changed pages are
 * found by comparison.
 */
import { createRequire } from 'node:module';
import process from 'node:process';

/** Finds the pages of one memory that were written; see runtime/native/pages/src/lib.rs. */
export interface WriteTracker {
  /** The pages in [from, to) written since they were last reported, copied; at first those that are not zero. Throws when the kernel refuses. */
  collect(memory: Uint8Array, from: number, to: number): { readonly pages: Uint32Array; readonly data: Uint8Array };
  /** What the memory holds counts as reported. */
  adopt(memory: Uint8Array): void;
  close(): void;
}

export type PagesAddon =
  | { readonly kind: 'ready'; readonly openWriteTracker: () => WriteTracker }
  | { readonly kind: 'missing' | 'unusable'; readonly reason: string };

let known: PagesAddon | undefined;

/** Loads the addon once, and tries whether the kernel plays along. */
export function pagesAddon(): PagesAddon {
  known ??= load();
  return known;
}

function load(): PagesAddon {
  if (process.platform !== 'linux') return { kind: 'unusable', reason: `${process.platform} has no userfaultfd` };
  let addon: { readonly WriteTracker: new () => WriteTracker };
  try {
    addon = createRequire(import.meta.url)('#dist/native/shoal-pages.node');
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND';
    return isMissing
      ? { kind: 'missing', reason: 'the native addon is not built' }
      : { kind: 'unusable', reason: firstLine(error) };
  }
  try {
    new addon.WriteTracker().close();
  } catch (error) {
    return { kind: 'unusable', reason: firstLine(error) };
  }
  return { kind: 'ready', openWriteTracker: () => new addon.WriteTracker() };
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0]!;
}
