/** The corpus: small functions of test/corpus with the arguments they are called with, and Node's answers. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import type { Value } from '../../runtime/values/index.js';

export interface Failure {
  readonly arguments: readonly Value[];
  /** The code of the ShoalError with which the run ends. */
  readonly code: string;
  /** Another code with which it may end when independent blocks run at the same time. */
  readonly orElse?: string;
  /** Whether Node throws too; elsewhere Node reads `undefined` and goes on. */
  readonly node?: boolean;
}

export interface CorpusFunction {
  readonly name: string;
  readonly cases: readonly (readonly Value[])[];
  readonly failures: readonly Failure[];
}

export interface CorpusFile {
  /** Such as `loops`. */
  readonly topic: string;
  readonly path: string;
  readonly functions: readonly CorpusFunction[];
}

interface CasesModule {
  readonly cases?: Readonly<Record<string, readonly (readonly Value[])[]>>;
  readonly failures?: Readonly<Record<string, readonly Failure[]>>;
}

const FOLDER = path.resolve(import.meta.dirname, '../corpus');

export const TOPICS: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.cases.ts'))
  .map((name) => name.slice(0, -'.cases.ts'.length))
  .sort();

export async function loadCorpus(topic: string): Promise<CorpusFile> {
  const { cases = {}, failures = {} } = (await importBundled(path.join(FOLDER, `${topic}.cases.ts`))) as CasesModule;
  const names = [...new Set([...Object.keys(cases), ...Object.keys(failures)])];
  const functions = names.map((name) => ({ name, cases: cases[name] ?? [], failures: failures[name] ?? [] }));
  return { topic, path: path.join(FOLDER, `${topic}.ts`), functions };
}

type Functions = Readonly<Record<string, (...values: Value[]) => Value>>;

/** The functions of a TypeScript file as Node has them. */
export async function loadInNode(file: string): Promise<Functions> {
  return (await importBundled(file)) as Functions;
}

async function importBundled(file: string): Promise<unknown> {
  const bundled = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  });
  return import(`data:text/javascript;base64,${Buffer.from(bundled.outputFiles[0]!.contents).toString('base64')}`);
}

/** Arguments that a function may change, each a copy of its own. */
export function freshArguments(values: readonly Value[]): Value[] {
  return values.map((value) => structuredClone(value));
}
