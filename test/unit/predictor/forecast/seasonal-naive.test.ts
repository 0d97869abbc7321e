import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { advance, toForecast } from '../../../../predictor/forecast/forecast.js';
import { meanPinballLoss, pinballLoss } from '../../../../predictor/forecast/pinball.js';
import { findSeason, forecastSeasonalNaive } from '../../../../predictor/forecast/seasonal-naive.js';
import { expectSound } from './quantiles.js';
import { randomWalk, sineWithNoise, squareWave } from './series.js';

describe('findSeason', () => {
  it.each([
    ['nothing', [], 1],
    ['one value', [0.5], 1],
    ['a constant', new Array<number>(100).fill(0.4), 1],
    ['a sine of 24 steps', sineWithNoise(200, 24), 24],
    ['a square wave of 20 steps', squareWave(200, 20), 20],
    ['a square wave shorter than the horizon', squareWave(200, 8), 8],
    ['a random walk', randomWalk(300), 1],
  ])('of %s', (_, series, season) => {
    expect(findSeason(series, 12)).toBe(season);
  });
});

describe('forecastSeasonalNaive', () => {
  it('says nothing when nothing is known', () => {
    expect(forecastSeasonalNaive([], 1000, 12)).toEqual({ model: 'seasonal-naive', stepMs: 1000, p10: [], p50: [], p90: [] });
  });

  it('puts a band around the last value while there is little history, wider and wider', () => {
    const forecast = forecastSeasonalNaive([0.2, 0.5], 1000, 4);
    expect(forecast.p50).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect(forecast.p10[0]).toBeCloseTo(0.4);
    expect(forecast.p90[3]).toBeCloseTo(0.7);
    expectSound(forecast, 4);
  });

  it('repeats the last season', () => {
    const series = Array.from({ length: 60 }, (_, i) => [0.1, 0.2, 0.9, 0.4][i % 4]!);
    const forecast = forecastSeasonalNaive(series, 1000, 8);
    [0.1, 0.2, 0.9, 0.4, 0.1, 0.2, 0.9, 0.4].forEach((load, i) => {
      expect(forecast.p50[i]).toBeCloseTo(load, 12);
    });
    expect(forecast.p10).toEqual(forecast.p90);
  });

  it('takes its quantiles from its errors: 10, 50 and 90 % of what comes lies below them', () => {
    const series = sineWithNoise(900);
    const below = [0, 0, 0];
    let total = 0;
    for (let known = 300; known < 880; known++) {
      const forecast = forecastSeasonalNaive(series.slice(0, known), 1000, 12);
      [forecast.p10, forecast.p50, forecast.p90].forEach((quantile, q) => {
        below[q]! += quantile.filter((value, i) => series[known + i]! < value).length;
      });
      total += 12;
    }
    [0.1, 0.5, 0.9].forEach((quantile, q) => {
      expect(Math.abs(below[q]! / total - quantile)).toBeLessThan(0.05);
    });
  });

  property.prop([
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 80 }),
    fc.integer({ min: 1, max: 30 }),
  ])('never crosses quantiles nor leaves 0..1', (series, horizon) => {
    expectSound(forecastSeasonalNaive(series, 1000, horizon), horizon);
  });
});

describe('toForecast', () => {
  property.prop([fc.array(fc.tuple(fc.double(), fc.double(), fc.double()), { maxLength: 20 })])(
    'makes any numbers sound',
    (rows) => {
      const column = (index: number) => rows.map((row) => row[index]!);
      expectSound(toForecast('lstm', 1000, { p10: column(0), p50: column(1), p90: column(2) }), rows.length);
    },
  );

  it('moves ahead: the last step goes on', () => {
    const forecast = toForecast('lstm', 1000, { p10: [0, 0.1, 0.2], p50: [0.3, 0.4, 0.5], p90: [0.6, 0.7, 0.8] });
    expect(advance(forecast, 1).p50).toEqual([0.4, 0.5, 0.5]);
    expect(advance(forecast, 0)).toEqual(forecast);
    expect(advance(forecast, 9).p10).toEqual([0.2, 0.2, 0.2]);
    expect(advance(toForecast('lstm', 1000, { p10: [], p50: [], p90: [] }), 2).p50).toEqual([]);
  });
});

describe('pinballLoss', () => {
  it.each([
    [0.9, 0.5, 0.5, 0],
    [0.9, 0.5, 0.7, 0.18],
    [0.9, 0.5, 0.3, 0.02],
    [0.1, 0.5, 0.7, 0.02],
    [0.5, 0.5, 0.3, 0.1],
  ])('of quantile %d, predicted %d, actual %d is %d', (quantile, predicted, actual, loss) => {
    expect(pinballLoss(quantile, predicted, actual)).toBeCloseTo(loss, 12);
  });

  it('is averaged over the steps that have come true', () => {
    const forecast = toForecast('lstm', 1000, { p10: [0.5, 0], p50: [0.5, 0], p90: [0.5, 0] });
    expect(meanPinballLoss(forecast, [0.7])).toBeCloseTo((0.02 + 0.1 + 0.18) / 3, 12);
    expect(meanPinballLoss(forecast, [])).toBeNaN();
  });
});
