/** The blocks of a function as a picture: what depends on what, and what flows between. */
import type { Viz } from '@viz-js/viz';
import type { BlockKind, BlockManifest, ContractItem, Manifest, Polynomial, Type } from '../manifest.js';

let graphviz: Promise<Viz> | undefined;

/** Loads Graphviz, which may be done while modules are built. */
export function prepareToDraw(): Promise<Viz> {
  graphviz ??= import('@viz-js/viz').then(({ instance }) => instance());
  return graphviz;
}

/** An SVG. */
export async function drawGraph(manifest: Manifest): Promise<string> {
  const viz = await prepareToDraw();
  return viz.renderString(graphText(manifest), { format: 'svg' });
}

const COLOURS: Record<BlockKind, string> = {
  task: '#dbe4ee',
  range: '#c7e9c0',
  reduce: '#fdd0a2',
  stepped: '#9ecae1',
  sequential: '#e3e3e3',
  recurse: '#dadaeb',
};

/** The same in Graphviz's language. */
export function graphText(manifest: Manifest): string {
  const { name, parameters } = manifest.function;
  const lines = [
    'digraph {',
    '  rankdir=TB; fontname="sans-serif"; bgcolor="white";',
    `  label=${quote(name)}; labelloc=t;`,
    '  node [shape=box, style="filled,rounded", fontname="sans-serif", fontsize=11, color="#666666"];',
    '  edge [fontname="sans-serif", fontsize=9, color="#666666"];',
  ];
  const given = parameters.map((parameter) => `${parameter.name}: ${typeText(parameter.type)}`);
  if (given.length > 0)
    lines.push(`  parameter [shape=note, style=filled, fillcolor="white", label=${quote(['arguments', ...given].join('\n'))}];`);
  for (const block of manifest.blocks)
    lines.push(`  ${quote(block.id)} [fillcolor="${COLOURS[block.kind]}", label=${quote(blockLabel(block))}];`);
  for (const block of manifest.blocks) lines.push(...edgesInto(block));
  const last = manifest.blocks.filter((block) => block.returns !== 'never');
  if (last.length > 0) {
    lines.push(
      `  result [shape=note, style=filled, fillcolor="white", label=${quote(`result\n${typeText(manifest.function.returns)}`)}];`,
    );
    for (const block of last)
      lines.push(`  ${quote(block.id)} -> result${block.returns === 'sometimes' ? ' [style=dashed]' : ''};`);
  }
  return `${lines.join('\n')}\n}\n`;
}

function blockLabel(block: BlockManifest): string {
  const [first, last] = block.lines;
  const place = first === last ? `line ${first}` : `lines ${first}-${last}`;
  const parallel = block.parallel ? 'parallel' : block.reason ? `not parallel: ${block.reason.message}` : 'not parallel';
  return `${block.id}  ${block.kind}\n${place}\n${wrap(parallel, 44)}`;
}

/** One edge from each block that something comes from, labelled with all of it; plain order is a dotted one. */
function edgesInto(block: BlockManifest): string[] {
  const flows = new Map<string, string[]>();
  for (const item of block.contract) {
    if (item.from === undefined) continue;
    flows.set(item.from, [...(flows.get(item.from) ?? []), flowText(item)]);
  }
  const edges = [...flows].map(([from, texts]) => `  ${quote(from)} -> ${quote(block.id)} [label=${quote(texts.join('\n'))}];`);
  const orders = block.after.filter((before) => !flows.has(before));
  return [...edges, ...orders.map((before) => `  ${quote(before)} -> ${quote(block.id)} [style=dotted];`)];
}

function flowText(item: ContractItem): string {
  const { name, region } = item;
  if (region.kind === 'all') return `${name}: ${typeText(item.type)}`;
  return `${name}[${polynomialText(region.from)} .. ${polynomialText(region.to)})`;
}

function polynomialText(polynomial: Polynomial): string {
  if (polynomial.length === 0) return '0';
  return polynomial
    .map(({ coefficient, factors }) =>
      coefficient === 1 && factors.length > 0 ? factors.join('*') : [coefficient, ...factors].join('*'),
    )
    .join(' + ')
    .replaceAll('+ -', '- ');
}

function typeText(type: Type): string {
  switch (type.kind) {
    case 'typed':
      return `${type.element}[]`;
    case 'array':
      return `${typeText(type.element)}[]`;
    case 'tuple':
      return `[${type.elements.map(typeText).join(', ')}]`;
    case 'object':
      return `{${type.fields.map((field) => field.name).join(', ')}}`;
    default:
      return type.kind;
  }
}

function wrap(text: string, width: number): string {
  return text.replace(new RegExp(`(.{1,${width}})(\\s+|$)`, 'g'), '$1\n').trimEnd();
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
