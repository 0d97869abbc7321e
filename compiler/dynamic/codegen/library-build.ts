/**
 * Compiles the run-time library (compiler/dynamic/library, AssemblyScript) to dist/compiler/dynamic/library.wasm. A program of its own, run
 * by `npm run build`, because importing AssemblyScript patches globals.
 */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as asc from 'assemblyscript/asc';
import binaryen from 'assemblyscript/binaryen';
import { FEATURES } from './features.js';
import { libraryLayoutSource } from './library-layout.js';

const FOLDER = fileURLToPath(new URL('../../../../compiler/dynamic/library', import.meta.url));
const OUTPUT = fileURLToPath(new URL('../library.wasm', import.meta.url));
const OPTIONS = [
  '--runtime',
  'stub',
  '--noAssert',
  '--memoryBase',
  '16384',
  '--enable',
  'threads',
  '--importMemory',
  '--noExportMemory',
  '--initialMemory',
  '17',
  '--maximumMemory',
  '65536',
  '--sharedMemory',
  '--optimizeLevel',
  '0',
  '--debug',
  '--use',
  'abort=',
];

function readSources(folder: string, prefix = ''): Map<string, string> {
  const sources = new Map<string, string>();
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (statSync(file).isDirectory())
      for (const [inner, text] of readSources(file, `${prefix}${name}/`)) sources.set(inner, text);
    else if (name.endsWith('.ts')) sources.set(prefix + name, readFileSync(file, 'utf8'));
  }
  return sources;
}

async function compileLibrary(): Promise<Uint8Array> {
  const sources = readSources(FOLDER).set('layout.ts', libraryLayoutSource());
  const problems: string[] = [];
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(['index.ts', ...OPTIONS, '--outFile', 'library.wasm'], {
    readFile: (name: string) => sources.get(name) ?? null,
    writeFile: (name: string, contents: Uint8Array | string) => {
      if (name === 'library.wasm' && typeof contents !== 'string') binary = contents;
    },
    listFiles: () => [],
  });
  if (error || !binary) throw new Error(`${problems.join('\n')}\n${stderr.toString()}\n${error?.message ?? ''}`);
  return binary;
}

/** Once, here, instead of with every program. */
function optimize(binary: Uint8Array): Uint8Array {
  const module = binaryen.readBinary(binary);
  module.setFeatures(FEATURES);
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(1);
  binaryen.setDebugInfo(true);
  module.optimize();
  if (!module.validate()) throw new Error('Binaryen made a library that is not valid');
  const optimized = module.emitBinary();
  module.dispose();
  return optimized;
}

const optimized = optimize(await compileLibrary());
mkdirSync(path.dirname(OUTPUT), { recursive: true });
writeFileSync(OUTPUT, optimized);
process.stderr.write(`library.wasm: ${optimized.byteLength} bytes\n`);
