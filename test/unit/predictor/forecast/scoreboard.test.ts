import { describe, expect, it } from 'vitest';
import { DutyCycle } from '../../../../predictor/forecast/duty-cycle.js';
import { toForecast } from '../../../../predictor/forecast/forecast.js';
import { Scoreboard } from '../../../../predictor/forecast/scoreboard.js';

const HORIZON = 3;

function constant(load: number) {
  const steps = new Array<number>(HORIZON).fill(load);
  return toForecast('lstm', 1000, { p10: steps, p50: steps, p90: steps });
}

/** Plays `steps` steps of load 0.5 with two constant forecasts made at each. */
function play(board: Scoreboard, from: number, steps: number, naive: number, lstm: number): void {
  for (let step = from; step < from + steps; step++) {
    board.settle(step, new Array<number>(Math.min(step, 50)).fill(0.5));
    board.enter(step, constant(naive), constant(lstm));
  }
}

describe('Scoreboard', () => {
  it('keeps the naive forecast until the LSTM was scored often enough', () => {
    const board = new Scoreboard(HORIZON);
    expect(board.losses()).toEqual({ seasonalNaive: undefined, lstm: undefined, scored: 0 });
    play(board, 10, 22, 0.8, 0.5);
    expect([board.losses().scored, board.champion()]).toEqual([19, 'seasonal-naive']);
    play(board, 32, 1, 0.8, 0.5);
    expect([board.losses().scored, board.champion()]).toEqual([20, 'lstm']);
  });

  it('goes back to the naive forecast when the LSTM becomes worse', () => {
    const board = new Scoreboard(HORIZON);
    play(board, 10, 60, 0.6, 0.5);
    expect(board.champion()).toBe('lstm');
    play(board, 70, 60, 0.5, 0.9);
    expect(board.champion()).toBe('seasonal-naive');
  });

  it('counts a step once and not before it has come true', () => {
    const board = new Scoreboard(HORIZON);
    board.enter(10, constant(0.5), constant(0.5));
    board.enter(10, constant(0), constant(0));
    board.settle(12, new Array<number>(12).fill(0.5));
    expect(board.losses().scored).toBe(0);
    board.settle(13, new Array<number>(13).fill(0.5));
    expect(board.losses()).toEqual({ seasonalNaive: 0, lstm: 0, scored: 1 });
  });

  it('leaves out a step whose values are no longer at hand', () => {
    const board = new Scoreboard(HORIZON);
    board.enter(10, constant(0.5), constant(0.5));
    board.settle(100, new Array<number>(50).fill(0.5));
    expect(board.losses().scored).toBe(0);
  });
});

describe('DutyCycle', () => {
  it('rests 19 times as long as it worked, for a share of 5 %', () => {
    const duty = new DutyCycle(0.05);
    expect(duty.restMs(0)).toBe(0);
    duty.charge(10, 10);
    expect(duty.restMs(10)).toBeCloseTo(190);
    expect(duty.restMs(150)).toBeCloseTo(50);
    expect(duty.restMs(500)).toBe(0);
  });

  it('never rests for a share of 100 %', () => {
    const duty = new DutyCycle(1);
    duty.charge(10, 10);
    expect(duty.restMs(10)).toBe(0);
  });

  it('keeps the share when work comes during a rest', () => {
    const duty = new DutyCycle(0.1);
    let nowMs = 0;
    let busyMs = 0;
    for (let i = 0; i < 1000; i++) {
      const workMs = i % 3 === 0 ? 2 : duty.restMs(nowMs) > 0 ? 0 : 5;
      nowMs += workMs;
      busyMs += workMs;
      if (workMs > 0) duty.charge(nowMs, workMs);
      nowMs += Math.max(20, i % 3 === 0 ? 0 : duty.restMs(nowMs));
    }
    expect(busyMs / nowMs).toBeLessThanOrEqual(0.1);
    expect(busyMs / nowMs).toBeGreaterThan(0.05);
  });
});
