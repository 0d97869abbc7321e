/** The tables of docs/compiler.md, from the figures of the parts as compiler.json keeps them. */
import type { Percentiles } from '../../runtime/cli/bench/percentiles.js';
import type { FoundLoops } from '../polybench/table.js';
import type { Timing } from './node-ratio.js';
import type { SafepointCost } from './safepoints.js';
import type { RatioSummary, Ratios, Spread } from './statistics.js';
import type { SuspendLatency } from './suspension.js';
import type { SpeedUp } from './two-hubs.js';

interface Rows<Row> {
  readonly rows: readonly Row[];
}

export interface Figures {
  readonly polybench?: Rows<FoundLoops & Timing> & RatioSummary;
  readonly programs?: Rows<Timing> & RatioSummary;
  readonly safepoints?: Rows<SafepointCost> & RatioSummary;
  readonly suspension?: Rows<SuspendLatency>;
  readonly hubs?: Rows<SpeedUp>;
}

export function markdownTables({ polybench, programs, safepoints, suspension, hubs }: Figures): string {
  const tables: string[] = [];
  if (polybench) {
    const row = (one: FoundLoops & Timing) => [one.name, `${one.found} of ${one.expected}`, ...timing(one)];
    tables.push(table(['Kernel', 'Loops', ...TIMING], polybench.rows.map(row)), summary(polybench));
  }
  if (programs) {
    const row = (one: Timing) => [one.name, one.tier, ...timing(one)];
    tables.push(table(['Program', 'Tier', ...TIMING], programs.rows.map(row)), summary(programs));
  }
  if (safepoints) {
    const row = (one: SafepointCost) => [one.name, one.tier, spread(one.with), spread(one.without), ratio(one)];
    tables.push(table(['Function', 'Tier', 'With ms', 'Without ms', RATIO], safepoints.rows.map(row)), summary(safepoints));
  }
  if (suspension) {
    const ms = ({ p50, p99, max }: Percentiles) => [p50, p99, max].map((value) => value.toFixed(2));
    const row = (one: SuspendLatency) => [one.name, one.tier, String(one.pauses), ...ms(one.wallMs), ...ms(one.processorMs)];
    const head = ['Function', 'Tier', 'Pauses', 'p50 ms', 'p99', 'max', 'Processor time p50', 'p99', 'max'];
    tables.push(table(head, suspension.rows.map(row)));
  }
  if (hubs) {
    const times = (value: number) => `${value.toFixed(2)}x`;
    const row = (one: SpeedUp) => [one.name, spread(one.oneHub), spread(one.twoHubs), times(one.speedUp), times(one.ceiling)];
    tables.push(table(['Function', 'One hub ms', 'Two hubs ms', 'Speed-up', 'Two threads'], hubs.rows.map(row)));
  }
  return tables.join('\n\n');
}

const RATIO = 'Ratio (processor time; least)';
const TIMING = ['Node ms', 'Shoal ms', RATIO];

function timing(one: Timing): string[] {
  return [spread(one.node), spread(one.shoal), ratio(one)];
}

function spread({ medianMs, minMs, maxMs }: Spread): string {
  return `${medianMs.toFixed(1)} (${minMs.toFixed(1)}-${maxMs.toFixed(1)})`;
}

function ratio(one: Ratios): string {
  return `${one.ratio.toFixed(2)} (${one.processorRatio.toFixed(2)}; ${one.leastRatio.toFixed(2)})`;
}

function summary(one: RatioSummary): string {
  const text = (wall: number, processor: number, least: number) =>
    `${wall.toFixed(2)} (${processor.toFixed(2)}; ${least.toFixed(2)})`;
  const mean = text(one.geometricMean, one.geometricMeanProcessor, one.geometricMeanLeast);
  return `Geometric mean ${mean}, worst ${text(one.worst, one.worstProcessor, one.worstLeast)}.`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}
