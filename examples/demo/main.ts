/**
 * `npm run demo`: three programs on three hub processes, each result compared with Node's bit for bit, one of them moved from hub
 * to hub while it runs. Fails when anything differs or a process is left behind.
 */
import { relative, resolve } from 'node:path';
import { formatMs, plainTable } from '../../runtime/cli/block-table.js';
import { type CommandContext, perform } from '../../runtime/cli/command.js';
import { EXIT, type ExitCode } from '../../runtime/cli/exit-codes.js';
import type { Terminal } from '../../runtime/cli/terminal.js';
import { connect } from '../../runtime/client/index.js';
import { startLocalCluster } from '../../runtime/cluster/index.js';
import { loadPrograms } from './programs.js';
import { type Shown, show } from './show.js';

const HUBS = 3;
const DIRECTORY = resolve('demo-output');

await perform(process.argv.includes('--json'), demo, {});

async function demo({ terminal, signal }: CommandContext): Promise<ExitCode> {
  const { shown, pids } = await runPrograms(terminal, signal);
  const left = pids.filter(isAlive);
  const problems = [
    ...shown.flatMap(({ program, difference }) => (difference === undefined ? [] : [`${program.name}: ${difference}`])),
    ...shown
      .filter(({ program, moves }) => moves < program.leastMoves)
      .map(({ program, moves }) => `${program.name}: ${moves} moves, but ${program.leastMoves} were to be shown`),
    ...left.map((pid) => `process ${pid} was left behind`),
  ];
  terminal.result({ schema: 'shoal/demo@1', hubs: HUBS, programs: shown.map(document), problems }, () => {
    const files = shown.flatMap((one) => one.files);
    return `${table(shown, terminal)}\n\nIn ${relative('.', DIRECTORY)}/: ${files.join(', ')}`;
  });
  for (const problem of problems) terminal.note(problem);
  if (problems.length > 0) return EXIT.failed;
  const moves = shown.reduce((sum, one) => sum + one.moves, 0);
  terminal.note(
    `All results equal Node's to the last bit, through ${moves} live moves; ${pids.length} hub processes ran, none is left.`,
  );
  return EXIT.ok;
}

async function runPrograms(terminal: Terminal, signal: AbortSignal): Promise<{ shown: Shown[]; pids: readonly number[] }> {
  const programs = await loadPrograms();
  await using cluster = await startLocalCluster({ hubs: HUBS, signal });
  await using client = await connect(cluster.address, signal);
  terminal.note(`${HUBS} hubs: ${cluster.hubs.map(({ name, pid }) => `${name} (process ${pid})`).join(', ')}`);
  const shown: Shown[] = [];
  for (const program of programs) {
    terminal.note(`${program.name}: ${program.title} ...`);
    shown.push(await show(program, client, DIRECTORY, signal));
  }
  return { shown, pids: cluster.hubs.map(({ pid }) => pid) };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function document({ program, ...measured }: Shown): object {
  return { name: program.name, title: program.title, function: program.functionName, ...measured };
}

function table(shown: readonly Shown[], terminal: Terminal): string {
  const head = ['program', 'Shoal', 'Node', 'speed-up', 'hubs', 'shards', 'moves', 'blackout p50', 'p99', 'equal to Node'];
  const rows = shown.map(({ program, ms, nodeMs, hubs, shards, moves, blackoutMs, difference }) => [
    program.title,
    formatMs(ms),
    formatMs(nodeMs),
    `${(nodeMs / ms).toFixed(2)}x`,
    String(hubs),
    String(shards),
    String(moves),
    moves > 0 ? formatMs(blackoutMs.p50) : '-',
    moves > 0 ? formatMs(blackoutMs.p99) : '-',
    difference === undefined ? terminal.style('green', 'yes, every bit') : terminal.style('red', 'NO'),
  ]);
  return plainTable(head, rows, terminal);
}
