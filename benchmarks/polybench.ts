/**
 * PolyBench's kernels: loops found parallel beside those known to be, and the time as one block beside Node's.
 * Flags: --only NAME,NAME, --rounds N (from 7 on), --out FILE, --json.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createV8Engine } from '../runtime/engine/index.js';
import { KERNELS } from './polybench/inputs.js';
import { type FoundLoops, findLoops } from './polybench/table.js';
import { geometricMean, type Timing, timeKernel } from './polybench/timing.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '9' },
    out: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

type Row = FoundLoops & Timing;

const names = values.only?.split(',');
const rounds = Math.max(7, Number(values.rounds));
const rows: Row[] = [];
await using engine = createV8Engine({ warm: 1, kept: 1 });
for (const kernel of KERNELS) {
  if (names && !names.includes(kernel.name)) continue;
  const row = { ...findLoops(kernel), ...(await timeKernel(engine, kernel, rounds)) };
  rows.push(row);
  if (!values.json) for (const line of describe(row)) console.log(line);
}

const sum = (of: (row: Row) => number): number => rows.reduce((all, row) => all + of(row), 0);
const result = {
  schema: 'shoal/bench-compiler@1',
  machine: { cpu: cpus()[0]?.model.trim(), cores: availableParallelism(), node: process.version },
  rounds,
  found: sum(({ found }) => found),
  expected: sum(({ expected }) => expected),
  geometricMeanRatio: geometricMean(rows.map(({ ratio }) => ratio)),
  geometricMeanProcessorRatio: geometricMean(rows.map(({ processorRatio }) => processorRatio)),
  worstRatio: Math.max(...rows.map(({ ratio }) => ratio)),
  kernels: rows,
};
if (values.out) {
  mkdirSync(path.dirname(values.out), { recursive: true });
  writeFileSync(values.out, `${JSON.stringify(result, undefined, 2)}\n`);
}
if (values.json) console.log(JSON.stringify(result));
else {
  const { found, expected, geometricMeanRatio, geometricMeanProcessorRatio, worstRatio } = result;
  const means = `geometric mean ${geometricMeanRatio.toFixed(2)} (processor time ${geometricMeanProcessorRatio.toFixed(2)})`;
  console.log(`\n${found} of ${expected} loops; time by Node's: ${means}, worst ${worstRatio.toFixed(2)}`);
}

function describe({ name, found, expected, missed, unknown, node, shoal, ratio, processorRatio }: Row): string[] {
  const spread = ({ medianMs, minMs, maxMs }: Timing['node']): string =>
    `${medianMs.toFixed(1).padStart(7)} ms (${minMs.toFixed(1)}-${maxMs.toFixed(1)})`.padEnd(30);
  return [
    `${name.padEnd(15)} loops ${String(found).padStart(2)} of ${String(expected).padEnd(2)}  Node ${spread(node)} Shoal ${spread(shoal)} ratio ${ratio.toFixed(2)} (${processorRatio.toFixed(2)})`,
    ...missed.map((miss) => `  missed: ${miss.loop} is ${miss.kind}, found ${miss.verdict}: ${miss.reason}`),
    ...unknown.map((more) => `  not listed: ${more.loop} is ${more.kind}: ${more.reason}`),
  ];
}
