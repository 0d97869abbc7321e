/** An explanation for the terminal: each loop with the piece of source where it begins. */
import { codeFrameColumns } from '@babel/code-frame';
import type { Explanation, LoopExplanation } from '../../../compiler/index.js';
import { type Terminal, wantsColor } from '../terminal.js';
import { costOf, dynamicTier, outcomeOf, summaryOf } from './sentences.js';

const STYLES = { doall: 'green', reduction: 'green', scan: 'green', wavefront: 'cyan', sequential: 'yellow' } as const;

export function explanationText(explanation: Explanation, terminal: Terminal): string {
  if (explanation.tier === 'dynamic') return dynamicTier(explanation);
  return [...explanation.loops.map((loop) => loopText(loop, explanation, terminal)), summaryOf(explanation)].join('\n\n');
}

function loopText(loop: LoopExplanation, { blocks, sources }: Explanation, terminal: Terminal): string {
  const { name, kind, at, reason, accesses, remedy } = loop;
  const outcome = outcomeOf(loop, blocks);
  const lines = [
    `${terminal.style(STYLES[kind], kind)}: loop ${name}`,
    `  ${terminal.style('cyan', `${at.file}:${at.line}:${at.column}`)}`,
    ...frame(sources.get(at.file) ?? '', at),
    `  ${reason}`,
    ...accesses.map((access) => `    ${access.at.file}:${access.at.line}:${access.at.column}  ${access.what}`),
    ...(outcome === undefined ? [] : [`  ${outcome}`]),
    `  ${terminal.style('dim', costOf(loop, blocks))}`,
    ...(remedy === undefined ? [] : [`  ${terminal.style('green', 'help')}: ${remedy}`]),
  ];
  return lines.join('\n');
}

function frame(source: string, { line, column }: LoopExplanation['at']): string[] {
  if (source === '') return [];
  const options = { highlightCode: wantsColor(process.stdout, process.env), linesAbove: 1, linesBelow: 2 };
  const text = codeFrameColumns(source, { start: { line, column } }, options);
  return text.split('\n').map((row) => `  ${row}`.trimEnd());
}
