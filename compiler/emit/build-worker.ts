/**
 * Runs the tools that turn AssemblyScript into modules and components. They stand in a worker thread because importing
 * AssemblyScript patches globals, even Array.prototype.sort, and because a trap inside of jco spoils its state.
 */

import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { generateModule } from '../dynamic/codegen/generate.js';
import { infer } from '../dynamic/inference/index.js';
import { optimize } from '../dynamic/optimize/index.js';
import type { BuildAnswer, BuildMessage } from './build-messages.js';

const port = parentPort;
if (!port) throw new Error('build-worker.js runs as a worker thread only');

let queue: Promise<void> = Promise.resolve();

port.on('message', (message: BuildMessage) => {
  // One after the other: the compiler's state is global.
  queue = queue.then(async () => port.postMessage(await answer(message)));
});

async function answer(message: BuildMessage): Promise<BuildAnswer> {
  const { id } = message;
  try {
    // Binaryen, which everything needs, is loaded while the thread starts; the rest by those that ask for it.
    if (message.kind === 'component') {
      const { makeComponent } = await import('./make-component.js');
      return { id, bytes: await makeComponent(message.core, message.wit, message.world) };
    }
    if (message.kind === 'dynamic') return { id, ...buildDynamic(message) };
    const { assemble } = await import('./assemble.js');
    const result = await assemble(message);
    return 'bytes' in result
      ? { id, bytes: result.bytes }
      : { id, error: 'the generated text was refused', problems: result.problems };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

let library: Uint8Array | undefined;

function buildDynamic({ program, assumptions, options }: Extract<BuildMessage, { kind: 'dynamic' }>): {
  bytes: Uint8Array;
  reservedBytes: number;
} {
  library ??= readFileSync(new URL('../dynamic/library.wasm', import.meta.url));
  if (!INFERS) return generateModule(program, library, undefined, options);
  const optimized = optimize(program, assumptions);
  return generateModule(optimized, library, infer(optimized, assumptions), options);
}

/** Can be switched off to see what inference gains, or whether it is at fault. */
const INFERS = process.env.SHOAL_INFERENCE !== '0';
