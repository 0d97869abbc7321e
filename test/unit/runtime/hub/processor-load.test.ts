import { describe, expect, test } from 'vitest';
import { busyShare, type ProcessorFiles, readProcessorTimes } from '../../../../runtime/hub/processor-load.js';

function files(contents: Readonly<Record<string, string>>, nowMs = 0): ProcessorFiles {
  return {
    read: async (path) => {
      const text = contents[path];
      if (text === undefined) throw new Error('ENOENT');
      return text;
    },
    nowMs: () => nowMs,
  };
}

const stat = (user: number, idle: number) => `cpu  ${user} 0 0 ${idle} 0 0 0 0 0 0\ncpu0 1 2 3 4\nintr 5\n`;
const group = (usage: number, max = '150000 100000') => ({
  '/sys/fs/cgroup/cpu.max': `${max}\n`,
  '/sys/fs/cgroup/cpu.stat': `usage_usec ${usage}\nuser_usec 1\nsystem_usec 2\n`,
});

describe('processor load', () => {
  test('of a control group with a quota is its share of the quota', async () => {
    const before = await readProcessorTimes(files(group(1_000_000), 0));
    const after = await readProcessorTimes(files(group(1_750_000), 1000));
    expect(after.source).toBe('cgroup');
    expect(busyShare(before, after)).toBeCloseTo(0.5);
  });

  test('of a group without a quota is that of the machine', async () => {
    const texts = (user: number, idle: number) => ({ ...group(0, 'max 100000'), '/proc/stat': stat(user, idle) });
    const before = await readProcessorTimes(files(texts(100, 100)));
    const after = await readProcessorTimes(files(texts(160, 140)));
    expect(after.source).toBe('machine');
    expect(busyShare(before, after)).toBeCloseTo(0.6);
  });

  test('counts waiting for a disk as idle', async () => {
    const read = (iowait: number) => readProcessorTimes(files({ '/proc/stat': `cpu 10 0 0 10 ${iowait} 0 0 0 0 0\n` }));
    expect(busyShare(await read(0), await read(100))).toBe(0);
  });

  test('without any file is at least that of this process', async () => {
    const times = await readProcessorTimes(files({}, 5));
    expect(times.source).toBe('process');
    expect(times.busy).toBeGreaterThan(0);
  });

  test('is 0 when nothing can be said, and never beyond 0..1', () => {
    const at = (busy: number, capacity: number, source: 'machine' | 'cgroup' = 'machine') => ({ source, busy, capacity });
    expect(busyShare(at(1, 1), at(2, 1))).toBe(0);
    expect(busyShare(at(1, 1), at(2, 5, 'cgroup'))).toBe(0);
    expect(busyShare(at(1, 1), at(9, 3))).toBe(1);
    expect(busyShare(at(5, 1), at(1, 3))).toBe(0);
  });
});
