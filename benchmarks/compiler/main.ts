/**
 * What the compiler's code is worth. Parts, chosen with --only: `polybench` (loops found, time beside Node), `programs` (time beside Node),
 * `safepoints` (what they cost), `suspension` (from request to pause), `hubs` (two against one).
 * Flags: --only PART,PART; --subjects NAME,NAME; --rounds N (7 at least); --pauses N; --out FILE; --json. Parts that did not run keep their
 * figures in FILE. --tables only prints what FILE holds, as the tables of docs/compiler.md.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine } from '../../runtime/cli/bench/machine.js';
import { createV8Engine } from '../../runtime/engine/index.js';
import { type Figures, markdownTables } from './markdown.js';
import { PARTS, type PartName, type Settings } from './parts.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    subjects: { type: 'string' },
    rounds: { type: 'string', default: '9' },
    pauses: { type: 'string', default: '200' },
    out: { type: 'string' },
    json: { type: 'boolean', default: false },
    tables: { type: 'boolean', default: false },
  },
});

try {
  if (values.tables) printTables(values.out);
  else await main();
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(`bench:compiler: ${error instanceof Error ? error.message : String(error)}\n`);
}

async function main(): Promise<void> {
  const names = chosenParts(values.only);
  const print = values.json ? () => {} : (line: string) => console.log(line);
  await using engine = createV8Engine({ warm: 2, kept: 2 });
  const settings: Settings = {
    engine,
    rounds: atLeast('rounds', values.rounds, 7),
    pauses: atLeast('pauses', values.pauses, 1),
    wants: wanted(values.subjects?.split(',')),
    print,
  };
  const measured: Record<string, unknown> = {};
  for (const name of names) {
    print(`\n${PARTS[name].title}`);
    measured[name] = await PARTS[name].measure(settings);
    if (values.out) write(values.out, measured);
  }
  if (values.json) console.log(JSON.stringify(report(measured)));
}

function printTables(file: string | undefined): void {
  if (file === undefined) throw new Error('--tables takes the figures from the file that --out names');
  console.log(markdownTables(partsIn(file)));
}

function chosenParts(only: string | undefined): readonly PartName[] {
  const all = Object.keys(PARTS) as PartName[];
  if (only === undefined) return all;
  return only.split(',').map((name) => {
    const found = all.find((part) => part === name);
    if (!found) throw new Error(`there is no part "${name}"; parts are ${all.join(', ')}`);
    return found;
  });
}

function atLeast(flag: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) throw new Error(`--${flag} takes an integer from ${least} on, not "${text}"`);
  return value;
}

function wanted(names: readonly string[] | undefined): (name: string) => boolean {
  return (name) => names?.includes(name) ?? true;
}

function report(measured: Readonly<Record<string, unknown>>) {
  return { schema: 'shoal/bench-compiler@2', machine: describeMachine(), parts: measured };
}

/** After each part, so that what was measured is kept if a later part fails. */
function write(file: string, measured: Readonly<Record<string, unknown>>): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(report({ ...partsIn(file), ...measured }), undefined, 2)}\n`);
}

/** Of an earlier run in the same form. */
function partsIn(file: string): Figures {
  if (!existsSync(file)) return {};
  const { schema, parts } = JSON.parse(readFileSync(file, 'utf8')) as { schema?: string; parts?: Figures };
  return schema === 'shoal/bench-compiler@2' ? (parts ?? {}) : {};
}
