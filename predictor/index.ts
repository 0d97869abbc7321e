/**
 * The door of the predictor: metrics in, forecasts and placements out. Everything is plain JSON data; all of it is pure but for the
 * thread of {@link Forecaster}. Importing it loads no TensorFlow.
 */
export type { Forecast, ModelName } from './forecast/forecast.js';
export { Forecaster, type ForecasterOptions, type ForecasterStatus } from './forecast/forecaster.js';
export type { Sample } from './metrics/sample.js';
export { type Choice, chooseHub, chooseTarget, type HubRequest, type Target, type TargetRequest } from './placement/choice.js';
export { DEFAULT_LINK, type Link, PlacementError, type PlacementHub, type ResidentData } from './placement/cluster.js';
export { CostModel, type FinishedWork, type Work } from './placement/costs.js';
export { type ShardCount, type ShardCountRequest, type Slice, shardCount } from './placement/divisible.js';
export type { Candidate, Explanation } from './placement/explanation.js';
export { type Assignment, type Schedule, type ScheduleRequest, schedule } from './placement/heft.js';
export { type SteppedRequest, steppedShardCount } from './placement/stepped.js';
export type { PlacementTask } from './placement/task.js';
