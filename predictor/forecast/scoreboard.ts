/** Which model serves: both forecast at every step, and what came true decides (prequential evaluation: nothing is scored on its training). */
import type { Forecast, ModelName } from './forecast.js';
import { meanPinballLoss } from './pinball.js';

/** The last so many scored steps count. */
const TRAILING = 60;

/** The challenger needs so many. */
const FEWEST_SCORES = 20;

interface Pair {
  readonly step: number;
  readonly naive: Forecast;
  readonly lstm: Forecast;
}

export interface Losses {
  /** Mean pinball loss over the trailing steps on which both models were scored; undefined before the first. */
  readonly seasonalNaive: number | undefined;
  readonly lstm: number | undefined;
  /** Number of those steps. */
  readonly scored: number;
}

export class Scoreboard {
  readonly #horizon: number;
  #waiting: Pair[] = [];
  #scores: { readonly naive: number; readonly lstm: number }[] = [];

  constructor(horizon: number) {
    this.#horizon = horizon;
  }

  /** Both forecasts made when `step` steps were known. */
  enter(step: number, naive: Forecast, lstm: Forecast): void {
    if (!this.#waiting.some((pair) => pair.step === step)) this.#waiting.push({ step, naive, lstm });
  }

  /** Scores what has come true by now: `series` are the last loads, of which the newest makes `step` steps known. */
  settle(step: number, series: ArrayLike<number>): void {
    const due = this.#waiting.filter((pair) => pair.step + this.#horizon <= step);
    this.#waiting = this.#waiting.filter((pair) => pair.step + this.#horizon > step);
    for (const pair of due) {
      const first = series.length - (step - pair.step);
      if (first < 0) continue;
      const actual = Array.from({ length: this.#horizon }, (_, i) => series[first + i]!);
      this.#scores.push({ naive: meanPinballLoss(pair.naive, actual), lstm: meanPinballLoss(pair.lstm, actual) });
    }
    this.#scores = this.#scores.slice(-TRAILING);
  }

  losses(): Losses {
    const scored = this.#scores.length;
    const mean = (of: 'naive' | 'lstm'): number | undefined =>
      scored > 0 ? this.#scores.reduce((sum, score) => sum + score[of], 0) / scored : undefined;
    return { seasonalNaive: mean('naive'), lstm: mean('lstm'), scored };
  }

  /** The LSTM once it has not been worse than the naive forecast for long enough. */
  champion(): ModelName {
    const { seasonalNaive, lstm, scored } = this.losses();
    return scored >= FEWEST_SCORES && lstm! <= seasonalNaive! ? 'lstm' : 'seasonal-naive';
  }
}
