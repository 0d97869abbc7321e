/**
 * A block as a component: the same code with a memory of its own, no safepoints, and around it a function `run` that takes and
 * gives the values of the contract in the canonical ABI.
 */
import { CONTROL, HEAP_BASE, IMPORTED_MATH, IMPORTS, SLOT_BASE, SLOT_BYTES } from '../abi.js';
import { headOf, type LoweredBlock, librarySources } from '../lower/index.js';
import type { BlockPlan, ShardPlan } from '../shard/index.js';
import { build } from './builder.js';
import { Canonical, loadSlot, storeSlot } from './canonical.js';
import { flatten, offsetsOf, sizeOf, type WitType } from './wit-types.js';
import { describeWorld, type World, type WorldValue } from './world.js';

/** More flat parameters than this are passed in memory (MAX_FLAT_PARAMS). */
const MOST_FLAT_PARAMETERS = 16;

export interface Component {
  readonly wit: string;
  readonly world: string;
  readonly bytes: Uint8Array;
}

export async function buildComponent(
  plan: ShardPlan,
  block: BlockPlan,
  lowered: LoweredBlock,
  signal?: AbortSignal,
): Promise<Component> {
  const world = describeWorld(plan, block, lowered);
  const entry = `${headOf(lowered, IMPORTS.math, IMPORTED_MATH)}\n${lowered.source}\n${wrapperSource(world, block, lowered)}`;
  const sources = new Map(librarySources('component')).set('block.ts', entry);
  const core = await build({ kind: 'assemble', sources, target: 'component', pauses: false }, signal);
  const bytes = await build({ kind: 'component', core, wit: world.wit, world: world.name }, signal);
  return { wit: world.wit, world: world.name, bytes };
}

function wrapperSource(world: World, block: BlockPlan, lowered: LoweredBlock): string {
  const canonical = new Canonical();
  const types = world.parameters.map((parameter) => parameter.type);
  const offsets = offsetsOf(types);
  const flat = types.flatMap((type, k) => flatten(type, offsets[k]!));
  const inMemory = flat.length > MOST_FLAT_PARAMETERS;
  const body: string[] = ['beginHeap();'];
  const parameters = inMemory ? ['given: u32'] : flat.map(({ core }, k) => `p${k}: ${core}`);
  if (!inMemory && flat.length > 0) {
    const bytes = offsets.at(-1)! + sizeOf(types.at(-1)!);
    body.push(`const given: u32 = allocate(${bytes});`);
    flat.forEach(({ offset, core, memory }, k) => {
      const value = core === 'i32' ? `<${memory}>p${k}` : `p${k}`;
      body.push(`store<${memory}>(given + ${offset}, ${value});`);
    });
  }
  for (const [k, parameter] of world.parameters.entries()) {
    body.push(...liftParameter(canonical, lowered, parameter, `given + ${offsets[k]}`));
  }
  body.push(`store<i32>(${CONTROL.exit}, 0);`, 'runBlock();');
  const { resultType } = world;
  let returns = 'void';
  if (resultType) {
    body.push(`const result: u32 = allocate(${sizeOf(resultType)});`);
    body.push(...lowerResults(canonical, block, lowered, world, resultType));
    const flatResult = flatten(resultType);
    const [only] = flatResult;
    if (flatResult.length === 1 && only) {
      returns = only.core;
      const value = `load<${only.memory}>(result + ${only.offset})`;
      body.push(`return ${only.core === 'i32' ? `<i32>(${value})` : value};`);
    } else {
      returns = 'u32';
      body.push('return result;');
    }
  }
  const after = resultType && flatten(resultType).length > 1 ? 'result: u32' : resultType ? `result: ${returns}` : '';
  return [
    SUPPORT,
    canonical.source,
    `export function run(${parameters.join(', ')}): ${returns} {`,
    ...body.map((line) => `  ${line}`),
    '}',
    `export function cabi_post_run(${after}): void {`,
    `  release(${HEAP_BASE});`,
    '}',
    '',
  ].join('\n');
}

