/** What holds for every forecast, whatever the model and the series. */
import { expect } from 'vitest';
import type { Forecast } from '../../../../predictor/forecast/forecast.js';

export function expectSound(forecast: Forecast, horizon: number): void {
  for (const quantile of [forecast.p10, forecast.p50, forecast.p90]) expect(quantile).toHaveLength(horizon);
  for (let i = 0; i < horizon; i++) {
    const [low, middle, high] = [forecast.p10[i]!, forecast.p50[i]!, forecast.p90[i]!];
    expect(0 <= low && low <= middle && middle <= high && high <= 1, `step ${i}: ${low} ${middle} ${high}`).toBe(true);
  }
}
