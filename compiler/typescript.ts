/**
 * TypeScript's compiler, the import `#typescript` of all our files. Node's loader for ES modules would scan its nine megabytes for names to
 * export, which takes longer than to run them; and V8 need not parse what it has compiled when this project was built.
 */
import { readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import type typescript from 'typescript';

const require = createRequire(import.meta.url);

/** V8's code for the package, made by typescript-cache.ts. */
export const CODE_CACHE = new URL('./typescript.cache', import.meta.url);

/** The package as the function that Node makes of a CommonJS module. */
export function packageScript(cachedData: Buffer | undefined): { readonly file: string; readonly script: Script } {
  const file = require.resolve('typescript');
  const text = readFileSync(file, 'utf8');
  const parameters = 'exports, require, module, __filename, __dirname';
  const script = new Script(`(function (${parameters}) {${text}\n})`, { filename: file, ...(cachedData ? { cachedData } : {}) });
  return { file, script };
}

export function runScript({ file, script }: ReturnType<typeof packageScript>): typeof typescript {
  const module = new Module(file);
  module.filename = file;
  const run = script.runInThisContext() as (...values: unknown[]) => void;
  run(module.exports, createRequire(file), module, file, path.dirname(file));
  module.loaded = true;
  require.cache[file] = module;
  return module.exports as typeof typescript;
}

function load(): typeof typescript {
  const known = require.cache[require.resolve('typescript')];
  if (known) return known.exports as typeof typescript;
  let cachedData: Buffer;
  try {
    cachedData = readFileSync(CODE_CACHE);
  } catch {
    return require('typescript') as typeof typescript;
  }
  // Code of another version of V8 or of the package is refused, and the text compiled instead.
  return runScript(packageScript(cachedData));
}

export default load();
