/** Runs a source by Node, types taken off by TypeScript, and by the interpreter of Core, and compares. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import ts from 'typescript';
import { expect } from 'vitest';
import { printProgram } from '../../../../../compiler/dynamic/core/index.js';
import { toCore } from '../../../../../compiler/dynamic/syntax/index.js';
import { BUILTINS, INTRINSICS } from '../host-tables.js';
import { Interpreter } from '../interpret.js';

export type Files = Readonly<Record<string, string>>;

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  useDefineForClassFields: true,
};

/** Runs modules by Node itself: vitest would rewrite them. */
class NodeRunner {
  private readonly worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
    const show = ${show.toString()};
    parentPort.on('message', async ({ url, name, args }) => {
      let text;
      try { const { [name]: run } = await import(url); text = show(await run(...args)); } catch (error) { text = 'throws ' + show(error); }
      parentPort.postMessage(text);
    });`,
    { eval: true },
  );

  constructor() {
    this.worker.unref();
  }

  run(url: string, name: string, args: readonly unknown[]): Promise<string> {
    const answer = new Promise<string>((resolve) => void this.worker.once('message', resolve));
    this.worker.postMessage({ url, name, args });
    return answer;
  }
}

let runner: NodeRunner | undefined;

/** Writes the files to a folder of their own; the first is the entry. */
export function withFiles<T>(files: Files, use: (entry: string, folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'shoal-syntax-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    return use(path.join(folder, Object.keys(files)[0]!), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The outcome as text in which all differences can be seen. */
export function show(value: unknown, around: readonly unknown[] = []): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return `function ${value.name}/${value.length}`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (around.includes(value)) return `circle ${around.indexOf(value)}`;
  const inside = [...around, value];
  if (value instanceof Error) return `${value.constructor.name}(${value.name}: ${value.message})`;
  if (Array.isArray(value))
    return `[${Array.from(value, (one, index) => (index in value ? show(one, inside) : 'hole')).join(', ')}]`;
  if (value instanceof Map) return `Map(${show([...value], inside)})`;
  if (value instanceof Set) return `Set(${show([...value], inside)})`;
  if (ArrayBuffer.isView(value)) return `${value.constructor.name}${show(Array.from(value as Uint8Array), inside)}`;
  const name = Object.getPrototypeOf(value)?.constructor?.name ?? 'null';
  return `${name === 'Object' ? '' : name}{${Object.entries(value)
    .filter(([key]) => !key.startsWith('\0'))
    .map(([key, one]) => `${key}: ${show(one, inside)}`)
    .join(', ')}}`;
}

export function outcomeOf(run: () => unknown): string {
  try {
    return show(run());
  } catch (error) {
    return `throws ${show(error)}`;
  }
}

/** Both outcomes of the entry's function; a refusal fails the test. */
export async function both(
  files: Files,
  name: string,
  args: readonly unknown[],
): Promise<{ node: string; core: string; text: string }> {
  const core = withFiles(files, (entry) => toCore(entry, name));
  expect(core.diagnostics).toEqual([]);
  const program = core.program!;
  const interpreted = outcomeOf(() =>
    new Interpreter(program, { intrinsics: INTRINSICS, builtins: BUILTINS }).run(structuredClone(args) as unknown[]),
  );
  const folder = mkdtempSync(path.join(tmpdir(), 'shoal-node-'));
  try {
    writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
    for (const [file, text] of Object.entries(files)) {
      const target = path.join(folder, file.replace(/\.ts$/, '.js'));
      mkdirSync(path.dirname(target), { recursive: true });
      const code = /(?<!\.d)\.ts$/.test(file)
        ? ts.transpileModule(text, { compilerOptions: OPTIONS, fileName: file }).outputText
        : text;
      writeFileSync(
        target,
        code.replace(/((?:from|import)\s+'\.[^']*)\.ts'/g, "$1.js'").replace(/'\.\/dir'/, "'./dir/index.js'"),
      );
    }
    const entry = path.join(folder, Object.keys(files)[0]!.replace(/\.ts$/, '.js'));
    runner ??= new NodeRunner();
    const node = await runner.run(pathToFileURL(entry).href, name, args);
    return { node, core: interpreted, text: printProgram(program) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Codes and places of what is refused, as `SHOAL1040@2:3`. */
export function refusals(files: Files, name?: string): string[] {
  return withFiles(files, (entry) => toCore(entry, name)).diagnostics.map((one) => `${one.code}@${one.line}:${one.column}`);
}
