/** The function as Node runs it: the measure of every result. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { ShoalError } from '../../errors.js';
import { type CallOutcome, decodeOutcome, encodeArguments } from '../../values/index.js';
import type { Value } from '../values/index.js';

export interface Reference {
  readonly result: Value;
  /** Time of the call alone, in ms. */
  readonly nodeMs: number;
}

export interface ReferenceOutcome {
  readonly outcome: CallOutcome;
  /** In the encoding of a dynamic block's outcome, to be compared byte for byte. */
  readonly bytes: Uint8Array;
  readonly nodeMs: number;
}

type Answer =
  | { readonly kind: 'returned'; readonly result: unknown; readonly nodeMs: number }
  | { readonly kind: 'threw'; readonly message: string };

/** A thread of its own, so that the call has Node's full attention; as text, because threads can't be started from TypeScript. */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const load = (text) => import('data:text/javascript;base64,' + text);
load(workerData.module).then(async (module) => {
  if (workerData.codec) {
    const { decodeGraph, encodeOutcome } = await load(workerData.codec);
    const values = decodeGraph(workerData.values);
    let ended;
    const started = performance.now();
    try {
      const given = module[workerData.name](...values);
      // The block of an async function gives what the promise holds.
      ended = { kind: 'returned', result: given instanceof Promise ? await given : given };
    } catch (error) {
      ended = { kind: 'threw', error };
    }
    const nodeMs = performance.now() - started;
    parentPort.postMessage({ kind: 'returned', result: encodeOutcome({ ...ended, arguments: values }), nodeMs });
    return;
  }
  const started = performance.now();
  const result = module[workerData.name](...workerData.values);
  const nodeMs = performance.now() - started;
  parentPort.postMessage({ kind: 'returned', result, nodeMs });
}).catch((error) => parentPort.postMessage({ kind: 'threw', message: String(error) }));
`;

/** Calls `name` of the TypeScript file with `values`. Throws SHOAL2002 when the function throws. */
export async function runInNode(file: string, name: string, values: readonly Value[], signal?: AbortSignal): Promise<Reference> {
  const { result, nodeMs } = await inThread({ module: await bundled(file), name, values }, signal);
  return { result: result as Value, nodeMs };
}

/** As {@link runInNode}, with any values; what the function throws is an outcome. */
export async function outcomeInNode(
  file: string,
  name: string,
  values: readonly unknown[],
  signal?: AbortSignal,
): Promise<ReferenceOutcome> {
  const [module, codec] = await Promise.all([bundled(file), bundled(codecFile())]);
  const { result, nodeMs } = await inThread({ module, codec, name, values: encodeArguments([], values) }, signal);
  const bytes = result as Uint8Array;
  return { outcome: decodeOutcome(bytes), bytes, nodeMs };
}

/** The same encoding as in this thread; beside this file it is TypeScript or JavaScript, as this file is. */
function codecFile(): string {
  const built = fileURLToPath(new URL('../../values/outcome-codec.js', import.meta.url));
  return existsSync(built) ? built : built.replace(/\.js$/, '.ts');
}

async function bundled(file: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  });
  return Buffer.from(outputFiles[0]!.contents).toString('base64');
}

async function inThread(
  workerData: { readonly module: string; readonly codec?: string; readonly name: string; readonly values: unknown },
  signal: AbortSignal | undefined,
): Promise<Extract<Answer, { kind: 'returned' }>> {
  signal?.throwIfAborted();
  const worker = new Worker(THREAD, { eval: true, workerData });
  const stop = (): void => void worker.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const answer = await new Promise<Answer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(signal?.reason ?? new ShoalError('SHOAL9001', 'the thread of the Node run ended early')));
    });
    if (answer.kind === 'returned') return answer;
    throw new ShoalError('SHOAL2002', `in Node, ${workerData.name} threw: ${answer.message}`);
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
