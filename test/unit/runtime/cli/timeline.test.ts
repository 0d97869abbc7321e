import { describe, expect, test } from 'vitest';
import type { RecordedMove, Stint } from '../../../../runtime/cli/run/record.js';
import { timelineSvg } from '../../../../runtime/cli/run/timeline.js';

const stint = (shard: string, hub: string, fromMs: number, toMs: number, end: Stint['end'] = 'done'): Stint => ({
  shard,
  block: shard.split('.')[0]!,
  hub,
  fromMs,
  toMs,
  end,
});

const move: RecordedMove = {
  shard: 'b1.0',
  block: 'b1',
  from: 'hub-1',
  to: 'hub-2',
  atMs: 50,
  blackoutMs: 5,
  totalMs: 30,
  bytes: 4096,
  finalBytes: 4096,
  rounds: 1,
  suspendMs: 1,
  captureMs: 1,
  transferMs: 3,
};

/** Attributes of each element of a kind, as numbers where they are. */
function elements(svg: string, kind: string): Record<string, string>[] {
  return [...svg.matchAll(new RegExp(`<${kind} ([^>]*?)/?>`, 'g'))].map(([, attributes]) =>
    Object.fromEntries([...attributes!.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value])),
  );
}

describe('timelineSvg', () => {
  const svg = timelineSvg({
    title: 'f <a & b>',
    ms: 100,
    stints: [
      stint('b0.0', 'hub-1', 0, 20),
      stint('b0.1', 'hub-2', 0, 20),
      stint('b1.0', 'hub-1', 20, 50, 'moved'),
      stint('b1.0', 'hub-2', 50, 100),
    ],
    moves: [move],
  });

  test('draws a bar for each stint, as long as it took', () => {
    const bars = elements(svg, 'rect').filter(({ rx }) => rx === '1');
    expect(bars).toHaveLength(4);
    const [first, , , last] = bars.map(({ width }) => Number(width));
    expect(last! / first!).toBeCloseTo(2.5, 1);
  });

  test('marks the blackout of a move', () => {
    expect(svg).toContain('b1.0 from hub-1 to hub-2: blackout 5.00 ms, in all 30.0 ms');
    expect(svg).toContain('blackout of a move');
  });

  test('escapes what is not its own', () => {
    expect(svg).toContain('f &#60;a &#38; b&#62;');
    expect(svg).not.toContain('<a &');
  });

  test('stacks what runs at the same time on one hub', () => {
    const both = timelineSvg({ title: 'f', ms: 10, stints: [stint('b0.0', 'h', 0, 10), stint('b0.1', 'h', 5, 10)], moves: [] });
    const rows = elements(both, 'rect').filter(({ rx }) => rx === '1');
    expect(new Set(rows.map(({ y }) => y)).size).toBe(2);
  });

  test.each([0, 0.4, 3, 1e3, 1e7])('has few ticks after %d ms', (ms) => {
    const ticks = timelineSvg({ title: 'f', ms, stints: [], moves: [] }).match(/text-anchor="middle"/g)!;
    expect(ticks.length).toBeGreaterThan(1);
    expect(ticks.length).toBeLessThan(12);
  });

  test('holds no number that is none', () => {
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
});
