/** Engines: they run block modules, pause them at safepoints, and make them go on from a memory image. */
export { barrierOf, openBarrier } from './barrier.js';
export { ControlBlock, usedBytes } from './control-block.js';
export type { Engine, Instance, Outcome, PreparedModule, ShardLimits } from './engine.js';
export { itemOfPortion, type Portion, portionName, readPortion, writePortion } from './marshal/portions.js';
export { type IterationRange, measureInputs, readOutputs, type ShardOutputs, writeInputs } from './marshal.js';
export { cutRange, isRanged, readProgress } from './range-control.js';
export { createV8Engine } from './v8/engine.js';
