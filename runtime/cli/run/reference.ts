/** The function as Node runs it: the measure of every result. */
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { ShoalError } from '../../errors.js';
import type { Value } from '../values/index.js';

export interface Reference {
  readonly result: Value;
  /** Time of the call alone, in ms. */
  readonly nodeMs: number;
}

type Answer =
  | { readonly kind: 'returned'; readonly result: Value; readonly nodeMs: number }
  | { readonly kind: 'threw'; readonly message: string };

/** A thread of its own, so that the call has Node's full attention; as text, because threads can't be started from TypeScript. */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
import('data:text/javascript;base64,' + workerData.module).then((module) => {
  const started = performance.now();
  const result = module[workerData.name](...workerData.values);
  const nodeMs = performance.now() - started;
  parentPort.postMessage({ kind: 'returned', result, nodeMs });
}).catch((error) => parentPort.postMessage({ kind: 'threw', message: String(error) }));
`;

/** Calls `name` of the TypeScript file with `values`. Throws SHOAL2002 when the function throws. */
export async function runInNode(file: string, name: string, values: readonly Value[], signal?: AbortSignal): Promise<Reference> {
  const bundled = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  });
  const module = Buffer.from(bundled.outputFiles[0]!.contents).toString('base64');
  signal?.throwIfAborted();
  const worker = new Worker(THREAD, { eval: true, workerData: { module, name, values } });
  const stop = (): void => void worker.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const answer = await new Promise<Answer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(signal?.reason ?? new ShoalError('SHOAL9001', 'the thread of the Node run ended early')));
    });
    if (answer.kind === 'returned') return answer;
    throw new ShoalError('SHOAL2002', `in Node, ${name} threw: ${answer.message}`);
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
