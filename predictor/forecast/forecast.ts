/** Names of the models that serve forecasts. */
export type ModelName = 'seasonal-naive' | 'lstm';

/** What a model says of each next step. Element `i` of each array speaks of the time `(i + 1)` steps after the last sample. */
export interface Quantiles {
  readonly p10: ArrayLike<number>;
  readonly p50: ArrayLike<number>;
  readonly p90: ArrayLike<number>;
}

/**
 * The load (busy share of all cores, 0..1) of one hub in the next steps. Element `i` of each array speaks of the time
 * `(i + 1) * stepMs` after the last sample; p10[i] <= p50[i] <= p90[i]. Empty arrays: nothing is known yet.
 */
export interface Forecast extends Quantiles {
  readonly model: ModelName;
  readonly stepMs: number;
  readonly p10: readonly number[];
  readonly p50: readonly number[];
  readonly p90: readonly number[];
}

/** Puts quantiles into 0..1 and into order, step by step. What is no number becomes the median, or 0 where that is none either. */
export function toForecast(model: ModelName, stepMs: number, raw: Quantiles): Forecast {
  const p10: number[] = [];
  const p50: number[] = [];
  const p90: number[] = [];
  for (let i = 0; i < raw.p50.length; i++) {
    const median = clampLoad(raw.p50[i]!, 0);
    p50.push(median);
    p10.push(Math.min(median, clampLoad(raw.p10[i]!, median)));
    p90.push(Math.max(median, clampLoad(raw.p90[i]!, median)));
  }
  return { model, stepMs, p10, p50, p90 };
}

/** The same forecast `steps` later: the first steps are over, the last one is taken to go on. */
export function advance(forecast: Forecast, steps: number): Forecast {
  const shift = (values: readonly number[]): number[] => values.map((_, i) => values[Math.min(i + steps, values.length - 1)]!);
  return { ...forecast, p10: shift(forecast.p10), p50: shift(forecast.p50), p90: shift(forecast.p90) };
}

function clampLoad(value: number, otherwise: number): number {
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : otherwise;
}