/** Statements that put a parameter where the block looks for it. */
function liftParameter(canonical: Canonical, lowered: LoweredBlock, { carries, type }: WorldValue, at: string): string[] {
  switch (carries.kind) {
    case 'bound': {
      const bound = `store<i32>(${CONTROL[carries.field]}, load<i32>(${at}));`;
      return carries.field === 'rangeStart' ? [bound, `store<i32>(${CONTROL.rangeNext}, load<i32>(${at}));`] : [bound];
    }
    case 'value': {
      const slot = slotOf(lowered, carries.item.name, 'input');
      return [storeSlot(carries.item.type, slot, canonical.lift(carries.item.type, type, at))];
    }
    case 'part': {
      if (type.kind !== 'record') throw new Error('a part of an array is a record');
      const parts = type.fields.map((field) => field.type);
      const [first, length, elements] = offsetsOf(parts);
      const slot = slotOf(lowered, carries.item.name, 'input');
      return [
        storeSlot(carries.item.type, slot, canonical.lift(carries.item.type, parts[2]!, `${at} + ${elements}`)),
        `placePart(load<u32>(${slot}), load<u32>(${at} + ${first}), load<u32>(${at} + ${length}));`,
      ];
    }
    default:
      throw new Error(`a ${carries.kind} is no parameter`);
  }
}

function lowerResults(
  canonical: Canonical,
  block: BlockPlan,
  lowered: LoweredBlock,
  world: World,
  resultType: WitType,
): string[] {
  const offsets = world.results.length > 1 ? offsetsOf(world.results.map((result) => result.type)) : [0];
  const returned = `load<i32>(${CONTROL.exit}) != 0`;
  const lines: string[] = [];
  const outputs: string[] = [];
  world.results.forEach(({ carries, type }, k) => {
    const at = `result + ${offsets[k]}`;
    if (carries.kind === 'result') {
      const slot = String(SLOT_BASE + lowered.resultSlot! * SLOT_BYTES);
      const lower = canonical.lower(carries.type, type, loadSlot(carries.type, slot), at);
      lines.push(block.returns === 'always' ? lower : `if (${returned}) { ${lower} }`);
    } else if (carries.kind === 'returned') lines.push(`store<u8>(${at}, <u8>(${returned}));`);
    else if (carries.kind !== 'bound') {
      const slot = slotOf(lowered, carries.item.name, 'output');
      const own = carries.kind === 'terms' ? ({ kind: 'typed', element: 'f64' } as const) : carries.item.type;
      outputs.push(canonical.lower(own, type, loadSlot(own, slot), at));
    }
  });
  // After a return the outputs are nobody's business: numbers stay 0, and lists and texts empty.
  if (block.returns === 'sometimes') lines.push(`if (!(${returned})) {`, ...outputs.map((line) => `  ${line}`), '}');
  else lines.push(...outputs);
  return sizeOf(resultType) > 0 ? lines : [];
}

function slotOf(lowered: LoweredBlock, name: string, side: 'input' | 'output'): string {
  const slot = lowered.slots[name]?.[side];
  if (slot === undefined) throw new Error(`${name} of block ${lowered.id} has no ${side} slot`);
  return String(SLOT_BASE + slot * SLOT_BYTES);
}

const SUPPORT = `
function beginHeap(): void {
  if (load<u32>(${CONTROL.heapTop}) == 0) store<u32>(${CONTROL.heapTop}, ${HEAP_BASE});
}

export function cabi_realloc(old: u32, oldBytes: u32, alignment: u32, bytes: u32): u32 {
  beginHeap();
  const place: u32 = allocate(bytes);
  if (oldBytes != 0) memory.copy(place, old, min<u32>(oldBytes, bytes));
  return place;
}

/** A descriptor of elements that lie somewhere already. */
function describeElements(data: u32, length: u32): u32 {
  const array: u32 = newArray(0, 0);
  store<u32>(array, data);
  store<u32>(array, length, 4);
  store<u32>(array, length, 8);
  store<u32>(array, length, 16);
  return array;
}

/** Makes the elements of \`array\` the part from \`first\` on of an array of \`length\` elements. */
function placePart(array: u32, first: u32, length: u32): void {
  store<u32>(array, length, 4);
  store<u32>(array, first, 12);
}
`;
