/** TensorFlow.js with its wasm backend. Only the forecast's worker thread loads it: importing takes time and memory. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface TensorFlow {
  readonly core: typeof import('@tensorflow/tfjs-core');
  readonly layers: typeof import('@tensorflow/tfjs-layers');
}

let loading: Promise<TensorFlow> | undefined;

/** Rejects when the packages can't be loaded or their wasm module can't be started here. */
export function loadTensorFlow(): Promise<TensorFlow> {
  loading ??= load();
  return loading;
}

async function load(): Promise<TensorFlow> {
  const core = await import('@tensorflow/tfjs-core');
  // Without it a hint to install another backend is printed.
  core.enableProdMode();
  const layers = await import('@tensorflow/tfjs-layers');
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  const packageFile = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  wasm.setWasmPaths(join(dirname(packageFile), 'wasm-out/'));
  // One thread: the share of a core that the forecast may take is kept by resting, and helpers would not know of it.
  core.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await core.setBackend('wasm'))) throw new Error('the wasm backend of TensorFlow.js did not start');
  await core.ready();
  return { core, layers };
}
