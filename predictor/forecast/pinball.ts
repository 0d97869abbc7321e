/** The loss that a quantile minimises: R. Koenker, G. Bassett, "Regression quantiles", Econometrica 46(1), 1978. */
import type { Forecast } from './forecast.js';

/** The quantiles that every model gives: p10, p50, p90. */
export const QUANTILES = [0.1, 0.5, 0.9] as const;

/** q * error when the value came out above the predicted quantile, (1 - q) * error when below. */
export function pinballLoss(quantile: number, predicted: number, actual: number): number {
  const error = actual - predicted;
  return error >= 0 ? quantile * error : (quantile - 1) * error;
}

/** Mean over the three quantiles and all steps that have come true: actual[i] is the value of step i. NaN for none. */
export function meanPinballLoss(forecast: Forecast, actual: ArrayLike<number>): number {
  const steps = Math.min(actual.length, forecast.p50.length);
  const series = [forecast.p10, forecast.p50, forecast.p90];
  let sum = 0;
  for (let i = 0; i < steps; i++) {
    QUANTILES.forEach((quantile, q) => {
      sum += pinballLoss(quantile, series[q]![i]!, actual[i]!);
    });
  }
  return sum / (steps * QUANTILES.length);
}
