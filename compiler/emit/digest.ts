/** Digests, and the one text of a manifest that its digest is taken of. */
import { createHash } from 'node:crypto';
import type { Manifest } from '../manifest.js';

/** sha256, lower-case hex. */
export function digestOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The digest that names a bundle: of the manifest without its own `digest`, as canonical JSON. */
export function digestOfManifest(manifest: Omit<Manifest, 'digest'> & { readonly digest?: string }): string {
  const { digest: _, ...rest } = manifest;
  return digestOf(canonicalJson(rest));
}

/** JSON with the keys of each object in the order of their code units and no white space. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`;
}
