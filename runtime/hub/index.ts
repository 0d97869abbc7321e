/** The hub: runs shards, moves them, and says what it does. */
export {
  type CoordinatorContext,
  type HubOptions,
  type LocalCoordinator,
  openHub,
  type RunningHub,
  type StartCoordinator,
} from './hub.js';
export { requireKey } from './shard-description.js';
