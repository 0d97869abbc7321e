/** A plan as text, for people and for tests. */
import { printStatements, printType, type Variable, type VariableId } from '../ir/index.js';
import type { Polynomial, Region } from '../manifest.js';
import type { BlockPlan, PlannedItem, ShardPlan } from './plan.js';

export interface PrintOptions {
  /** Also print the statements of each block. */
  readonly bodies?: boolean;
}

export function printPlan(plan: ShardPlan, options: PrintOptions = {}): string {
  const parameters = plan.parameters.map(
    ({ name, type, assume }) => `${name}: ${printType(type)}${assume ? ` (${assume})` : ''}`,
  );
  const lines = [`${plan.entry.name}(${parameters.join(', ')}): ${printType(plan.returns)}`];
  for (const block of plan.blocks) lines.push('', ...printBlock(block, plan, options));
  return `${lines.join('\n')}\n`;
}

function printBlock(block: BlockPlan, plan: ShardPlan, options: PrintOptions): string[] {
  const range = block.range ? ` [${printPolynomial(block.range.from)}, ${printPolynomial(block.range.to)})` : '';
  const after = block.after.length > 0 ? ` after ${block.after.join(', ')}` : '';
  const cost = block.cost === undefined ? '' : ` cost ${block.cost}`;
  const returns = block.returns === 'never' ? '' : `, returns ${block.returns}`;
  const lines = [
    `${block.id} ${block.kind}${range}${block.parallel ? ' parallel' : ''} lines ${block.lines.join('-')}${after}${cost}${returns}`,
    ...block.items.map((item) => `  ${printItem(item)}`),
  ];
  if (block.reason) {
    lines.push(`  not parallel: ${block.reason.message}`);
    for (const { what, at } of block.reason.accesses) lines.push(`    ${at.line}:${at.column} ${what}`);
  }
  if (options.bodies) {
    const globals = plan.globals.map(({ variable }): [VariableId, Variable] => [variable.id, variable]);
    const names = new Map([...globals, ...block.fn.variables]);
    lines.push(...(block.range ? printStatements(block.range.prologue, names, '    prologue: ') : []));
    lines.push(...printStatements(block.fn.body, names, '    '));
  }
  return lines;
}

function printItem({ item }: PlannedItem): string {
  const parts = [`${item.mode} ${item.name}: ${printType(item.type)}`];
  if (item.mode !== 'out' && item.region.kind !== 'all') parts.push(`reads ${printRegion(item.region)}`);
  if (item.written) parts.push(`writes ${printRegion(item.written)}`);
  if (item.from) parts.push(item.from === 'parameter' ? `from parameter ${item.source}` : `from ${item.from}.${item.source}`);
  if (item.fresh) parts.push(`fresh ${printPolynomial(item.fresh.length)} x ${item.fresh.fill}`);
  if (item.fold) parts.push(`fold ${item.fold}`);
  if (item.initial !== undefined) parts.push(`from ${item.initial}`);
  return parts.join(' ');
}

export function printRegion(region: Region): string {
  return region.kind === 'all' ? 'all' : `[${printPolynomial(region.from)}, ${printPolynomial(region.to)})`;
}

export function printPolynomial(polynomial: Polynomial): string {
  if (polynomial.length === 0) return '0';
  return polynomial
    .map(({ coefficient, factors }) => {
      if (factors.length === 0) return String(coefficient);
      const product = factors.join('*');
      return coefficient === 1 ? product : coefficient === -1 ? `-${product}` : `${coefficient}*${product}`;
    })
    .join(' + ')
    .replaceAll('+ -', '- ');
}
