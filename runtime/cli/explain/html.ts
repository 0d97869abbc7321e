/** An explanation as one page: the source, with each loop's lines marked by what it is, and beside them why. No scripts, nothing loaded. */
import type { Explanation, LoopExplanation } from '../../../compiler/index.js';
import { costOf, dynamicTier, outcomeOf, summaryOf } from './sentences.js';
import { PAGE_STYLE } from './style.js';

type Kind = LoopExplanation['kind'];

/** The first that applies marks a line: of a loop that was put in place of several calls, the copy that is worst off. */
const WORST_FIRST: readonly Kind[] = ['sequential', 'wavefront', 'scan', 'reduction', 'doall'];

const LEGEND: Readonly<Record<Kind, string>> = {
  doall: 'any order, at the same time',
  reduction: 'at the same time, folded in order',
  scan: 'in two passes: what each part comes to, then each part from there',
  wavefront: 'along diagonals',
  sequential: 'in order',
};

export function htmlPage(explanation: Explanation): string {
  const { function: name, loops, sources, tier } = explanation;
  const summary = tier === 'dynamic' ? dynamicTier(explanation) : summaryOf(explanation);
  const keys = [...WORST_FIRST].reverse().map((kind) => `<span class="key ${kind}">${kind}</span> ${LEGEND[kind]}`);
  const files = tier === 'dynamic' ? filesOfRefusal(explanation) : [...new Set(loops.map(({ at }) => at.file))];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(name)}: its loops</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<h1>${escapeHtml(name)}</h1>
<p>${escapeHtml(summary)}</p>
${tier === 'static' ? `<p>${keys.join(' &emsp; ')}</p>` : ''}
${files.map((file, k) => listing(file, k === 0 ? 'L' : `F${k}L`, sources.get(file) ?? '', explanation)).join('\n')}
</body>
</html>
`;
}

function filesOfRefusal({ refusal, sources }: Explanation): string[] {
  return refusal && sources.has(refusal.file) ? [refusal.file] : [];
}

/** `anchor`: what the names of the lines begin with. */
function listing(file: string, anchor: string, source: string, explanation: Explanation): string {
  const loops = explanation.loops.filter(({ at }) => at.file === file);
  const lines = source.replace(/\n$/, '').split('\n');
  const deepest = Math.max(...lines.map((_, k) => marksOf(k + 1, loops).length));
  const heads = [...new Set([1, ...loops.map(({ at }) => at.line)])].sort((a, b) => a - b);
  const rows = lines.map((text, k) => {
    const line = k + 1;
    const start = heads.indexOf(line);
    // The note of a loop stands beside all lines up to the next loop.
    const note = start < 0 ? '' : noteCell(line, (heads[start + 1] ?? lines.length + 1) - line, anchor, loops, explanation);
    const marks = marksOf(line, loops).map((kind, depth) => `<i class="${kind}" style="--depth: ${depth}"></i>`);
    const code = `<td class="code">${marks.join('')}<code>${escapeHtml(text)}</code></td>`;
    return `<tr id="${anchor}${line}"><td class="line">${line}</td>${code}${note}</tr>`;
  });
  return `<h2>${escapeHtml(file)}</h2>\n<div class="listing"><table style="--deepest: ${deepest}">\n${rows.join('\n')}\n</table></div>`;
}

/** One mark for each loop around the line, from the outermost on. */
function marksOf(line: number, loops: readonly LoopExplanation[]): Kind[] {
  const around = loops.filter(({ lines: [first, last] }) => first <= line && line <= last);
  const places = new Map<string, Kind[]>();
  for (const { at, lines, kind } of around) {
    const place = `${at.line}:${at.column}-${lines[1]}`;
    places.set(place, [...(places.get(place) ?? []), kind]);
  }
  return [...places.values()].map((kinds) => WORST_FIRST.find((kind) => kinds.includes(kind))!);
}

function noteCell(
  line: number,
  rows: number,
  anchor: string,
  loops: readonly LoopExplanation[],
  explanation: Explanation,
): string {
  const notes = loops.filter(({ at }) => at.line === line).map((loop) => note(loop, anchor, explanation));
  return `<td class="note" rowspan="${rows}">${[...new Set(notes)].join('')}</td>`;
}

function note(loop: LoopExplanation, anchor: string, { blocks }: Explanation): string {
  const { name, kind, at, reason, accesses, remedy } = loop;
  const outcome = outcomeOf(loop, blocks);
  const places = accesses.map(({ what, at: place }) => {
    const where = place.file === at.file ? `line ${place.line}` : `${place.file}:${place.line}`;
    const link = place.file === at.file ? `<a href="#${anchor}${place.line}">${where}</a>` : escapeHtml(where);
    return `<li>${link}: <code>${escapeHtml(what)}</code></li>`;
  });
  return [
    `<div class="${kind}"><b>${kind}</b> loop <code>${escapeHtml(name)}</code>`,
    `<p>${escapeHtml(reason)}</p>`,
    places.length === 0 ? '' : `<ul>${places.join('')}</ul>`,
    outcome === undefined ? '' : `<p>${escapeHtml(outcome)}</p>`,
    remedy === undefined ? '' : `<p>Help: ${escapeHtml(remedy)}</p>`,
    `<p class="cost">${escapeHtml(costOf(loop, blocks))}</p></div>`,
  ].join('');
}

function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => names[character]!);
}
