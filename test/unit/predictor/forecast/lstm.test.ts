import { describe, expect, it } from 'vitest';
import { type Forecast, toForecast } from '../../../../predictor/forecast/forecast.js';
import { type LoadSeries, LstmModel, WINDOW } from '../../../../predictor/forecast/lstm.js';
import { meanPinballLoss } from '../../../../predictor/forecast/pinball.js';
import { forecastSeasonalNaive } from '../../../../predictor/forecast/seasonal-naive.js';
import { expectSound } from './quantiles.js';
import { sineWithNoise, squareWave } from './series.js';

const HORIZON = 12;
const KNOWN = 240;
const TESTED = 60;
const BATCHES = 150;

function loads(cpu: readonly number[]): LoadSeries {
  return { cpu, queueLength: cpu.map(() => 0) };
}

/** Mean loss over the steps that no training has seen. */
function lossOf(series: readonly number[], forecastAt: (past: readonly number[]) => Forecast): number {
  let sum = 0;
  for (let known = KNOWN; known < KNOWN + TESTED; known++) {
    sum += meanPinballLoss(forecastAt(series.slice(0, known)), series.slice(known, known + HORIZON));
  }
  return sum / TESTED;
}

describe('LstmModel', () => {
  it.each([
    ['a sine with noise', sineWithNoise(KNOWN + TESTED + HORIZON)],
    ['an on-off square wave', squareWave(KNOWN + TESTED + HORIZON)],
  ])('beats the last value by far on %s', async (_, series) => {
    using model = await LstmModel.create({ horizon: HORIZON, seed: 1 });
    for (let batch = 0; batch < BATCHES; batch++) model.train(loads(series.slice(0, KNOWN)));
    const lstm = lossOf(series, (past) => {
      const forecast = toForecast('lstm', 1000, model.forecast(loads(past)));
      expectSound(forecast, HORIZON);
      return forecast;
    });
    const lastValue = lossOf(series, (past) => forecastSeasonalNaive(past, 1000, HORIZON, 1));
    expect(lstm).toBeLessThan(lastValue / 2);
  });

  it('learns to look at the queue when that is what foretells the load', async () => {
    // The load of the next ten steps is what the queue is now; the load itself tells nothing of it.
    const queueLength = Array.from(
      { length: 400 },
      (_, i) => (Math.floor(Math.imul(Math.floor(i / 10) + 1, 2654435761) >>> 16) & 1) * 4,
    );
    const cpu = queueLength.map((_, i) => (i >= 10 && queueLength[i - 10]! > 0 ? 0.9 : 0.1));
    using model = await LstmModel.create({ horizon: 10, seed: 1 });
    for (let batch = 0; batch < 200; batch++) model.train({ cpu, queueLength });
    let right = 0;
    for (let known = 300; known < 390; known++) {
      const { p50 } = model.forecast({ cpu: cpu.slice(0, known), queueLength: queueLength.slice(0, known) });
      for (let i = 0; i < 10; i++) if (p50[i]! > 0.5 === cpu[known + i]! > 0.5) right++;
    }
    expect(right / 900).toBeGreaterThan(0.9);
  });

  it('says what the last value was before any training', async () => {
    using model = await LstmModel.create({ horizon: HORIZON, seed: 1 });
    const forecast = toForecast('lstm', 1000, model.forecast(loads(new Array<number>(WINDOW).fill(0.25))));
    expect(new Set([...forecast.p10, ...forecast.p50, ...forecast.p90])).toEqual(new Set([0.25]));
  });

  it('gives the same forecasts for the same seed, others for another', async () => {
    const series = sineWithNoise(KNOWN);
    const forecastOf = async (seed: number) => {
      using model = await LstmModel.create({ horizon: HORIZON, seed });
      for (let batch = 0; batch < 5; batch++) model.train(loads(series));
      return model.forecast(loads(series));
    };
    const first = await forecastOf(1);
    expect(await forecastOf(1)).toEqual(first);
    expect(await forecastOf(2)).not.toEqual(first);
  });

  it('asks for a window and a horizon to train on', async () => {
    using model = await LstmModel.create({ horizon: HORIZON, seed: 1 });
    expect(model.canTrain(loads(new Array<number>(WINDOW + HORIZON - 1).fill(0)))).toBe(false);
    const series = loads(new Array<number>(WINDOW + HORIZON).fill(0));
    expect(model.canTrain(series)).toBe(true);
    expect(model.train(series)).toBe(0);
  });

  it('says so when training diverges', async () => {
    using model = await LstmModel.create({ horizon: HORIZON, seed: 1 });
    expect(() => model.train(loads(new Array<number>(100).fill(Number.NaN)))).toThrow(/diverged/);
  });
});
