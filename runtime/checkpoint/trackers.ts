/** Which way of finding changed pages this process has. */
import { pagesAddon } from '../native/index.js';
import { KernelTracker } from './kernel-tracker.js';
import { ShadowTracker } from './shadow-tracker.js';
import type { PageTracker } from './types.js';

export type Tracking =
  | { readonly method: 'kernel'; readonly createTracker: () => PageTracker }
  /** With the reason why not by the kernel. */
  | { readonly method: 'shadow'; readonly createTracker: () => PageTracker; readonly reason: string };

/** The best that works here. SHOAL_TRACKER=shadow asks for comparison, to measure one against the other. */
export function openTracking(environment: Readonly<Record<string, string | undefined>> = process.env): Tracking {
  const createShadow = (): PageTracker => new ShadowTracker();
  if (environment.SHOAL_TRACKER === 'shadow') {
    return { method: 'shadow', createTracker: createShadow, reason: 'SHOAL_TRACKER=shadow' };
  }
  const addon = pagesAddon();
  if (addon.kind !== 'ready') return { method: 'shadow', createTracker: createShadow, reason: addon.reason };
  return { method: 'kernel', createTracker: () => new KernelTracker(addon.openWriteTracker()) };
}
