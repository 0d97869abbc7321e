/** The `shoal` command as a user's shell calls it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/runtime/cli/main.js', import.meta.url));

/** Runs long over little state: {@link long}. */
export const workload = fileURLToPath(new URL('../../benchmarks/workloads/dirty-pages.ts', import.meta.url));

/** Arguments of the workload: 1 MiB of state, and work for about a quarter of a second an interval. */
export const long = (intervals: number): string => JSON.stringify([256, 4, 2 ** 16, intervals]);

export const example = (name: string): string => fileURLToPath(new URL(`../../examples/${name}.ts`, import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Called {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves at the first line of stdout; rejects when the process ends before. */
  readonly firstLine: Promise<string>;
  /** Processes that this call started, itself included, and that still run. */
  descendants(): number[];
}

/** Marks a call's environment, which all its descendants inherit. */
const MARK = 'SHOAL_TEST_CALL';
const LIMIT_MS = 110_000;

export function call(...words: string[]): Called {
  return start(words, LIMIT_MS);
}

/** A hub, which runs until it is told to stop. */
export function callHub(...words: string[]): Called {
  return start(['hub', ...words]);
}

function start(words: readonly string[], limitMs?: number): Called {
  const mark = randomUUID();
  const child = spawn(process.execPath, [MAIN, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, [MARK]: mark, NO_COLOR: '1' },
    timeout: limitMs,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, stdout, stderr }));
  const firstLine = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    ended.then(() => reject(new Error(`it ended: ${stderr}`)));
  });
  firstLine.catch(() => undefined);
  return { process: child, ended, firstLine, descendants: () => processesWith(`${MARK}=${mark}`) };
}

export async function shoal(...words: string[]): Promise<Ended> {
  return await call(...words).ended;
}

/** The one JSON document on stdout. Throws when there is not exactly one. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into documents of all shapes
export async function shoalJson(...words: string[]): Promise<{ code: number | null; document: any }> {
  const { code, stdout, stderr } = await shoal(...words, '--json');
  if (!stdout.endsWith('\n') || stdout.indexOf('\n') !== stdout.length - 1) {
    throw new Error(`not one line of JSON: ${JSON.stringify(stdout.slice(0, 500))}; stderr: ${stderr}`);
  }
  return { code, document: JSON.parse(stdout) };
}

/** Waits until `look` finds something. */
export async function eventually<T>(
  look: () => Promise<T | undefined> | T | undefined,
  what: string,
  limitMs = 60_000,
): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`no ${what} after ${limitMs} ms`);
    await sleep(50);
  }
}

function processesWith(variable: string): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return readFileSync(`/proc/${name}/environ`, 'latin1').split('\0').includes(variable) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}
