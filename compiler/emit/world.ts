/** A block's contract as a WIT world with one exported function, `run`. */
import { IMPORTED_MATH } from '../abi.js';
import { hasInput, type LoweredBlock } from '../lower/index.js';
import type { Type } from '../manifest.js';
import type { BlockPlan, PlannedItem, ShardPlan } from '../shard/index.js';
import { escaped, kebab, uniqueNames, WitNames } from './wit-names.js';
import { BOOL, F64, S32, U32, type WitType, witText, witType } from './wit-types.js';

/** How one value crosses the border of the component. */
export interface WorldValue {
  /** Its name in WIT. */
  readonly name: string;
  readonly type: WitType;
  /** `part`: a part of an array with its place in the whole. */
  readonly carries:
    | { readonly kind: 'bound'; readonly field: 'rangeStart' | 'rangeEnd' }
    | { readonly kind: 'value' | 'part'; readonly item: PlannedItem['item'] }
    | { readonly kind: 'terms'; readonly item: PlannedItem['item'] }
    | { readonly kind: 'result'; readonly type: Type }
    /** Whether the function has returned, where there is no value to go with it. */
    | { readonly kind: 'returned' };
}

export interface World {
  readonly name: string;
  readonly wit: string;
  readonly parameters: readonly WorldValue[];
  readonly results: readonly WorldValue[];
  /** The one type of the result; undefined when there is none. More than one value makes a record. */
  readonly resultType: WitType | undefined;
}

export function describeWorld(plan: ShardPlan, block: BlockPlan, lowered: LoweredBlock): World {
  const names = new WitNames();
  const parameters = parametersOf(block, names);
  const results = resultsOf(plan, block, names);
  const resultType =
    results.length <= 1 ? results[0]?.type : names.record(block.returns === 'sometimes' ? 'outcome' : 'outputs', results);
  const name = `block-${kebab(block.id)}`;
  const math = lowered.math.map((fn) => `    ${fn}: func(${IMPORTED_MATH[fn] === 2 ? 'x: f64, y: f64' : 'x: f64'}) -> f64;`);
  const given = parameters.map((parameter) => `${escaped(parameter.name)}: ${witText(parameter.type)}`).join(', ');
  const definitions = names.definitions();
  const lines = [
    `package shoal:${kebab(plan.entry.name)};`,
    '',
    `/// Block ${block.id} (${block.kind}) of ${plan.entry.name}, lines ${block.lines[0]}-${block.lines[1]}.`,
    `world ${name} {`,
    ...definitions.map((line) => `  ${line}`),
    ...(definitions.length > 0 ? [''] : []),
    '  /// Called before the block stops at an error: what it is, the number of the place in the source, and two values.',
    '  import trap: func(code: s32, site: s32, a: f64, b: f64);',
    ...(math.length > 0 ? ["  /// JavaScript's own functions.", '  import math: interface {', ...math, '  }'] : []),
    `  export run: func(${given})${resultType ? ` -> ${witText(resultType)}` : ''};`,
    '}',
    '',
  ];
  return { name, wit: lines.join('\n'), parameters, results, resultType };
}

function parametersOf(block: BlockPlan, names: WitNames): WorldValue[] {
  const values: Omit<WorldValue, 'name'>[] = [];
  const labels: string[] = [];
  if (block.range) {
    labels.push('lo', 'hi');
    values.push(
      { type: S32, carries: { kind: 'bound', field: 'rangeStart' } },
      { type: S32, carries: { kind: 'bound', field: 'rangeEnd' } },
    );
  }
  for (const planned of block.items) {
    if (!hasInput(block, planned)) continue;
    const { item } = planned;
    const whole = witType(item.type, item.name, names);
    labels.push(item.name);
    if (isPartial(item) && whole.kind === 'list') {
      const fields = [
        { name: 'first', type: U32 },
        { name: 'length', type: U32 },
        { name: 'elements', type: whole },
      ];
      const element = witText(whole.element).replace(/[^a-z0-9]+/g, '-');
      values.push({ type: names.record(`part-of-${element}`, fields), carries: { kind: 'part', item } });
    } else values.push({ type: whole, carries: { kind: 'value', item } });
  }
  return named(labels, values);
}

function resultsOf(plan: ShardPlan, block: BlockPlan, names: WitNames): WorldValue[] {
  const values: Omit<WorldValue, 'name'>[] = [];
  const labels: string[] = [];
  const { returns } = plan;
  if (block.returns === 'always') {
    if (returns.kind === 'void') return [];
    return [{ name: 'result', type: witType(returns, 'result-value', names), carries: { kind: 'result', type: returns } }];
  }
  if (block.returns === 'sometimes') {
    labels.push('returned');
    if (returns.kind === 'void') values.push({ type: BOOL, carries: { kind: 'returned' } });
    else {
      values.push({
        type: { kind: 'option', some: witType(returns, 'result-value', names) },
        carries: { kind: 'result', type: returns },
      });
    }
  }
  for (const { item } of block.items) {
    if (item.mode === 'in') continue;
    labels.push(item.name);
    if (item.mode === 'reduce') values.push({ type: { kind: 'list', element: F64 }, carries: { kind: 'terms', item } });
    else values.push({ type: witType(item.type, item.name, names), carries: { kind: isPartial(item) ? 'part' : 'value', item } });
  }
  return named(labels, values);
}

function named(labels: readonly string[], values: readonly Omit<WorldValue, 'name'>[]): WorldValue[] {
  const unique = uniqueNames(labels);
  return values.map((value, k) => ({ ...value, name: unique[k]! }));
}

export function isPartial(item: PlannedItem['item']): boolean {
  return item.region.kind === 'interval' || item.written?.kind === 'interval';
}
