/** Blocks of a bundle as text: what they are, what crosses their borders, and why loops stayed sequential. */
import Table from 'cli-table3';
import type { BlockManifest, ContractItem, Manifest, Polynomial, Reason, Region, Steps, Touch } from '../../compiler/manifest.js';
import { typeName } from '../values/index.js';
import type { Terminal } from './terminal.js';

export function blockTable(manifest: Manifest, terminal: Terminal): string {
  const rows = manifest.blocks.map((block) => [
    block.id,
    block.kind,
    block.lines[0] === block.lines[1] ? `${block.lines[0]}` : `${block.lines[0]}-${block.lines[1]}`,
    block.parallel ? terminal.style('green', 'yes') : block.steps ? terminal.style('green', 'in steps') : 'no',
    block.contract.map(contractText).join('\n'),
    formatBytes(block.module.bytes),
  ]);
  const reasons = manifest.blocks.flatMap((block) => (block.reason ? [reasonText(block.id, block.reason, terminal)] : []));
  const steps = manifest.blocks.flatMap((block) => (block.steps ? [stepsText(block.id, block.steps, terminal)] : []));
  return [plainTable(['block', 'kind', 'lines', 'parallel', 'contract', 'wasm'], rows, terminal), ...steps, ...reasons].join(
    '\n',
  );
}

/** Columns under bold heads, without lines. */
export function plainTable(head: readonly string[], rows: readonly (readonly string[])[], terminal: Terminal): string {
  const table = new Table({
    head: head.map((name) => terminal.style('bold', name)),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '',
    },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString().replace(/ +$/gm, '');
}

/** One value of a contract, such as `in rgb: Uint8Array [3*width*lo, 3*width*hi)`. */
export function contractText(item: ContractItem): string {
  const parts = [item.mode, `${item.name}:`, typeName(item.type)];
  if (item.fold) parts.push(`folded with ${item.fold}`);
  if (item.mode === 'in' || item.mode === 'inout') parts.push(regionText(item.region));
  if (item.written) parts.push('writes', regionText(item.written) || 'all');
  return parts.filter((part) => part !== '').join(' ');
}

/** Nothing for a whole array. */
function regionText(region: Region): string {
  if (region.kind === 'all') return '';
  const [from, to] = [constantOf(region.from), constantOf(region.to)];
  if (from !== undefined && to !== undefined) {
    if (from >= to) return '(its length alone)';
    // Array lengths end below it: the region was too hard to tell.
    if (from <= 0 && to >= 2 ** 31 - 1) return '';
  }
  return `[${polynomialText(region.from)}, ${polynomialText(region.to)})`;
}

function constantOf(polynomial: Polynomial): number | undefined {
  const terms = polynomial.filter((term) => term.coefficient !== 0);
  if (terms.some((term) => term.factors.length > 0)) return undefined;
  return terms.reduce((sum, { coefficient }) => sum + coefficient, 0);
}

export function polynomialText(polynomial: Polynomial): string {
  const terms = polynomial.filter((term) => term.coefficient !== 0);
  if (terms.length === 0) return '0';
  return terms
    .map(({ coefficient, factors }, index) => {
      const size = Math.abs(coefficient);
      const product = [...(size === 1 && factors.length > 0 ? [] : [String(size)]), ...factors].join('*');
      if (index === 0) return coefficient < 0 ? `-${product}` : product;
      return coefficient < 0 ? ` - ${product}` : ` + ${product}`;
    })
    .join('');
}

/** The phases of a stepped block: what is shared, what it reads and writes, and how much work it is. */
function stepsText(block: string, { counter, from, to, phases }: Steps, terminal: Terminal): string {
  const touches = (list: readonly Touch[]): string =>
    list.length === 0 ? 'nothing' : list.map(({ item, region }) => `${item}${regionText(region)}`).join(', ');
  const lines = phases.map(({ range, reads, writes, operations }) => {
    const who = range ? `shared [${polynomialText(range.from)}, ${polynomialText(range.to)})` : 'every shard';
    return `\n  ${who}: about ${polynomialText(operations)} operations; reads ${touches(reads)}; writes ${touches(writes)}`;
  });
  const head = `for ${counter} in [${polynomialText(from)}, ${polynomialText(to)}), in each step, of a shard [lo, hi):`;
  return `${terminal.style('green', block)} runs in steps, ${head}${lines.join('')}`;
}

/** Why a block is not parallel, with the accesses that conflict. */
function reasonText(block: string, reason: Reason, terminal: Terminal): string {
  const accesses = reason.accesses.map(({ what, at }) => `\n  ${at.file}:${at.line}:${at.column}  ${what}`);
  return `${terminal.style('yellow', block)} is not parallel: ${reason.message}${accesses.join('')}`;
}

/** A block as `shoal compile --json` and `shoal run --json` print it. */
export function blockDocument(block: BlockManifest): object {
  const { id, kind, parallel, reason, at, lines, contract, steps, cost, module, component } = block;
  return {
    id,
    kind,
    parallel,
    ...(reason ? { reason } : {}),
    at,
    lines,
    contract,
    ...(steps ? { steps } : {}),
    ...(cost === undefined ? {} : { operations: cost }),
    file: module.file,
    bytes: module.bytes,
    digest: module.digest,
    ...(component ? { component: component.file, wit: component.wit } : {}),
  };
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length);
  const size = bytes / 1024 ** power;
  return `${size.toFixed(size < 10 ? 1 : 0)} ${units[power - 1]}`;
}

export function formatMs(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms.toFixed(ms < 10 ? 2 : ms < 100 ? 1 : 0)} ms`;
}
