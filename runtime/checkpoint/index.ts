/** Checkpoints: which pages changed, how they travel and rest as bytes, and how memory is made from them again. */
export { type ChainOwner, ChainRestorer, restore } from './chain.js';
export {
  applyPages,
  decodeCheckpoint,
  type EncodedCheckpoint,
  encodeCheckpoint,
  type NamedCheckpoint,
  readHeader,
} from './codec.js';
export { ShadowTracker } from './shadow-tracker.js';
export { CheckpointStore } from './store.js';
export { openTracking, type Tracking } from './trackers.js';
export {
  type Checkpoint,
  type CheckpointHeader,
  PAGE_BYTES,
  type PageRange,
  type PageSet,
  type PageTracker,
} from './types.js';
