/** Checks manifests that come from outside: a file, or another hub. Light enough for a hub: it loads nothing of the compiler. */
import { z } from 'zod';
import { ABI_VERSION, HEAP_BASE, MAX_SLOTS } from './abi.js';
import { digestOfManifest } from './emit/digest.js';
import type { Manifest, Type } from './manifest.js';

/** The value is no manifest of this version of Shoal, or was changed after it was made. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

/** The manifest that `json`, a parsed JSON document, holds. Throws ManifestError that says what is wrong and where. */
export function parseManifest(json: unknown): Manifest {
  const result = MANIFEST.safeParse(json);
  if (!result.success) {
    const [issue] = result.error.issues;
    const where = issue && issue.path.length > 0 ? ` at ${issue.path.join('.')}` : '';
    throw new ManifestError(`This is not a manifest of Shoal: ${issue?.message ?? 'it can not be read'}${where}.`);
  }
  // The schema leaves out unknown fields, so the digest covers exactly what is used.
  const manifest = result.data as Manifest;
  if (digestOfManifest(manifest) !== manifest.digest) {
    throw new ManifestError('The manifest does not match its digest: it was changed, or damaged on its way.');
  }
  return manifest;
}

const DEEPEST_TYPE = 32;
const MOST_RESERVED_BYTES = 2 ** 31;
const name = z.string().min(1).max(1000);
const count = z.int().nonnegative();
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'a sha256 in hex is needed');
/** A file in the bundle's own directory. */
const fileName = z
  .string()
  .max(255)
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, 'a plain file name is needed');

const elementKind = z.enum(['i8', 'u8', 'u8c', 'i16', 'u16', 'i32', 'u32', 'f32', 'f64']);

function typeOfDepth(depth: number): z.ZodType<Type> {
  const plain = [
    z.object({ kind: z.enum(['number', 'boolean', 'string', 'void']) }),
    z.object({ kind: z.literal('typed'), element: elementKind }),
  ] as const;
  if (depth === 0) return z.union(plain) as z.ZodType<Type>;
  const inner = z.lazy(() => typeOfDepth(depth - 1));
  return z.union([
    ...plain,
    z.object({ kind: z.literal('array'), element: inner }),
    z.object({ kind: z.literal('tuple'), elements: z.array(inner).min(1) }),
    z.object({ kind: z.literal('object'), fields: z.array(z.object({ name, type: inner })).min(1) }),
  ]) as z.ZodType<Type>;
}

const type = typeOfDepth(DEEPEST_TYPE);

const polynomial = z.array(z.object({ coefficient: z.int(), factors: z.array(name).max(64) })).max(1000);

const region = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('interval'), from: polynomial, to: polynomial }),
]);

/** JSON has no NaN and no infinities; those are the only numbers that a fill may not be. */
const contractItem = z.object({
  name,
  type,
  mode: z.enum(['in', 'out', 'inout', 'reduce']),
  region,
  from: name.optional(),
  source: name.optional(),
  written: region.optional(),
  fresh: z.object({ length: polynomial, fill: z.number() }).optional(),
  fold: z.enum(['+', '*', 'min', 'max']).optional(),
  initial: z.number().optional(),
});

const bounds = z.object({ from: polynomial, to: polynomial });
const touches = z.array(z.object({ item: name, region })).max(1000);
const phase = z.object({ range: bounds.optional(), reads: touches, writes: touches, operations: polynomial });

const location = { file: z.string().max(10_000), line: count, column: count };
const slot = z.int().nonnegative().lt(MAX_SLOTS);

const block = z.object({
  id: name,
  kind: z.enum(['task', 'range', 'reduce', 'stepped', 'sequential', 'recurse']),
  parallel: z.boolean(),
  reason: z.object({ message: z.string(), accesses: z.array(z.object({ what: z.string(), at: z.object(location) })) }).optional(),
  at: z.object(location),
  lines: z.tuple([count, count]),
  contract: z.array(contractItem),
  slots: z.record(z.string(), z.object({ input: slot.optional(), output: slot.optional() })),
  range: bounds.optional(),
  steps: z.object({ counter: name, from: polynomial, to: polynomial, phases: z.array(phase).min(1).max(1000) }).optional(),
  resultSlot: slot.optional(),
  resultType: type.optional(),
  returns: z.enum(['never', 'sometimes', 'always']),
  after: z.array(name),
  cost: z.number().nonnegative().optional(),
  sites: z.array(z.object({ ...location, text: z.string() })),
  module: z.object({
    file: fileName,
    digest,
    bytes: count,
    globals: z.array(name),
    reservedBytes: z.int().min(HEAP_BASE).max(MOST_RESERVED_BYTES).multipleOf(8).optional(),
  }),
  component: z.object({ file: fileName, wit: fileName, bytes: count }).optional(),
});

const MANIFEST = z.object({
  schema: z.literal('shoal/manifest@1'),
  abi: z.literal(ABI_VERSION, `another version of the memory layout; this Shoal knows version ${ABI_VERSION}`),
  profile: z.literal('node20'),
  function: z.object({
    name,
    file: z.string().max(10_000),
    parameters: z.array(z.object({ name, type, assume: z.literal('uint31').optional() })),
    returns: type,
    convention: z
      .object({
        kind: z.literal('graph'),
        parameters: z.array(
          z.object({
            name: z.string().max(10_000),
            type: z.string().optional(),
            isOptional: z.boolean(),
            isRest: z.boolean(),
          }),
        ),
      })
      .optional(),
  }),
  digest,
  blocks: z.array(block).min(1).max(100_000),
});
