/**
 * The forecast that needs no training: the next step is as the same step of the last season was. The season is looked for in the
 * history; where none is found it is one step, and the forecast the last value. Its quantiles are those of the errors that the same rule
 * has made so far, for each number of steps ahead (R. Hyndman, G. Athanasopoulos, "Forecasting: Principles and Practice", 3rd ed., 5.2, 5.5).
 */
import { type Forecast, toForecast } from './forecast.js';
import { QUANTILES } from './pinball.js';

/** Errors of so many past forecasts, at most, make the quantiles. */
const ERROR_WINDOW = 120;

/** With fewer errors a fixed band stands for them. */
const FEWEST_ERRORS = 10;

/** Half the width of that band one step ahead; it widens with the square root of the steps, like a random walk. */
const BAND = 0.1;

/** A season is believed when its mean error is at most this part of that of the last value. */
const BETTER_THAN_LAST_VALUE = 0.8;

/** And a longer one only when clearly better than a shorter one: twice a season is one, too. */
const BETTER_THAN_SHORTER = 0.8;

/** A season must have been seen this often. */
const FEWEST_SEASONS = 3;

/** Forecasts `horizon` steps behind the end of the series, oldest first. An empty series gives an empty forecast. */
export function forecastSeasonalNaive(series: ArrayLike<number>, stepMs: number, horizon: number, season?: number): Forecast {
  const p10: number[] = [];
  const p50: number[] = [];
  const p90: number[] = [];
  if (series.length > 0) {
    const period = season ?? findSeason(series, horizon);
    for (let ahead = 1; ahead <= horizon; ahead++) {
      const point = sameStepOfLastSeason(series, series.length, ahead, period);
      const errors = pastErrors(series, ahead, period);
      const half = BAND * Math.sqrt(ahead);
      const [low, middle, high] = errors.length < FEWEST_ERRORS ? [-half, 0, half] : QUANTILES.map((q) => quantileOf(errors, q));
      p10.push(point + low!);
      p50.push(point + middle!);
      p90.push(point + high!);
    }
  }
  return toForecast('seasonal-naive', stepMs, { p10, p50, p90 });
}

/**
 * The number of steps after which the series repeats itself best, or 1 when no repetition foretells the next `horizon` steps clearly
 * better than the last value does.
 */
export function findSeason(series: ArrayLike<number>, horizon: number): number {
  const longest = Math.floor(series.length / FEWEST_SEASONS);
  const differences = Array.from({ length: longest + horizon }, (_, lag) => meanAbsoluteDifference(series, lag));
  const errorOf = (season: number): number => {
    let sum = 0;
    for (let ahead = 1; ahead <= horizon; ahead++) sum += differences[Math.ceil(ahead / season) * season]!;
    return sum / horizon;
  };
  let season = 1;
  let least = longest > 1 ? errorOf(1) * BETTER_THAN_LAST_VALUE : 0;
  for (let lag = 2; lag <= longest; lag++) {
    const error = errorOf(lag);
    if (error < least) {
      season = lag;
      least = error * BETTER_THAN_SHORTER;
    }
  }
  return season;
}

/** The value that stands for `ahead` steps behind the first `known` values. */
function sameStepOfLastSeason(series: ArrayLike<number>, known: number, ahead: number, season: number): number {
  const seasonsBack = Math.ceil(ahead / season);
  return series[Math.max(0, known - 1 + ahead - seasonsBack * season)]!;
}

function pastErrors(series: ArrayLike<number>, ahead: number, season: number): number[] {
  const errors: number[] = [];
  const latest = series.length - ahead;
  for (let known = Math.max(season, latest - ERROR_WINDOW + 1); known <= latest; known++) {
    errors.push(series[known - 1 + ahead]! - sameStepOfLastSeason(series, known, ahead, season));
  }
  return errors.sort((a, b) => a - b);
}

/** Linear between the two nearest of the sorted values. */
function quantileOf(sorted: readonly number[], quantile: number): number {
  const place = quantile * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (place - below);
}

function meanAbsoluteDifference(series: ArrayLike<number>, lag: number): number {
  const terms = series.length - lag;
  if (terms <= 0) return 0;
  let sum = 0;
  for (let i = lag; i < series.length; i++) sum += Math.abs(series[i]! - series[i - lag]!);
  return sum / terms;
}
