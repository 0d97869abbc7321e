/**
 * How busy the processors are, from what the kernel counts: of the control group when that has a quota
 * (https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu-interface-files), else of the whole machine (proc_stat(5)).
 */
import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';

/** Counters that only grow; units cancel out. */
export interface ProcessorTimes {
  readonly source: 'cgroup' | 'machine' | 'process';
  readonly busy: number;
  /** What `busy` could have grown by at most. */
  readonly capacity: number;
}

export interface ProcessorFiles {
  readonly read: (path: string) => Promise<string>;
  /** Monotonic, ms. */
  readonly nowMs: () => number;
}

const REAL: ProcessorFiles = { read: (path) => readFile(path, 'utf8'), nowMs: () => performance.now() };

/** Busy share of all processors between two readings, 0..1; 0 when no time has passed or the source has changed. */
export function busyShare(before: ProcessorTimes, after: ProcessorTimes): number {
  const capacity = after.capacity - before.capacity;
  if (before.source !== after.source || !(capacity > 0)) return 0;
  return Math.min(1, Math.max(0, (after.busy - before.busy) / capacity));
}

export async function readProcessorTimes(files: ProcessorFiles = REAL): Promise<ProcessorTimes> {
  return (await readControlGroup(files)) ?? (await readMachine(files)) ?? readProcess(files);
}

async function readControlGroup({ read, nowMs }: ProcessorFiles): Promise<ProcessorTimes | undefined> {
  try {
    const [quota, period] = (await read('/sys/fs/cgroup/cpu.max')).trim().split(' ').map(Number);
    const usage = /^usage_usec (\d+)$/m.exec(await read('/sys/fs/cgroup/cpu.stat'));
    // Without a quota ("max") the group may take what the machine has left, which only the machine's counters show.
    if (!usage || !(quota! > 0) || !(period! > 0)) return undefined;
    return { source: 'cgroup', busy: Number(usage[1]), capacity: nowMs() * 1000 * (quota! / period!) };
  } catch {
    return undefined;
  }
}

async function readMachine({ read }: ProcessorFiles): Promise<ProcessorTimes | undefined> {
  try {
    const line = /^cpu +([\d ]+)$/m.exec(await read('/proc/stat'));
    if (!line) return undefined;
    // user nice system idle iowait irq softirq steal; guest times are part of user.
    const times = line[1]!.trim().split(/ +/).slice(0, 8).map(Number);
    const capacity = times.reduce((sum, time) => sum + time, 0);
    const idle = (times[3] ?? 0) + (times[4] ?? 0);
    return { source: 'machine', busy: capacity - idle, capacity };
  } catch {
    return undefined;
  }
}

/** Systems without /proc: at least what this process uses. */
function readProcess({ nowMs }: ProcessorFiles): ProcessorTimes {
  const { user, system } = process.cpuUsage();
  return { source: 'process', busy: user + system, capacity: nowMs() * 1000 * Math.max(1, cpus().length) };
}
