import { describe, expect, test } from 'vitest';
import type { BlockManifest } from '../../../../compiler/manifest.js';
import { ShoalError } from '../../../../runtime/errors.js';
import { BlockRun, type ShardOutcome } from '../../../../runtime/orchestrator/block-run.js';

const block = { id: 'b0' } as BlockManifest;
const done = (lo: number, returned = false): ShardOutcome => ({
  kind: 'done',
  outputs: { values: new Map(), returned, range: { lo, hi: lo + 10 } },
});
const failed = (message: string): ShardOutcome => ({ kind: 'failed', error: new ShoalError('SHOAL2001', message) });

/** Shards over [0, 10), [10, 20), ... */
function blockOf(shards: number): BlockRun {
  const run = new BlockRun(block);
  // The order of their making does not matter.
  for (let k = shards - 1; k >= 0; k--) run.add(`s${k}`, { lo: 10 * k, hi: 10 * k + 10 });
  return run;
}

describe('a block', () => {
  test('is finished when all its shards are done, with their outputs in order', () => {
    const run = blockOf(3);
    run.record('s2', done(20));
    run.record('s0', done(0));
    expect(run.verdict()).toEqual({ kind: 'running', pointless: [] });
    run.record('s1', done(10));
    const verdict = run.verdict();
    expect(verdict.kind).toBe('finished');
    expect(verdict.kind === 'finished' && verdict.outputs.map(({ range }) => range?.lo)).toEqual([0, 10, 20]);
  });

  test('fails with the first failure in the order of the iterations, not of time', () => {
    const run = blockOf(4);
    run.record('s2', failed('at 25'));
    expect(run.verdict()).toEqual({ kind: 'running', pointless: ['s3'] });
    run.record('s1', failed('at 12'));
    expect(run.verdict()).toEqual({ kind: 'running', pointless: ['s3'] });
    run.record('s0', done(0));
    expect(run.verdict()).toMatchObject({ kind: 'failed', error: { message: 'at 12' } });
  });

  test('ends with a return as soon as everything before it is done', () => {
    const run = blockOf(3);
    run.record('s1', done(10, true));
    expect(run.verdict()).toEqual({ kind: 'running', pointless: ['s2'] });
    run.record('s0', done(0));
    expect(run.verdict()).toMatchObject({ kind: 'finished', outputs: [{ returned: false }, { returned: true }] });
  });

  test('a return counts, whatever failed behind it', () => {
    const run = blockOf(3);
    run.record('s2', failed('too far'));
    run.record('s0', done(0, true));
    expect(run.verdict()).toMatchObject({ kind: 'finished', outputs: [{ returned: true }] });
  });

  test('is not finished while a split may still bring another shard', () => {
    const run = blockOf(1);
    run.splitBegins();
    run.record('s0', done(0));
    expect(run.verdict().kind).toBe('running');
    run.add('s1', { lo: 10, hi: 20 });
    run.splitEnds();
    expect(run.verdict().kind).toBe('running');
    run.record('s1', done(10));
    expect(run.verdict().kind).toBe('finished');
  });

  test('only the first outcome of a shard counts', () => {
    const run = blockOf(1);
    run.record('s0', done(0));
    run.record('s0', failed('late'));
    run.record('stranger', failed('who?'));
    expect(run.verdict().kind).toBe('finished');
  });
});
