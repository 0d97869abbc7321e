/** How a run comes in: a header, the modules of its bundle, its arguments. */
import { createHash } from 'node:crypto';
import type { Manifest } from '../../compiler/manifest.js';
import { parseManifest } from '../../compiler/manifest-schema.js';
import { ShoalError } from '../errors.js';
import { type SubmitHeader, SubmitHeaderSchema } from '../transport/gen/shoal/v1/shoal_pb.js';
import type { FrameReader } from '../transport/index.js';
import { decodeBundle } from '../values/index.js';
import type { RunRequest } from './run.js';

const MODULE_LIMIT_BYTES = 64 << 20;
const ARGUMENT_LIMIT_BYTES = 2 ** 31;
const MAX_MODULES = 4096;
const RUN_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

export interface Submission {
  readonly request: RunRequest;
  /** Move a random shard this often; 0: never. */
  readonly moveEveryMs: number;
  readonly seed: bigint;
}

/** Throws SHOAL3004 for a bundle that is damaged, SHOAL5006 for one that is too large, SHOAL5008 for a request that makes no sense. */
export async function readSubmission(frames: FrameReader): Promise<Submission> {
  const header = await frames.requireHeader(SubmitHeaderSchema);
  if (!RUN_NAME.test(header.run)) {
    throw new ShoalError('SHOAL5008', `${JSON.stringify(header.run.slice(0, 100))} can't be the name of a run`, {
      hint: 'use up to 64 letters, digits, dashes and underscores',
    });
  }
  if (!(header.moveEveryMs >= 0)) throw new ShoalError('SHOAL5008', `shards can't be moved every ${header.moveEveryMs} ms`);
  const manifest = readManifest(header.manifest);
  const modules = await readModules(frames, header);
  for (const { id, module } of manifest.blocks) {
    if (!modules.has(module.digest)) throw new ShoalError('SHOAL3004', `the bundle lacks the module of block ${id}`);
  }
  const argumentBytes = await frames.bytes(header.argumentBytes, {
    what: `the arguments of run ${header.run}`,
    limitBytes: ARGUMENT_LIMIT_BYTES,
  });
  await frames.end();
  return {
    request: { run: header.run, manifest, modules, argumentValues: decodeBundle(argumentBytes) },
    moveEveryMs: header.moveEveryMs,
    seed: header.seed,
  };
}

function readManifest(json: Uint8Array): Manifest {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(json).toString('utf8'));
  } catch (cause) {
    throw new ShoalError('SHOAL3004', 'the manifest of the bundle is no JSON', { cause });
  }
  try {
    return parseManifest(document);
  } catch (cause) {
    throw new ShoalError('SHOAL3004', (cause as Error).message, { cause });
  }
}

async function readModules(frames: FrameReader, header: SubmitHeader): Promise<ReadonlyMap<string, Uint8Array>> {
  if (header.modules.length > MAX_MODULES) throw new ShoalError('SHOAL5006', `a bundle may have ${MAX_MODULES} modules`);
  const modules = new Map<string, Uint8Array>();
  for (const { digest, bytes } of header.modules) {
    const module = await frames.bytes(bytes, { what: 'a module of the bundle', limitBytes: MODULE_LIMIT_BYTES });
    const found = createHash('sha256').update(module).digest('hex');
    if (found !== digest)
      throw new ShoalError('SHOAL3004', `a module of the bundle was damaged on its way: its digest is ${found}`);
    modules.set(digest, module);
  }
  return modules;
}
