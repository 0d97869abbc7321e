/** AssemblyScript to an optimised core module. Imported by the worker only. */
import { readFileSync } from 'node:fs';
import * as asc from 'assemblyscript/asc';
import binaryen from 'assemblyscript/binaryen';
import type { BuildRequest } from './build-messages.js';

type AssembleRequest = Extract<BuildRequest, { kind: 'assemble' }>;

const CONFIGURATION = readFileSync(new URL('../../../asconfig.json', import.meta.url), 'utf8');

/**
 * Parts of AssemblyScript's standard library that blocks never use. It is parsed anew for each module, which would take most of the
 * time; should a part be missed one day, no block compiles any more.
 */
const UNUSED =
  'atomics bindings/asyncify bindings/node compat console crypto dataview date diagnostics error function iterator performance polyfills ' +
  'process reference regexp rt rt/index-incremental rt/index-minimal rt/itcms rt/rtrace rt/tcms rt/tlsf set shared/feature shared/target ' +
  'shared/typeinfo staticarray symbol table typedarray uri vector';

for (const name of UNUSED.split(' ')) delete (asc.libraryFiles as Record<string, string>)[name];

const FEATURES =
  binaryen.Features.MutableGlobals |
  binaryen.Features.SignExt |
  binaryen.Features.NontrappingFPToInt |
  binaryen.Features.BulkMemory |
  binaryen.Features.BulkMemoryOpt |
  binaryen.Features.Atomics;

export async function assemble(request: AssembleRequest): Promise<{ bytes: Uint8Array } | { problems: string[] }> {
  const problems: string[] = [];
  const outputs = new Map<string, Uint8Array | string>();
  const { error } = await asc.main(
    ['block.ts', '--config', 'asconfig.json', '--target', request.target, '--outFile', 'block.wasm'],
    {
      readFile: (name: string) => (name === 'asconfig.json' ? CONFIGURATION : (request.sources.get(name) ?? null)),
      writeFile: (name: string, contents: Uint8Array | string) => {
        outputs.set(name, contents);
      },
      listFiles: () => [],
      reportDiagnostic: (diagnostic: {
        category: number;
        message: string;
        range: { source: { normalizedPath: string }; start: number; end: number } | null;
      }) => {
        if (diagnostic.category !== ERROR) return;
        const { range, message } = diagnostic;
        const file = range ? `${range.source.normalizedPath}:` : '';
        const text = range ? (request.sources.get(range.source.normalizedPath) ?? '').slice(range.start, range.end) : '';
        problems.push(`${file} ${message} ${text}`.trim());
      },
    },
  );
  const binary = outputs.get('block.wasm');
  if (error || !(binary instanceof Uint8Array)) return { problems: problems.length > 0 ? problems : [String(error)] };
  return { bytes: optimize(binary, request.pauses) };
}

/** asc's DiagnosticCategory.Error. */
const ERROR = 3;

function optimize(binary: Uint8Array, pauses: boolean): Uint8Array {
  const module = binaryen.readBinary(binary);
  try {
    module.setFeatures(FEATURES);
    binaryen.setOptimizeLevel(3);
    binaryen.setShrinkLevel(0);
    module.optimize();
    // V8 moves hardly anything out of loops of a module, so Binaryen does, which needs the flat form for it.
    module.runPasses(['flatten', 'licm']);
    module.optimize();
    if (pauses) {
      binaryen.setPassArgument('asyncify-imports', 'env.suspend');
      module.runPasses(['asyncify']);
      module.optimize();
    }
    if (!module.validate()) throw new Error('Binaryen made a module that is not valid');
    return module.emitBinary();
  } finally {
    module.dispose();
  }
}
