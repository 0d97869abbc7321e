/** The door of sharding: a program in, blocks with their contracts out. */

export type { LoopKind, LoopVerdict } from '../analysis/loop-verdicts.js';
export { type BlockCost, explainPlan, type LoopExplanation, type PlanExplanation, unprovenHints } from './explain.js';
export type { BlockPlan, PlannedItem, ShardPlan } from './plan.js';
export { printPlan } from './print-plan.js';
export { explainLoops, type ShardOptions, shard } from './shard.js';
