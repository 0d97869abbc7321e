/** Runs from dist: the forecaster starts its worker thread by file. */
import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Forecaster, type ForecasterOptions, type Sample } from '#dist/predictor/index.js';
import { expectSound } from './quantiles.js';
import { randomWalk, sineWithNoise } from './series.js';

const START_MS = 1_700_000_000_000;

function sample(step: number, cpu: number): Sample {
  return { timeMs: START_MS + step * 1000, cpu, memoryUsedBytes: 1e6, queueLength: 0, rttMs: {} };
}

/**
 * The series in fast motion: history at once, then step by step, each given time to be forecast. When the LSTM has been trained on
 * `batches`, however many steps that takes, come the `steps` that count.
 */
async function play(
  forecaster: Forecaster,
  series: readonly number[],
  { history, batches, steps }: { readonly history: number; readonly batches: number; readonly steps: number },
): Promise<void> {
  let step = 0;
  for (; step < history; step++) forecaster.observe(sample(step, series[step]!));
  await until(() => forecaster.status().batches > 0);
  for (let left = steps; left > 0; step++) {
    forecaster.observe(sample(step, series[step % series.length]!));
    // No event tells of a forecast, and none is needed: one that is missed is only not scored.
    await delay(40);
    expectSound(forecaster.latest(), 12);
    if (forecaster.status().batches >= batches) left--;
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 3000) throw new Error('the thread has not forecast within a minute');
    await delay(20);
  }
}

const fast: ForecasterOptions = { minimumSamples: 60, share: 1, onFallback: (reason) => expect.unreachable(reason) };

describe('Forecaster', () => {
  it('knows nothing at first and takes the last value from the first sample on', async () => {
    await using forecaster = new Forecaster();
    expect(forecaster.latest()).toEqual({ model: 'seasonal-naive', stepMs: 1000, p10: [], p50: [], p90: [] });
    forecaster.observe(sample(0, 0.4));
    expect(forecaster.latest().p50).toEqual(new Array(12).fill(0.4));
    expect(forecaster.status()).toMatchObject({ model: 'seasonal-naive', steps: 1, batches: 0 });
    expect(JSON.parse(JSON.stringify(forecaster.latest()))).toEqual(forecaster.latest());
  });

  it('ignores what is no sample', async () => {
    await using forecaster = new Forecaster();
    forecaster.observe(sample(0, Number.NaN));
    forecaster.observe(sample(Number.NaN, 0.5));
    expect(forecaster.status().steps).toBe(0);
    forecaster.observe(sample(0, 12));
    expect(forecaster.latest().p50[0]).toBe(1);
  });

  it('serves the LSTM once it is the better one', async () => {
    // A period that the naive model never has three of in sight: it is left with the last value.
    await using forecaster = new Forecaster({ ...fast, historySteps: 210 });
    await play(forecaster, sineWithNoise(750, 75), { history: 200, batches: 150, steps: 80 });
    const { losses } = forecaster.status();
    expect(losses.lstm!).toBeLessThan(losses.seasonalNaive!);
    expect(forecaster.status().model).toBe('lstm');
    expect(forecaster.latest().model).toBe('lstm');
  });

  it('serves the model with the smaller trailing loss, whichever it is', async () => {
    await using forecaster = new Forecaster(fast);
    await play(forecaster, randomWalk(1000), { history: 150, batches: 1, steps: 50 });
    const { model, losses } = forecaster.status();
    expect(losses.scored).toBeGreaterThan(20);
    expect(model).toBe(losses.lstm! <= losses.seasonalNaive! ? 'lstm' : 'seasonal-naive');
  });

  it('falls back, says why once, and goes on when the thread ends', async () => {
    const reasons: string[] = [];
    await using forecaster = new Forecaster({ ...fast, horizon: -1, onFallback: (reason) => reasons.push(reason) });
    for (let step = 0; step < 100; step++) forecaster.observe(sample(step, 0.5));
    await until(() => forecaster.status().fallback !== undefined);
    for (let step = 100; step < 110; step++) forecaster.observe(sample(step, 0.5));
    expect(forecaster.latest().model).toBe('seasonal-naive');
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatch(/^the LSTM can't be used: .*; the seasonal-naive forecast serves$/);
  });

  it('can be disposed at any time, twice, and is quiet afterwards', async () => {
    const reasons: string[] = [];
    const forecaster = new Forecaster({ ...fast, onFallback: (reason) => reasons.push(reason) });
    for (let step = 0; step < 61; step++) forecaster.observe(sample(step, 0.5));
    await forecaster[Symbol.asyncDispose]();
    await forecaster[Symbol.asyncDispose]();
    forecaster.observe(sample(61, 0.9));
    expect(forecaster.status()).toMatchObject({ steps: 61 });
    expect(forecaster.latest().p50[0]).toBe(0.5);
    expect(reasons).toEqual([]);
  });

  it('keeps no process alive, prints nothing, and loads no TensorFlow in the main thread', async () => {
    const script = `
      import { createRequire } from 'node:module';
      const { Forecaster } = await import('#dist/predictor/index.js');
      const forecaster = new Forecaster({ minimumSamples: 10, share: 1 });
      for (let step = 0; step < 100; step++) {
        forecaster.observe({ timeMs: step * 1000, cpu: 0.5, memoryUsedBytes: 0, queueLength: 0, rttMs: {} });
      }
      const deadline = Date.now() + 60000;
      while (forecaster.status().batches === 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
      const loaded = Object.keys(createRequire(import.meta.url).cache).filter((file) => file.includes('tensorflow'));
      console.log(JSON.stringify({ loaded, batches: forecaster.status().batches > 0 }));
    `;
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
      timeout: 90_000,
    });
    expect(JSON.parse(stdout)).toEqual({ loaded: [], batches: true });
    expect(stderr).toBe('');
  });
});
