/** What the forecaster and its worker thread say to each other. */
import type { Quantiles } from './forecast.js';

export interface WorkerOptions {
  readonly horizon: number;
  readonly historySteps: number;
  /** Of one core, 0..1. */
  readonly share: number;
  readonly seed: number;
}

/** New steps, oldest first; `step` is the number of steps known with them. */
export interface StepsMessage {
  readonly step: number;
  readonly cpu: readonly number[];
  readonly queueLength: readonly number[];
}

export type WorkerReply =
  /** Made when `step` steps were known. */
  | { readonly kind: 'forecast'; readonly step: number; readonly quantiles: Quantiles; readonly batches: number }
  /** TensorFlow.js can't be used here; the thread has ended its work. */
  | { readonly kind: 'failed'; readonly reason: string };
