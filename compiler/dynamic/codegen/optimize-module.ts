/** Links, optimises, makes pausable and writes a module. */
import binaryen from 'assemblyscript/binaryen';
import type { GenerateOptions } from './generate.js';
import { splitResumption } from './resumption.js';

/** What makes functions small enough to judge them for inlining. */
const FIRST_PASSES = ['remove-unused-brs', 'simplify-locals', 'vacuum', 'optimize-instructions', 'precompute', 'vacuum'] as const;

/** The library was optimised when it was built: only the program's functions are worth the time. */
const FUNCTION_PASSES = [
  'dce',
  'remove-unused-names',
  'remove-unused-brs',
  'precompute-propagate',
  'simplify-locals-nostructure',
  'vacuum',
  'remove-unused-brs',
  'coalesce-locals',
  'simplify-locals',
  'vacuum',
  'merge-blocks',
  'remove-unused-brs',
  'remove-unused-names',
  'precompute',
  'optimize-instructions',
  'vacuum',
] as const;

/** Behind Asyncify, whose code is flat. */
const LAST_PASSES = [
  'precompute',
  'dce',
  'remove-unused-names',
  'remove-unused-brs',
  'vacuum',
  'simplify-locals',
  'coalesce-locals',
  'simplify-locals',
  'merge-blocks',
  'remove-unused-names',
  'remove-unused-brs',
  'vacuum',
  'optimize-instructions',
  'precompute',
  'remove-unused-brs',
  'vacuum',
] as const;

export function optimizeModule(
  module: binaryen.Module,
  { pauses = true, optimizes = true, names = false }: GenerateOptions,
): Uint8Array {
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(0);
  binaryen.setTrapsNeverHappen(true);
  module.runPasses(['remove-unused-module-elements']);
  if (optimizes) {
    for (const name of programFunctions(module)) module.runPassesOnFunction(name, FIRST_PASSES);
    // Asyncify leaves `run` and `poll` alone because they control the unwinding: what they call must not become a part of them.
    binaryen.setPassArgument('no-inline', 'runtime/*');
    module.runPasses(['no-inline', 'inlining', 'remove-unused-module-elements']);
    for (const name of programFunctions(module)) module.runPassesOnFunction(name, FUNCTION_PASSES);
  }
  if (pauses) {
    binaryen.setPassArgument('asyncify-imports', 'env.suspend');
    module.runPasses(['asyncify']);
    const names = splitResumption(module, programFunctions(module));
    if (optimizes) for (const name of names) module.runPassesOnFunction(name, LAST_PASSES);
  }
  binaryen.setDebugInfo(names);
  if (!module.validate()) throw new Error('Binaryen made a module that is not valid');
  return module.emitBinary();
}

/** Names of functions that are not imports and not the library's. */
function programFunctions(module: binaryen.Module): string[] {
  const names: string[] = [];
  for (let k = 0; k < module.getNumFunctions(); k++) {
    const info = binaryen.getFunctionInfo(module.getFunctionByIndex(k));
    if (info.module === '' && /^(program|entry|runtime|builtin)\//.test(info.name)) names.push(info.name);
  }
  return names;
}
