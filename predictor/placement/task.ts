/** Work to be placed. */
import type { ResidentData } from './cluster.js';

export interface PlacementTask {
  readonly id: string;
  /** Abstract operations; CostModel.operations estimates them. */
  readonly operations: number;
  readonly memoryBytes?: number;
  /** Outputs of other tasks that it needs first, with their size. */
  readonly inputs?: readonly { readonly task: string; readonly bytes: number }[];
  /** Data that lies on hubs already and must be where the task runs. */
  readonly resident?: readonly ResidentData[];
}
