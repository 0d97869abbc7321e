/** The parts of the benchmark: each measures its subjects, prints a line for each, and gives its rows with what they come to. */
import type { Percentiles } from '../../runtime/cli/bench/percentiles.js';
import type { Engine } from '../../runtime/engine/index.js';
import { KERNELS } from '../polybench/inputs.js';
import { type FoundLoops, findLoops } from '../polybench/table.js';
import { type Timing, timeBesideNode } from './node-ratio.js';
import { type SafepointCost, timeSafepoints } from './safepoints.js';
import { type RatioSummary, type Ratios, spreadText, summarize } from './statistics.js';
import { KERNEL_SUBJECTS, PARALLEL_SUBJECTS, PROGRAM_SUBJECTS, type Subject } from './subjects.js';
import { measureSuspension, type SuspendLatency } from './suspension.js';
import { measureSpeedUps, type SpeedUp } from './two-hubs.js';

export interface Settings {
  readonly engine: Engine;
  readonly rounds: number;
  readonly pauses: number;
  /** Whether a subject was asked for. */
  wants(name: string): boolean;
  print(line: string): void;
}

interface Part {
  readonly title: string;
  /** Throws when a result is not Node's. */
  measure(settings: Settings): Promise<object>;
}

export type PartName = 'polybench' | 'programs' | 'safepoints' | 'suspension' | 'hubs';

export const PARTS: Readonly<Record<PartName, Part>> = {
  polybench: { title: 'PolyBench: loops found, time as one block beside Node', measure: measurePolybench },
  programs: { title: 'Programs: time as one block beside Node', measure: measurePrograms },
  safepoints: { title: 'Safepoints: time with them beside the same code without', measure: measureSafepoints },
  suspension: { title: 'Suspension: from the request until the block has stopped', measure: measureSuspensions },
  hubs: { title: 'Two hubs against one', measure: measureHubs },
};

const ALL_SUBJECTS = [...KERNEL_SUBJECTS, ...PROGRAM_SUBJECTS];

async function measurePolybench({ engine, rounds, wants, print }: Settings) {
  const rows: (FoundLoops & Timing)[] = [];
  for (const [k, subject] of KERNEL_SUBJECTS.entries()) {
    if (!wants(subject.name)) continue;
    const row = { ...findLoops(KERNELS[k]!), ...(await timeBesideNode(engine, subject, rounds)) };
    rows.push(row);
    const { found, expected, missed, unknown } = row;
    print(`${timingLine(row)} loops ${found} of ${expected}`);
    for (const { loop, kind, verdict, reason } of missed) print(`  missed: ${loop} is ${kind}, found ${verdict}: ${reason}`);
    for (const { loop, kind, reason } of unknown) print(`  not listed: ${loop} is ${kind}: ${reason}`);
  }
  const total = (of: (row: FoundLoops) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  const [found, expected] = [total((row) => row.found), total((row) => row.expected)];
  const summary = summarized(rows, print);
  print(`${found} of ${expected} loops found`);
  return { rounds, found, expected, ...summary, rows };
}

async function measurePrograms({ engine, rounds, wants, print }: Settings) {
  const rows = await forEach(PROGRAM_SUBJECTS, wants, async (subject) => {
    const row = await timeBesideNode(engine, subject, rounds);
    print(timingLine(row));
    return row;
  });
  return { rounds, ...summarized(rows, print), rows };
}

async function measureSafepoints({ engine, rounds, wants, print }: Settings) {
  const rows: SafepointCost[] = await forEach(ALL_SUBJECTS, wants, async (subject) => {
    const row = await timeSafepoints(engine, subject, rounds);
    print(`${named(row)} with ${spreadText(row.with)} without ${spreadText(row.without)} ${ratioText(row)}`);
    return row;
  });
  return { rounds, ...summarized(rows, print), rows };
}

async function measureSuspensions({ engine, pauses, wants, print }: Settings) {
  const rows: SuspendLatency[] = await forEach(ALL_SUBJECTS, wants, async (subject) => {
    const row = await measureSuspension(engine, subject, pauses);
    const text = ({ p50, p99, max }: Percentiles) => `p50 ${p50.toFixed(3)} p99 ${p99.toFixed(3)} max ${max.toFixed(3)}`;
    print(`${named(row)} ${row.pauses} pauses, ms: ${text(row.wallMs)}; processor time ${text(row.processorMs)}`);
    return row;
  });
  const worstP99Ms = Math.max(...rows.map(({ wallMs }) => wallMs.p99));
  const worstProcessorP99Ms = Math.max(...rows.map(({ processorMs }) => processorMs.p99));
  print(`worst p99 ${worstP99Ms.toFixed(3)} ms, processor time ${worstProcessorP99Ms.toFixed(3)} ms`);
  return { worstP99Ms, worstProcessorP99Ms, rows };
}

async function measureHubs({ engine, rounds, wants, print }: Settings) {
  const rows: SpeedUp[] = [];
  await measureSpeedUps(
    engine,
    PARALLEL_SUBJECTS.filter(({ name }) => wants(name)),
    rounds,
    (row) => {
      rows.push(row);
      const { name, oneHub, twoHubs, speedUp, ceiling } = row;
      const gain = `${speedUp.toFixed(2)}x (two threads without hubs: ${ceiling.toFixed(2)}x)`;
      print(`${name.padEnd(16)} one ${spreadText(oneHub)} two ${spreadText(twoHubs)} ${gain}`);
    },
  );
  return { rounds, rows };
}

async function forEach<Row>(
  subjects: readonly Subject[],
  wants: Settings['wants'],
  measure: (subject: Subject) => Promise<Row>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const subject of subjects) if (wants(subject.name)) rows.push(await measure(subject));
  if (rows.length === 0) throw new Error(`no subject was asked for; there are ${subjects.map(({ name }) => name).join(', ')}`);
  return rows;
}

function summarized(rows: readonly Ratios[], print: Settings['print']): RatioSummary {
  const summary = summarize(rows);
  const text = (wall: number, processor: number, least: number) =>
    `${wall.toFixed(3)} (processor time ${processor.toFixed(3)}, least ${least.toFixed(3)})`;
  const mean = text(summary.geometricMean, summary.geometricMeanProcessor, summary.geometricMeanLeast);
  print(`geometric mean ${mean}, worst ${text(summary.worst, summary.worstProcessor, summary.worstLeast)}`);
  return summary;
}

function named({ name, tier }: { readonly name: string; readonly tier: string }): string {
  return `${name.padEnd(16)} ${tier.padEnd(7)}`;
}

function ratioText({ ratio, processorRatio, leastRatio }: Ratios): string {
  return `ratio ${ratio.toFixed(3)} (processor time ${processorRatio.toFixed(3)}, least ${leastRatio.toFixed(3)})`;
}

function timingLine(row: Timing): string {
  return `${named(row)} Node ${spreadText(row.node)} Shoal ${spreadText(row.shoal)} ${ratioText(row)}`;
}
