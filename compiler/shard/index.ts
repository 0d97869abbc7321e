/** The door of sharding: a program in, blocks with their contracts out. */

export type { BlockPlan, PlannedItem, RangeInfo, ShardPlan } from './plan.js';
export { printPlan } from './print-plan.js';
export { type ShardOptions, shard } from './shard.js';
