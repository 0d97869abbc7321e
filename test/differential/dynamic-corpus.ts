/** The corpus of the dynamic tier: functions of test/corpus-dynamic with the arguments they are called with, and Node's outcomes. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { encodeGraph, GraphError } from '../../runtime/values/graph.js';

export interface DynamicFile {
  /** Such as `graphs`. */
  readonly topic: string;
  readonly path: string;
  readonly functions: readonly { readonly name: string; readonly cases: readonly (readonly unknown[])[] }[];
}

/** How a call ended, in the encoding that a dynamic block gives: `[threw, value, arguments]`. */
export interface NodeOutcome {
  readonly bytes: Uint8Array;
  readonly threw: boolean;
  readonly value: unknown;
  readonly arguments: readonly unknown[];
}

const FOLDER = path.resolve(import.meta.dirname, '../corpus-dynamic');

export const DYNAMIC_TOPICS: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.cases.ts'))
  .map((name) => name.slice(0, -'.cases.ts'.length))
  .sort();

export async function loadDynamicCorpus(topic: string): Promise<DynamicFile> {
  const { cases } = (await importFile(path.join(FOLDER, `${topic}.cases.ts`))) as {
    readonly cases: Readonly<Record<string, readonly (readonly unknown[])[]>>;
  };
  const file = ['ts', 'js'].map((suffix) => path.join(FOLDER, `${topic}.${suffix}`)).find(existsSync)!;
  return { topic, path: file, functions: Object.entries(cases).map(([name, list]) => ({ name, cases: list })) };
}

/** Calls the function in a fresh copy of its module, as every run of a block is a fresh one. */
export async function outcomeInNode(file: string, name: string, values: readonly unknown[]): Promise<NodeOutcome> {
  const module = (await importFile(file)) as Readonly<Record<string, (...values: unknown[]) => unknown>>;
  const given = structuredClone(values) as unknown[];
  let threw = false;
  let value: unknown;
  try {
    value = module[name]!(...given);
    if (value instanceof Promise) value = await value;
  } catch (error) {
    threw = true;
    value = error;
  }
  try {
    return { bytes: encodeGraph([threw, value, given], { instances: 'keep' }), threw, value, arguments: given };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new Error(`${name} gives ${error.path}: ${error.message}`);
  }
}

let copies = 0;
const stripped = new Map<string, string>();

/** Types are stripped and nothing else is changed: messages quote the source. */
function importFile(file: string): Promise<unknown> {
  const code = `${stripped.get(file) ?? strip(file)}\n// copy ${copies++}`;
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}

function strip(file: string): string {
  const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022, removeComments: false },
  });
  stripped.set(file, outputText);
  return outputText;
}
