/** The machine that a figure was measured on: without it the figure says nothing. */
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { formatBytes } from '../block-table.js';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
}

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    node: process.version,
  };
}

export function machineLine({ cpu, cores, memoryBytes, system, node }: Machine): string {
  return `${cpu}, ${cores} cores, ${formatBytes(memoryBytes)} of memory, ${system}, Node ${node}`;
}
