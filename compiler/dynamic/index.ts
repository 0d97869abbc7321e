/** The door of the dynamic tier: a function of any values as a bundle of one block. */
import { ABI_VERSION } from '../abi.js';
import { digestOf, digestOfManifest } from '../emit/digest.js';
import { drawGraph, prepareToDraw } from '../emit/graph.js';
import type { Span } from '../ir/types.js';
import { type BlockManifest, type Bundle, GRAPH_ARGUMENTS, type Manifest, type Type } from '../manifest.js';
import { buildDynamicModule, type DynamicModule } from './codegen/index.js';
import type { CoreProgram } from './core/types.js';
import type { CoreResult } from './syntax/index.js';

export { type CoreResult, toCore } from './syntax/index.js';

const BYTES: Type = { kind: 'typed', element: 'u8' };
const FILE = 'b0.wasm';

/** A function that syntax accepted. */
export type Accepted = CoreResult & { readonly program: CoreProgram };

export interface DynamicOptions {
  /** Also draw graph.svg. There are no components: jco's hosts have nothing for what the module imports from `text`. */
  readonly components?: boolean | undefined;
  readonly safepoints?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Rejects with BuildError when the compiler has a bug. */
export async function emitDynamicBundle(
  core: Accepted,
  { components, safepoints = true, signal }: DynamicOptions = {},
): Promise<Bundle> {
  const [built] = await Promise.all([
    buildDynamicModule(core.program, signal, undefined, { pauses: safepoints }),
    components ? prepareToDraw() : undefined,
  ]);
  const block = describeBlock(core, built);
  const manifest: Omit<Manifest, 'digest'> = {
    schema: 'shoal/manifest@1',
    abi: ABI_VERSION,
    profile: 'node20',
    function: {
      name: core.name ?? core.program.entry,
      file: block.at.file,
      parameters: [{ name: GRAPH_ARGUMENTS, type: BYTES }],
      returns: BYTES,
      convention: { kind: 'graph', parameters: core.parameters },
    },
    blocks: [block],
  };
  const bundle: Bundle = {
    manifest: { ...manifest, digest: digestOfManifest(manifest) },
    files: new Map([[FILE, built.bytes]]),
  };
  if (!components) return bundle;
  const picture = new TextEncoder().encode(await drawGraph(bundle.manifest));
  return { ...bundle, files: new Map([...bundle.files, ['graph.svg', picture]]) };
}

/** One task that takes the arguments as bytes and gives the outcome as bytes. */
function describeBlock(core: Accepted, { bytes, reservedBytes }: DynamicModule): BlockManifest {
  const { file, line, column, start, end } = placeOf(core);
  const text = core.sources.get(file)?.slice(start, end) ?? '';
  return {
    id: 'b0',
    kind: 'task',
    parallel: false,
    at: { file, line, column },
    lines: [line, line + text.split('\n').length - 1],
    contract: [
      { name: GRAPH_ARGUMENTS, type: BYTES, mode: 'in', region: { kind: 'all' }, from: 'parameter', source: GRAPH_ARGUMENTS },
    ],
    slots: { [GRAPH_ARGUMENTS]: { input: 0 } },
    resultSlot: 1,
    resultType: BYTES,
    returns: 'always',
    after: [],
    sites: [],
    module: { file: FILE, digest: digestOf(bytes), bytes: bytes.length, globals: [], reservedBytes },
  };
}

/** Where the function stands in the source. */
function placeOf({ program, name }: Accepted): Span {
  const entry = program.functions.get(program.entry)!.span;
  for (const one of program.functions.values()) {
    if (!one.isBuiltin && one.name === name && one.span.file === entry.file) return one.span;
  }
  return entry;
}
