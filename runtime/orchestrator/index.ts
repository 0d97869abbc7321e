/** The orchestrator: takes runs through their blocks over all hubs. */
import { type HubOptions, openHub, type RunningHub } from '../hub/index.js';
import { Coordinator } from './coordinator.js';

export type { HubOptions, RunningHub } from '../hub/index.js';

/** Starts a hub; without `join` it is the first of a cluster and coordinates it. Errors: see `openHub`. */
export function startHub(options: HubOptions): Promise<RunningHub> {
  return openHub(options, (context) => Coordinator.start(context));
}
