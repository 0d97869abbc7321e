/** What the coordinator remembers and how it knows who is there. */
export { type EmbeddedStoreOptions, openEmbeddedStore } from './embedded/store.js';
export {
  HEARTBEAT_MS,
  isMember,
  type Member,
  type MembershipAction,
  type MembershipEvent,
  type MembershipState,
  type MembershipStep,
  noMembers,
  stepMembership,
} from './membership.js';
export { type Placement, PlacementSchedule } from './placement-schedule.js';
export type { Change, ChangeSet, Entry, Store, Transaction, TransactionResult } from './store.js';
