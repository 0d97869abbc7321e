/** Manifests of blocks that exist only on paper. */
import type { BlockManifest, ContractItem, Polynomial, Type } from '../../../../compiler/manifest.js';

export const NUMBER: Type = { kind: 'number' };
export const FLOATS: Type = { kind: 'typed', element: 'f64' };
export const ALL = { kind: 'all' } as const;

const variable = (name: string): Polynomial => [{ coefficient: 1, factors: [name] }];
/** The elements of the shard's own iterations. */
export const OWN = { kind: 'interval', from: variable('lo'), to: variable('hi') } as const;

export function blockOf(
  kind: BlockManifest['kind'],
  contract: readonly ContractItem[],
  slots: BlockManifest['slots'],
  extra: Partial<BlockManifest> = {},
): BlockManifest {
  return {
    id: 'b0',
    kind,
    parallel: kind === 'range' || kind === 'reduce',
    at: { file: 'f.ts', line: 1, column: 1 },
    lines: [1, 2],
    contract,
    slots,
    returns: 'never',
    after: [],
    sites: [],
    module: { file: 'b0.wasm', digest: '0'.repeat(64), bytes: 0, globals: [] },
    ...extra,
  };
}
