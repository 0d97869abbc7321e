import { beforeAll, describe, expect, test } from 'vitest';
import { compile, type Manifest } from '../../../compiler/index.js';
import { ManifestError, parseManifest } from '../../../compiler/manifest-schema.js';

type Json = Record<string, unknown>;

describe('parseManifest', () => {
  let manifest: Manifest;
  beforeAll(async () => {
    ({ manifest } = await compile('examples/mandelbrot.ts'));
  });

  const copy = (): Json => JSON.parse(JSON.stringify(manifest)) as Json;

  test('gives back what the compiler made', () => {
    expect(parseManifest(copy())).toEqual(manifest);
  });

  test('does not care about the order of fields', () => {
    const turned = Object.fromEntries(Object.entries(copy()).reverse());
    expect(parseManifest(turned)).toEqual(manifest);
  });

  test.each<[title: string, change: (json: Json) => unknown, message: RegExp]>([
    ['nothing', () => undefined, /not a manifest/],
    ['text', () => 'shoal', /not a manifest/],
    ['another schema', (json) => ({ ...json, schema: 'shoal/manifest@2' }), /schema/],
    ['another memory layout', (json) => ({ ...json, abi: 99 }), /memory layout/],
    ['no blocks', (json) => ({ ...json, blocks: [] }), /blocks/],
    ['a file outside of the bundle', (json) => withModule(json, { file: '../../etc/passwd' }), /plain file name/],
    ['a digest that is none', (json) => withModule(json, { digest: 'abc' }), /sha256/],
    ['another module', (json) => withModule(json, { digest: '0'.repeat(64) }), /does not match its digest/],
    [
      'a slot beyond the last',
      (json) => ({ ...json, blocks: blocksOf(json).map((block) => ({ ...block, resultSlot: 1e9 })) }),
      /resultSlot/,
    ],
    ['another function name', (json) => ({ ...json, function: { ...(json.function as Json), name: 'other' } }), /digest/],
  ])('refuses %s', (_, change, message) => {
    expect(() => parseManifest(change(copy()))).toThrow(ManifestError);
    expect(() => parseManifest(change(copy()))).toThrow(message);
  });

  test('refuses types nested without end', () => {
    let type: Json = { kind: 'number' };
    for (let depth = 0; depth < 100_000; depth++) type = { kind: 'array', element: type };
    const json = copy();
    expect(() => parseManifest({ ...json, function: { ...(json.function as Json), returns: type } })).toThrow(ManifestError);
  });
});

function blocksOf(json: Json): Json[] {
  return json.blocks as Json[];
}

function withModule(json: Json, module: Json): Json {
  return { ...json, blocks: blocksOf(json).map((block) => ({ ...block, module: { ...(block.module as Json), ...module } })) };
}
