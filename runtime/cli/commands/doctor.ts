/** `shoal doctor`: what this machine has of what Shoal can use, and what its absence costs. */
import { openTracking } from '../../checkpoint/index.js';
import { pagesAddon } from '../../native/index.js';
import { describeMachine, machineLine } from '../bench/machine.js';
import { plainTable } from '../block-table.js';
import type { CommandContext } from '../command.js';
import type { Terminal } from '../terminal.js';

interface Finding {
  readonly part: string;
  readonly state: 'ok' | 'slower';
  readonly detail: string;
  /** What to do about it. */
  readonly hint?: string;
}

export async function doctorCommand({ terminal }: CommandContext): Promise<undefined> {
  const machine = describeMachine();
  const findings = [cores(machine.cores), changedPages()];
  terminal.result({ schema: 'shoal/doctor@1', machine, findings }, () =>
    [machineLine(machine), '', report(findings, terminal)].join('\n'),
  );
}

function cores(count: number): Finding {
  if (count > 1) return { part: 'cores', state: 'ok', detail: `${count}: as many shards compute at the same time` };
  return { part: 'cores', state: 'slower', detail: '1: shards and hub take turns, so moves take longer' };
}

function changedPages(): Finding {
  const part = 'changed pages';
  const tracking = openTracking();
  if (tracking.method === 'kernel') return { part, state: 'ok', detail: "found by the kernel's write tracking" };
  const detail = `found by comparison (${tracking.reason}): moves stand still longer, and a moving shard needs its memory twice`;
  if (pagesAddon().kind !== 'missing') return { part, state: 'slower', detail };
  return { part, state: 'slower', detail, hint: 'With Rust installed: npm run build:native' };
}

function report(findings: readonly Finding[], terminal: Terminal): string {
  const rows = findings.map(({ part, state, detail, hint }) => [part, state, hint ? `${detail}\n${hint}` : detail]);
  return plainTable(['part', 'state', 'detail'], rows, terminal);
}
