export type { BlockPlan, PlannedItem, RangeInfo, ShardPlan } from './plan.js';
