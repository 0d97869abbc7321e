/** The door of the compiler: bundles, diagnostics, and what can go wrong. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CompileError, check, compile, formatDiagnostics } from '../../../compiler/index.js';
import { parseManifest } from '../../../compiler/manifest-schema.js';
import { temporaryFolder } from './lower/temporary-folder.js';

const folder = temporaryFolder();

describe('compile', () => {
  test('gives every file that the manifest names, with its digest and size', async () => {
    const { manifest, files } = await compile('examples/image-filter.ts', { components: true });
    expect(manifest.function.name).toBe('findEdges');
    for (const { module, component } of manifest.blocks) {
      const bytes = files.get(module.file)!;
      expect(bytes.length).toBe(module.bytes);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(module.digest);
      expect(files.get(component!.file)!.length).toBe(component!.bytes);
      expect(new TextDecoder().decode(files.get(component!.wit))).toContain('export run: func(');
    }
    const picture = new TextDecoder().decode(files.get('graph.svg'));
    expect(picture).toContain('<svg');
    for (const { id } of manifest.blocks) expect(picture).toContain(id);
  });

  test('makes the same bundle again', async () => {
    const [first, second] = [await compile('examples/mandelbrot.ts'), await compile('examples/mandelbrot.ts')];
    expect(second.manifest).toEqual(first.manifest);
    expect(second.files).toEqual(first.files);
  });

  test('modules import only what their block needs', async () => {
    const file = await folder.write('imports.ts', 'export function f(x: number): number { return Math.sin(x) + Math.sqrt(x); }');
    const { files } = await compile(file);
    const module = new WebAssembly.Module(files.get('b0.wasm') as Uint8Array<ArrayBuffer>);
    const imports = WebAssembly.Module.imports(module).map(({ module: from, name }) => `${from}.${name}`);
    expect(imports.sort()).toEqual(['env.memory', 'math.sin']);
    expect(WebAssembly.Module.exports(module).map(({ name }) => name)).toContain('run');
  });

  test('throws all diagnostics of a source that can not be compiled', async () => {
    const file = await folder.write('wrong.ts', 'export function f(x: number): number {\n  return x + Date.now();\n}\n');
    const error = await compile(file).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CompileError);
    const [diagnostic] = (error as CompileError).diagnostics;
    expect(diagnostic).toMatchObject({ severity: 'error', line: 2 });
    expect(diagnostic!.code).toMatch(/^SHOAL1\d{3}$/);
  });

  test('refuses tables that do not fit', async () => {
    const table = Array.from({ length: 80_000 }, (_, k) => k + 0.5).join(', ');
    const file = await folder.write(
      'table.ts',
      `const TABLE = [${table}];\nexport function f(i: number): number { return TABLE[i]; }\n`,
    );
    const error = await compile(file, { tier: 'static' }).catch((reason: unknown) => reason);
    expect((error as CompileError).diagnostics).toMatchObject([{ code: 'SHOAL1901', file: expect.stringContaining('table.ts') }]);
  });

  test('ends at once with an aborted signal, and goes on working for others', async () => {
    const controller = new AbortController();
    const aborted = compile('examples/nbody.ts', { signal: controller.signal, components: true });
    controller.abort(new Error('enough'));
    await expect(aborted).rejects.toThrow('enough');
    await expect(compile('examples/nbody.ts', { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before');
    expect((await compile('examples/mandelbrot.ts')).files.size).toBeGreaterThan(0);
  });
});

describe('tiers', () => {
  const source = `export function shout(words: string[]): string { return words.map((word) => word.toUpperCase()).join('!'); }`;

  test('what the static tier refuses goes to the dynamic one, as one block on bytes', async () => {
    const file = await folder.write('shout.ts', source);
    const { manifest, files } = await compile(file, { components: true });
    expect(manifest.function).toMatchObject({
      name: 'shout',
      parameters: [{ name: 'arguments' }],
      convention: { kind: 'graph', parameters: [{ name: 'words', type: 'string[]', isOptional: false, isRest: false }] },
    });
    expect(manifest.blocks).toHaveLength(1);
    expect(manifest.blocks[0]).toMatchObject({ kind: 'task', lines: [1, 1], at: { line: 1 } });
    expect([...files.keys()].sort()).toEqual(['b0.wasm', 'graph.svg']);
    expect(parseManifest(JSON.parse(JSON.stringify(manifest)))).toEqual(manifest);
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(files.get('b0.wasm') as Uint8Array<ArrayBuffer>));
    expect(imports.map(({ module }) => module).filter((name) => !['env', 'math', 'text'].includes(name))).toEqual([]);
  });

  test('can be chosen', async () => {
    const file = await folder.write('shout.ts', source);
    expect(check(file)).toEqual([]);
    expect(check(file, { tier: 'static' })).not.toEqual([]);
    await expect(compile(file, { tier: 'static' })).rejects.toBeInstanceOf(CompileError);
    expect((await compile('examples/mandelbrot.ts', { tier: 'dynamic' })).manifest.function.convention?.kind).toBe('graph');
    expect((await compile('examples/mandelbrot.ts')).manifest.function.convention).toBeUndefined();
  });
});

describe('check', () => {
  test('finds nothing wrong with the examples', () => {
    expect(check('examples/mandelbrot.ts')).toEqual([]);
    expect(check('examples/matmul.ts', { functionName: 'multiply' })).toEqual([]);
  });

  test('says what is wrong instead of throwing', () => {
    expect(check('examples/no-such-file.ts')[0]!.code).toBe('SHOAL1002');
    expect(check('examples/matmul.ts')[0]!.code).toBe('SHOAL1005');
  });
});

describe('formatDiagnostics', () => {
  test('shows the place with the source around it', async () => {
    const file = await folder.write(
      'frame.ts',
      'export function f(x: number): number {\n  const g = () => x;\n  return g();\n}\n',
    );
    const problems = check(file, { tier: 'static' });
    const text = formatDiagnostics(problems);
    expect(text).toContain('SHOAL1016');
    expect(text).toContain('const g = () => x;');
    expect(text).not.toContain('\u001b[');
    expect(formatDiagnostics(problems, { color: true })).toContain('\u001b[');
  });

  test('does without the source when the file is gone', () => {
    const text = formatDiagnostics(check('examples/no-such-file.ts'));
    expect(text).toContain('SHOAL1002');
  });
});
