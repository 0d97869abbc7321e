/** A sharded program as a bundle: modules, manifest and, when wanted, components, WIT texts and a picture. */
import { ABI_VERSION } from '../abi.js';
import { type LoweredBlock, lowerBlock } from '../lower/index.js';
import type { BlockManifest, Bundle, Manifest } from '../manifest.js';
import type { BlockPlan, ShardPlan } from '../shard/index.js';
import { buildComponent } from './component.js';
import { buildCoreModule } from './core-module.js';
import { digestOf, digestOfManifest } from './digest.js';
import { drawGraph, prepareToDraw } from './graph.js';

export interface EmitOptions {
  /** Also make components, WIT texts and graph.svg. */
  readonly components?: boolean | undefined;
  readonly safepoints?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export async function emitBundle(plan: ShardPlan, options: EmitOptions = {}): Promise<Bundle> {
  const files = new Map<string, Uint8Array>();
  const blocks: BlockManifest[] = [];
  if (options.components) void prepareToDraw();
  for (const block of plan.blocks) blocks.push(await emitBlock(plan, block, options, files));
  const manifest: Omit<Manifest, 'digest'> = {
    schema: 'shoal/manifest@1',
    abi: ABI_VERSION,
    profile: 'node20',
    function: { ...plan.entry, parameters: plan.parameters, returns: plan.returns },
    blocks,
  };
  const bundle: Bundle = { manifest: { ...manifest, digest: digestOfManifest(manifest) }, files };
  if (options.components) files.set('graph.svg', new TextEncoder().encode(await drawGraph(bundle.manifest)));
  return bundle;
}

async function emitBlock(
  plan: ShardPlan,
  block: BlockPlan,
  { components, safepoints, signal }: EmitOptions,
  files: Map<string, Uint8Array>,
): Promise<BlockManifest> {
  const lowered = lowerBlock(plan, block, { safepoints });
  const core = await buildCoreModule(lowered, signal);
  const file = `${block.id}.wasm`;
  files.set(file, core);
  const manifest: BlockManifest = {
    ...describeBlock(plan, block, lowered),
    module: { file, digest: digestOf(core), bytes: core.length, globals: [] },
  };
  // A component runs alone: there is nobody to meet at a barrier.
  if (!components || block.steps) return manifest;
  const { wit, bytes } = await buildComponent(plan, block, lowered, signal);
  const component = { file: `${block.id}.component.wasm`, wit: `${block.id}.wit`, bytes: bytes.length };
  files.set(component.file, bytes);
  files.set(component.wit, new TextEncoder().encode(wit));
  return { ...manifest, component };
}

function describeBlock(plan: ShardPlan, block: BlockPlan, lowered: LoweredBlock): Omit<BlockManifest, 'module'> {
  const { file, line, column } = block.span;
  return {
    id: block.id,
    kind: block.kind,
    parallel: block.parallel,
    ...(block.reason ? { reason: block.reason } : {}),
    at: { file, line, column },
    lines: block.lines,
    contract: block.items.map(({ item }) => item),
    slots: lowered.slots,
    ...(block.range ? { range: { from: block.range.from, to: block.range.to } } : {}),
    ...(block.steps ? { range: block.steps.range, steps: block.steps.description } : {}),
    ...(lowered.resultSlot === undefined ? {} : { resultSlot: lowered.resultSlot, resultType: plan.returns }),
    returns: block.returns,
    after: block.after,
    ...(block.cost === undefined ? {} : { cost: block.cost }),
    sites: lowered.sites,
  };
}
