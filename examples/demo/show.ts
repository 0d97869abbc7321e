/** One program of the demo: compiled, run on the hubs, run in Node, compared, drawn. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { percentilesMs } from '../../runtime/cli/bench/percentiles.js';
import { buildFor } from '../../runtime/cli/run/build.js';
import { RunRecord } from '../../runtime/cli/run/record.js';
import { runInNode } from '../../runtime/cli/run/reference.js';
import { timelineSvg } from '../../runtime/cli/run/timeline.js';
import { firstDifference } from '../../runtime/cli/values/index.js';
import type { Client } from '../../runtime/client/index.js';
import type { Program } from './programs.js';

export interface Shown {
  readonly program: Program;
  readonly compileMs: number;
  readonly ms: number;
  readonly nodeMs: number;
  readonly hubs: number;
  readonly shards: number;
  readonly moves: number;
  readonly blackoutMs: { readonly p50: number; readonly p99: number };
  /** The first difference from Node's result, in words; undefined when they are the same to the last bit. */
  readonly difference: string | undefined;
  readonly files: readonly string[];
}

export async function show(program: Program, client: Client, directory: string, signal: AbortSignal): Promise<Shown> {
  const { name, file, functionName, moveEveryMs } = program;
  const compiling = performance.now();
  const { bundle, values } = await buildFor(file, program.values, { functionName, components: true, signal });
  const started = performance.now();
  const record = new RunRecord();
  const result = (await client.run({
    bundle,
    values,
    signal,
    onEvent: (event) => record.add(event),
    ...(moveEveryMs === undefined ? {} : { moveEveryMs, seed: 1 }),
  })) as Value;
  const ms = performance.now() - started;
  record.close(ms);
  const { stints, moves } = record;

  const reference = await runInNode(file, functionName, values as readonly Value[], signal);
  const difference = firstDifference(result, reference.result);

  const files = new Map<string, string | Uint8Array>(program.pictures(result));
  files.set(`${name}.timeline.svg`, timelineSvg({ title: `${functionName}, ${program.title}`, ms, stints, moves }));
  const graph = bundle.files.get('graph.svg');
  if (graph) files.set(`${name}.blocks.svg`, graph);
  await mkdir(directory, { recursive: true });
  for (const [fileName, content] of files) await writeFile(join(directory, fileName), content);

  return {
    program,
    compileMs: started - compiling,
    ms,
    nodeMs: reference.nodeMs,
    hubs: new Set(stints.map(({ hub }) => hub)).size,
    shards: new Set(stints.map(({ shard }) => shard)).size,
    moves: moves.length,
    blackoutMs: percentilesMs(moves.map(({ blackoutMs }) => blackoutMs)),
    difference: difference && `${difference.path} is ${difference.left} on the hubs, but ${difference.right} in Node`,
    files: [...files.keys()],
  };
}
