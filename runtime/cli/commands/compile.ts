/** `shoal compile`: a function as a directory of blocks. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import type { Bundle } from '../../../compiler/index.js';
import { blockDocument, blockTable } from '../block-table.js';
import { type CommandContext, fileError } from '../command.js';
import { requireSourceFile } from '../source-file.js';

export interface CompileOptions {
  readonly file: string;
  readonly fn?: string;
  readonly out?: string;
}

export async function compileCommand({ terminal, signal }: CommandContext, options: CompileOptions): Promise<undefined> {
  const file = await requireSourceFile(options.file);
  const { compile } = await import('../../../compiler/index.js');
  const bundle = await compile(file, {
    components: true,
    signal,
    ...(options.fn === undefined ? {} : { functionName: options.fn }),
  });
  const { manifest } = bundle;
  const directory = resolve(options.out ?? join('shoal-out', manifest.function.name));
  const files = await writeBundle(bundle, directory);
  terminal.result(
    {
      schema: 'shoal/compile@1',
      function: manifest.function,
      digest: manifest.digest,
      directory,
      files,
      blocks: manifest.blocks.map(blockDocument),
    },
    () =>
      `${blockTable(manifest, terminal)}\n\n${manifest.function.name}: ${manifest.blocks.length} ${manifest.blocks.length === 1 ? 'block' : 'blocks'} in ${relative('.', directory) || '.'}`,
  );
}

const MANIFEST = 'manifest.json';

/** Writes the bundle's files, after the blocks of an earlier compilation have gone, and returns their names. Throws SHOAL0002. */
async function writeBundle(bundle: Bundle, directory: string): Promise<string[]> {
  const files = new Map<string, Uint8Array>(bundle.files);
  files.set(MANIFEST, new TextEncoder().encode(`${JSON.stringify(bundle.manifest, undefined, 2)}\n`));
  try {
    await mkdir(directory, { recursive: true });
    for (const stale of await namesInManifest(join(directory, MANIFEST))) {
      if (!files.has(stale)) await rm(join(directory, stale), { force: true });
    }
    for (const [name, bytes] of files) await writeFile(join(directory, name), bytes);
  } catch (error) {
    throw fileError(directory, error, 'written');
  }
  return [...files.keys()].sort();
}

async function namesInManifest(path: string): Promise<string[]> {
  try {
    const manifest = JSON.parse(await readFile(path, 'utf8')) as Partial<Bundle['manifest']>;
    if (manifest.schema !== 'shoal/manifest@1') return [];
    const names = manifest.blocks?.flatMap(({ module, component }) =>
      component ? [module.file, component.file, component.wit] : [module.file],
    );
    return (names ?? []).filter((name) => basename(name) === name);
  } catch {
    return [];
  }
}
