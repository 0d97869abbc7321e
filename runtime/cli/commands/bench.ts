/** `shoal bench`: measurements that a user can repeat. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compile } from '../../../compiler/index.js';
import { connect } from '../../client/index.js';
import { startLocalCluster } from '../../cluster/index.js';
import { describeMachine, machineLine } from '../bench/machine.js';
import { type MigrationCase, measureMigration } from '../bench/migration.js';
import type { Percentiles } from '../bench/percentiles.js';
import { formatBytes, plainTable } from '../block-table.js';
import type { CommandContext } from '../command.js';
import { usageError } from '../failure.js';
import { showProgress } from '../run/progress.js';
import { requireSourceFile } from '../source-file.js';
import type { Terminal } from '../terminal.js';

export interface BenchMigrationOptions {
  readonly moves?: number;
  readonly sizes?: string;
}

const MIB = 2 ** 20;
const DEFAULT_SIZES = '16,64,256';
const DEFAULT_MOVES = 50;
const LARGEST_MIB = 1024;

export async function benchMigrationCommand(
  { terminal, signal }: CommandContext,
  options: BenchMigrationOptions,
): Promise<undefined> {
  const sizes = parseSizes(options.sizes ?? DEFAULT_SIZES);
  const moves = options.moves ?? DEFAULT_MOVES;
  const file = await requireSourceFile(workloadFile());
  const bundle = await compile(file, { signal });
  await using cluster = await startLocalCluster({ hubs: 2, signal });
  await using client = await connect(cluster.address, signal);
  const [first, second] = cluster.hubs;
  const cases: MigrationCase[] = [];
  for (const stateBytes of sizes) {
    using progress = showProgress(`${formatBytes(stateBytes)}, ${2 * moves} moves`, terminal.json);
    cases.push(
      await measureMigration(
        client,
        [first!.name, second!.name],
        { file, bundle },
        {
          stateBytes,
          moves,
          signal,
          onMove: (done) => progress.report(done / (2 * moves)),
        },
      ),
    );
  }
  const machine = describeMachine();
  terminal.result({ schema: 'shoal/bench-migration@1', machine, cases }, () =>
    [
      `${moves} live moves and ${moves} stop-and-copy moves of each size between two hub processes, taking turns; 1 % of the state is being rewritten`,
      machineLine(machine),
      '',
      caseTable(cases, terminal),
    ].join('\n'),
  );
}

/** Sizes in bytes. They must be powers of two, as the workload wants. */
function parseSizes(text: string): number[] {
  return text.split(',').map((part) => {
    const mib = Number(part);
    if (!/^\d+$/.test(part) || mib < 1 || mib > LARGEST_MIB || !Number.isInteger(Math.log2(mib))) {
      throw usageError(`--sizes takes powers of two from 1 to ${LARGEST_MIB}, separated by commas, not "${part}"`);
    }
    return mib * MIB;
  });
}

/** It is compiled from its source, which the package carries. */
function workloadFile(): string {
  const root = dirname(createRequire(import.meta.url).resolve('#package'));
  return join(root, 'benchmarks', 'workloads', 'dirty-pages.ts');
}

function caseTable(cases: readonly MigrationCase[], terminal: Terminal): string {
  const head = ['state', 'moved', 'n', 'blackout p50', 'p99', 'max', 'total p50', 'p99', 'max', 'sent', 'in blackout'];
  const rows = cases.flatMap(({ stateBytes, moves, blackoutMs, totalMs, stopAndCopyMs, bytes, finalBytes, stopAndCopyBytes }) => [
    [
      formatBytes(stateBytes),
      'live',
      String(moves),
      ...columns(blackoutMs),
      ...columns(totalMs),
      formatBytes(bytes),
      formatBytes(finalBytes),
    ],
    ['', 'stop and copy', String(moves), ...columns(stopAndCopyMs), '', '', '', formatBytes(stopAndCopyBytes), 'all'],
  ]);
  const ratios = cases.map(
    ({ stateBytes, blackoutMs, stopAndCopyMs }) =>
      `${formatBytes(stateBytes)}: the blackout of a live move is ${(stopAndCopyMs.p50 / blackoutMs.p50).toFixed(1)} times shorter (p50)`,
  );
  return `${plainTable(head, rows, terminal)}\n\nTimes in ms.\n${ratios.join('\n')}`;
}

function columns({ p50, p99, max }: Percentiles): string[] {
  return [p50, p99, max].map((ms) => ms.toFixed(ms < 100 ? 2 : 0));
}
