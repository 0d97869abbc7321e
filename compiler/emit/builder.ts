/** The one warm worker thread in which modules and components are built. It does not keep the process alive. */
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { BuildAnswer, BuildMessage, BuildRequest } from './build-messages.js';

/** A refusal of AssemblyScript, Binaryen or jco: of text that we made, so a bug in the compiler. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
  constructor(
    message: string,
    readonly problems: readonly string[] = [],
  ) {
    super(message);
  }
}

/** What was built. */
type Built = Extract<BuildAnswer, { bytes: Uint8Array }>;

interface Waiting {
  readonly resolve: (answer: Built) => void;
  readonly reject: (error: Error) => void;
}

let worker: Worker | undefined;
let nextId = 0;
const waiting = new Map<number, Waiting>();

/** Builds a module or component. Rejects with BuildError, or with the signal's reason when it is aborted. */
export async function build(request: BuildRequest, signal?: AbortSignal): Promise<Uint8Array> {
  return (await ask(request, signal)).bytes;
}

/** As {@link build}, with all that the worker says of the result. */
export async function ask(request: BuildRequest, signal?: AbortSignal): Promise<Built> {
  signal?.throwIfAborted();
  const id = nextId++;
  const running = startWorker();
  const result = new Promise<Built>((resolve, reject) => waiting.set(id, { resolve, reject }));
  running.ref();
  const abort = () => settle(id, ({ reject }) => reject(signal!.reason));
  signal?.addEventListener('abort', abort, { once: true });
  running.postMessage({ ...request, id } satisfies BuildMessage);
  try {
    return await result;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

/** Lets the worker load its tools while the caller does something else: a build is likely to be asked for soon. */
export function prepareToBuild(): void {
  startWorker();
}

/** The worker itself must be JavaScript: from a source tree it is taken from the build beside it. */
function workerUrl(): URL {
  const beside = new URL('./build-worker.js', import.meta.url);
  return existsSync(beside) ? beside : new URL('../../dist/compiler/emit/build-worker.js', import.meta.url);
}

function startWorker(): Worker {
  if (worker) return worker;
  const started = new Worker(workerUrl(), { name: 'shoal-build' });
  worker = started;
  started.on('message', (answer: BuildAnswer) =>
    settle(answer.id, ({ resolve, reject }) => {
      if ('bytes' in answer) resolve(answer);
      else reject(new BuildError(answer.error, answer.problems));
    }),
  );
  const fail = (error: Error) => {
    if (worker === started) worker = undefined;
    for (const id of [...waiting.keys()]) settle(id, ({ reject }) => reject(error));
  };
  started.unref();
  started.on('error', fail);
  started.on('exit', (code) => fail(new BuildError(`the build worker ended with code ${code}`)));
  return started;
}

function settle(id: number, how: (waiting: Waiting) => void): void {
  const entry = waiting.get(id);
  if (!entry) return;
  waiting.delete(id);
  if (waiting.size === 0) worker?.unref();
  how(entry);
}
