/**
 * The forecast of one hub's load. The seasonal-naive model serves from the first sample on, made right here; the LSTM lives in a worker
 * thread that is started once there is history to learn from, and serves while it is the better of the two.
 */
import { Worker } from 'node:worker_threads';
import { SampleHistory } from '../metrics/history.js';
import type { Sample } from '../metrics/sample.js';
import { advance, type Forecast, toForecast } from './forecast.js';
import type { StepsMessage, WorkerOptions, WorkerReply } from './messages.js';
import { Scoreboard } from './scoreboard.js';
import { forecastSeasonalNaive } from './seasonal-naive.js';

export interface ForecasterOptions {
  /** Time between two samples. 1000. */
  readonly stepMs?: number | undefined;
  /** Steps to forecast. 12. */
  readonly horizon?: number | undefined;
  /** Steps kept and learned from. 900. */
  readonly historySteps?: number | undefined;
  /** The LSTM's thread starts when there are so many steps. 90; Infinity: never. */
  readonly minimumSamples?: number | undefined;
  /** Of one core, which the thread may take. 0.05. */
  readonly share?: number | undefined;
  /** Decides the weights that the LSTM begins with and the windows it is trained on. 1. */
  readonly seed?: number | undefined;
  /** Called once, with the reason, when the LSTM can't be used; the seasonal-naive forecast serves from then on. */
  readonly onFallback?: ((reason: string) => void) | undefined;
}

/** What is known of the models, for people and logs. */
export interface ForecasterStatus {
  readonly model: Forecast['model'];
  /** Steps seen, made-up ones in gaps included. */
  readonly steps: number;
  /** Batches the LSTM had been trained on at its last forecast; 0 before the first. */
  readonly batches: number;
  /** Trailing mean pinball losses, and on how many steps. */
  readonly losses: { readonly seasonalNaive: number | undefined; readonly lstm: number | undefined; readonly scored: number };
  /** Set when the LSTM can't be used. */
  readonly fallback?: string;
}

/** An older forecast of the LSTM is not served. */
const OLDEST_SERVED_STEPS = 3;

/** With less, a rest could outlast what a timer can. */
const SMALLEST_SHARE = 0.001;

/** Of the worker's heap: TensorFlow.js and the model need about a third of it. */
const WORKER_HEAP_MIB = 128;

export class Forecaster implements AsyncDisposable {
  readonly #stepMs: number;
  readonly #horizon: number;
  readonly #minimumSamples: number;
  readonly #workerOptions: WorkerOptions;
  readonly #onFallback: (reason: string) => void;
  readonly #history: SampleHistory;
  readonly #scoreboard: Scoreboard;
  #naive: Forecast;
  #lstm: { readonly step: number; readonly forecast: Forecast; readonly batches: number } | undefined;
  /** Naive forecasts of the last steps, for the LSTM's of the same step to be compared with. */
  #recentNaive: { readonly step: number; readonly forecast: Forecast }[] = [];
  #worker: Worker | undefined;
  #sentSteps = 0;
  #fallback: string | undefined;
  #disposed = false;

  constructor(options: ForecasterOptions = {}) {
    this.#stepMs = options.stepMs ?? 1000;
    this.#horizon = options.horizon ?? 12;
    this.#minimumSamples = options.minimumSamples ?? 90;
    const historySteps = options.historySteps ?? 900;
    const share = Math.min(1, Math.max(SMALLEST_SHARE, options.share ?? 0.05));
    this.#workerOptions = { horizon: this.#horizon, historySteps, share, seed: options.seed ?? 1 };
    this.#onFallback = options.onFallback ?? (() => {});
    this.#history = new SampleHistory(this.#stepMs, historySteps);
    this.#scoreboard = new Scoreboard(this.#horizon);
    this.#naive = toForecast('seasonal-naive', this.#stepMs, { p10: [], p50: [], p90: [] });
  }

  /** Takes the newest sample. Samples that are late, repeated or no numbers do no harm. */
  observe(sample: Sample): void {
    if (this.#disposed) return;
    const outcome = this.#history.push(sample);
    if (outcome === 'ignored') return;
    const step = this.#history.count;
    const series = this.#history.recent().map(({ cpu }) => cpu);
    this.#naive = forecastSeasonalNaive(series, this.#stepMs, this.#horizon);
    if (outcome === 'replaced') return;
    this.#recentNaive = [...this.#recentNaive.slice(-this.#horizon), { step, forecast: this.#naive }];
    this.#scoreboard.settle(step, series);
    this.#feedWorker(step);
  }

  /** The forecast of the better model as of the last sample. Never throws. */
  latest(): Forecast {
    return this.#lstmServes() ?? this.#naive;
  }

  status(): ForecasterStatus {
    return {
      model: this.latest().model,
      steps: this.#history.count,
      batches: this.#lstm?.batches ?? 0,
      losses: this.#scoreboard.losses(),
      ...(this.#fallback === undefined ? {} : { fallback: this.#fallback }),
    };
  }

  /** Ends the thread. The last forecast stays readable. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #lstmServes(): Forecast | undefined {
    if (!this.#lstm || this.#fallback !== undefined || this.#scoreboard.champion() !== 'lstm') return undefined;
    const age = this.#history.count - this.#lstm.step;
    return age <= OLDEST_SERVED_STEPS ? advance(this.#lstm.forecast, age) : undefined;
  }

  #feedWorker(step: number): void {
    if (this.#fallback !== undefined || step < this.#minimumSamples) return;
    this.#worker ??= this.#startWorker();
    const fresh = this.#history.recent(step - this.#sentSteps);
    this.#sentSteps = step;
    const message: StepsMessage = {
      step,
      cpu: fresh.map(({ cpu }) => cpu),
      queueLength: fresh.map(({ queueLength }) => queueLength),
    };
    this.#worker?.postMessage(message);
  }

  /** Undefined when not even a thread can be had. */
  #startWorker(): Worker | undefined {
    try {
      const worker = new Worker(new URL('./forecast-worker.js', import.meta.url), {
        workerData: this.#workerOptions,
        // Options of the main program, such as --eval's, are not for it.
        execArgv: [],
        resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MIB, maxYoungGenerationSizeMb: 8 },
        // What libraries print must not get between the hub's own lines. It is not read either: that would keep the process alive.
        stdout: true,
        stderr: true,
      });
      worker.on('message', (reply: WorkerReply) => this.#take(reply));
      worker.on('error', (error) => this.#fallBack(error.message));
      worker.on('exit', (code) => this.#fallBack(`its thread ended with code ${code}`));
      // A forecast is no reason to keep the process alive.
      worker.unref();
      return worker;
    } catch (error) {
      this.#fallBack(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  #take(reply: WorkerReply): void {
    if (reply.kind === 'failed') {
      this.#fallBack(reply.reason);
      return;
    }
    const forecast = toForecast('lstm', this.#stepMs, reply.quantiles);
    this.#lstm = { step: reply.step, forecast, batches: reply.batches };
    const naive = this.#recentNaive.find((entry) => entry.step === reply.step);
    if (naive) this.#scoreboard.enter(reply.step, naive.forecast, forecast);
  }

  #fallBack(reason: string): void {
    if (this.#disposed || this.#fallback !== undefined) return;
    this.#fallback = reason;
    void this.#worker?.terminate();
    this.#worker = undefined;
    this.#onFallback(`the LSTM can't be used: ${reason}; the seasonal-naive forecast serves`);
  }
}
