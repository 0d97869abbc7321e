/** One hub in a process of its own, bound to this process: it ends when the pipe to its stdin closes, however that came about. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { ShoalError } from '../errors.js';

export interface LocalHub {
  readonly name: string;
  readonly address: string;
  readonly admin: string;
  readonly pid: number;
}

export interface HubProcessOptions {
  readonly name: string;
  /** Address of a hub of the cluster; none makes it the first one. */
  readonly join?: string;
  readonly signal?: AbortSignal | undefined;
  readonly onLog: (line: string) => void;
}

/** How long a hub may take from its start to its ready line, in ms; a cold machine with few cores is slow. */
const START_DEADLINE_MS = 60_000;
/** How long a hub may take to end once its stdin is closed, and again after SIGTERM, in ms. */
const END_GRACE_MS = 3000;
const LAST_LINES = 5;

export class HubProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #name: string;
  readonly #lastLines: string[] = [];
  readonly #exited: Promise<void>;

  private constructor(child: ChildProcess, name: string, onLog: (line: string) => void) {
    this.#child = child;
    this.#name = name;
    this.#exited = new Promise((resolve) => {
      child.once('close', () => resolve());
      child.once('error', () => resolve());
    });
    child.stdin?.on('error', () => {});
    if (child.stderr) {
      createInterface({ input: child.stderr }).on('line', (line) => {
        this.#lastLines.push(line);
        if (this.#lastLines.length > LAST_LINES) this.#lastLines.shift();
        onLog(line);
      });
    }
  }

  /** Resolves when the hub is ready. Throws SHOAL4001 with what it said when it ended instead; leaves no process behind then. */
  static async start({ name, join, signal, onLog }: HubProcessOptions): Promise<{ process: HubProcess; hub: LocalHub }> {
    signal?.throwIfAborted();
    const words = ['hub', '--json', '--listen', '127.0.0.1:0', '--name', name, '--die-with-parent'];
    if (join !== undefined) words.push('--join', join);
    const child = spawn(process.execPath, [commandPath(), ...words], {
      stdio: ['pipe', 'pipe', 'pipe'],
      // Hubs that serve one command have nothing to tell its user but trouble.
      env: { ...process.env, SHOAL_LOG_LEVEL: process.env.SHOAL_LOG_LEVEL ?? 'warn' },
    });
    const hubProcess = new HubProcess(child, name, onLog);
    try {
      return { process: hubProcess, hub: await hubProcess.#ready(signal) };
    } catch (error) {
      await hubProcess[Symbol.asyncDispose]();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Closing its stdin ends a hub without moving shards about, SIGTERM would make it drain first.
    this.#child.stdin?.destroy();
    if (await this.#endsWithin(END_GRACE_MS)) return;
    this.#child.kill('SIGTERM');
    if (await this.#endsWithin(END_GRACE_MS)) return;
    this.#child.kill('SIGKILL');
    await this.#exited;
  }

  async #ready(signal: AbortSignal | undefined): Promise<LocalHub> {
    const waiting = AbortSignal.any([AbortSignal.timeout(START_DEADLINE_MS), ...(signal ? [signal] : [])]);
    const lines = createInterface({ input: this.#child.stdout! });
    const first = once(lines, 'line', { signal: waiting }).then(([line]) => String(line));
    first.catch(() => {});
    const ended = this.#exited.then(() => undefined);
    let line: string | undefined;
    try {
      line = await Promise.race([first, ended]);
    } catch (cause) {
      signal?.throwIfAborted();
      throw new ShoalError('SHOAL4001', `${this.#name} was not ready within ${START_DEADLINE_MS / 1000} s${this.#said()}`, {
        cause,
      });
    }
    const hub = line === undefined ? undefined : parseReadyLine(line);
    if (hub) return hub;
    await this.#endsWithin(END_GRACE_MS);
    throw new ShoalError('SHOAL4001', `${this.#name} could not be started${failureIn(line) ?? this.#said()}`);
  }

  async #endsWithin(ms: number): Promise<boolean> {
    const timer = new AbortController();
    const late = sleep(ms, false, { signal: timer.signal }).catch(() => false);
    const ended = await Promise.race([this.#exited.then(() => true), late]);
    timer.abort();
    return ended;
  }

  #said(): string {
    return this.#lastLines.length > 0 ? `: ${this.#lastLines.join(' | ')}` : '';
  }
}

/** Hubs always run what was built, also when this code runs from its sources. Throws SHOAL0002 when nothing was. */
function commandPath(): string {
  try {
    return createRequire(import.meta.url).resolve('#dist/runtime/cli/main.js');
  } catch (cause) {
    throw new ShoalError('SHOAL0002', 'the shoal command has not been built', { cause, hint: 'npm run build' });
  }
}

function parseReadyLine(line: string): LocalHub | undefined {
  const { name, address, admin, pid } = parseObject(line) ?? {};
  return typeof name === 'string' && typeof address === 'string' && typeof admin === 'string' && typeof pid === 'number'
    ? { name, address, admin, pid }
    : undefined;
}

/** The sentence of the `{ok: false, error}` that a command prints when it fails. */
function failureIn(line: string | undefined): string | undefined {
  const error = parseObject(line ?? '')?.error as { message?: unknown } | undefined;
  return typeof error?.message === 'string' ? `: ${error.message}` : undefined;
}

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
