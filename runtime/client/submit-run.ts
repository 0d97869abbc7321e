/** One run as its caller sees it: the bundle and the arguments go out, events and the result come back. */
import { randomUUID } from 'node:crypto';
import { type Bundle, GRAPH_ARGUMENTS, type Manifest } from '../../compiler/manifest.js';
import { ShoalError } from '../errors.js';
import { type RunEvent, SubmitHeaderSchema } from '../transport/gen/shoal/v1/shoal_pb.js';
import { type Connections, errorOfFailure, type FrameWriter } from '../transport/index.js';
import {
  type CallOutcome,
  decodeOutcome,
  encodeArguments,
  encodeBundleParts,
  type Packed,
  pack,
  type Value,
} from '../values/index.js';
import type { RunRequest } from './client.js';
import { ResultAssembly } from './result-assembly.js';
import { refuseSharedArrays } from './shared-arrays.js';

/** How long a cancelled run may take to say goodbye, in ms. */
const CANCEL_DEADLINE_MS = 2000;

export async function submitRun(
  connections: Connections,
  coordinator: string,
  request: RunRequest,
  signal: AbortSignal,
): Promise<CallOutcome> {
  const { manifest } = request.bundle;
  const parts = encodeBundleParts(packArguments(manifest.function, request.values));
  const modules = modulesOf(request.bundle);
  const run = request.run ?? `${manifest.function.name}-${randomUUID().slice(0, 8)}`;
  const call = connections.coordinatorPages(coordinator).submitRun({ signal });
  try {
    const sending = send(call.frames, request, run, modules, parts);
    // When sending fails, so does receiving, with the reason.
    sending.catch(() => call.cancel());
    const result = await receive(call.replies, manifest, coordinator, request.onEvent);
    await sending;
    return manifest.function.convention ? decodeOutcome(result as Uint8Array) : { kind: 'returned', result };
  } catch (error) {
    if (signal.aborted) {
      // The broken stream says it too; this says it when the stream's end is slow to arrive.
      await connections
        .coordinator(coordinator)
        .cancelRun({ run }, { deadlineMs: CANCEL_DEADLINE_MS })
        .catch(() => {});
    }
    throw error;
  }
}

function packArguments({ parameters, convention }: Manifest['function'], given: readonly unknown[]): ReadonlyMap<string, Packed> {
  if (convention) return new Map([[GRAPH_ARGUMENTS, encodeArguments(convention.parameters, given)]]);
  const values = given as readonly Value[];
  if (values.length !== parameters.length) {
    const names = parameters.map(({ name }) => name).join(', ');
    throw new ShoalError('SHOAL3002', `the function takes ${parameters.length} arguments (${names}), not ${values.length}`);
  }
  const packed = new Map(parameters.map(({ name, type }, index) => [name, pack(type, values[index], name)]));
  refuseSharedArrays(parameters, values);
  return packed;
}

interface Module {
  readonly digest: string;
  readonly bytes: Uint8Array;
}

/** Each module once, although several blocks may share it. */
function modulesOf({ manifest, files }: Bundle): readonly Module[] {
  const modules = new Map<string, Module>();
  for (const { id, module } of manifest.blocks) {
    const bytes = files.get(module.file);
    if (!bytes) throw new ShoalError('SHOAL3004', `the bundle lacks ${module.file}, the module of block ${id}`);
    modules.set(module.digest, { digest: module.digest, bytes });
  }
  return [...modules.values()];
}

async function send(
  frames: FrameWriter,
  { bundle, moveEveryMs = 0, seed = 0 }: RunRequest,
  run: string,
  modules: readonly Module[],
  parts: readonly Uint8Array[],
): Promise<void> {
  await frames.writeHeader(SubmitHeaderSchema, {
    run,
    manifest: Buffer.from(JSON.stringify(bundle.manifest)),
    modules: modules.map(({ digest, bytes }) => ({ digest, bytes: BigInt(bytes.byteLength) })),
    argumentBytes: BigInt(parts.reduce((sum, { byteLength }) => sum + byteLength, 0)),
    moveEveryMs,
    seed: BigInt(seed),
  });
  for (const { bytes } of modules) await frames.writeBytes(bytes);
  await frames.writeBytes(...parts);
  frames.end();
}

async function receive(
  events: AsyncIterable<RunEvent>,
  manifest: Manifest,
  coordinator: string,
  onEvent: RunRequest['onEvent'],
): Promise<Value> {
  const result = new ResultAssembly();
  for await (const event of events) {
    if (event.event.case === 'result') {
      result.add(event.event.value);
      continue;
    }
    onEvent?.(event);
    if (event.event.case === 'failed') throw errorOfFailure(event.event.value);
  }
  return result.take(manifest.function.returns, coordinator);
}
