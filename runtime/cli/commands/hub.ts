/** `shoal hub`: one hub in the foreground, until a signal or the end of its parent. */
import { pino } from 'pino';
import { ShoalError } from '../../errors.js';
import { startHub } from '../../orchestrator/index.js';
import { type CommandContext, deadline } from '../command.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { SignalReceived } from '../failure.js';

export interface HubOptions {
  readonly listen: string;
  readonly join?: string;
  readonly data?: string;
  readonly name?: string;
  readonly admin?: string;
  /** The parent holds the other end of stdin and never writes to it: its end is the parent's. */
  readonly dieWithParent?: boolean;
}

/** How long a hub may take to move its shards away before it ends regardless. */
const DRAIN_MS = 30_000;
const CLOSE_MS = 5_000;

export async function hubCommand({ terminal }: CommandContext, options: HubOptions): Promise<ExitCode> {
  const starting = new AbortController();
  const stop = waitForStop(options.dieWithParent === true, (reason) => starting.abort(reason));
  const { listen, join, data, name, admin } = options;
  const log = pino({ level: process.env.SHOAL_LOG_LEVEL ?? 'info' }, pino.destination({ dest: 2, sync: true }));
  const hub = await startHub({
    listen,
    log,
    signal: starting.signal,
    ...(join === undefined ? {} : { join }),
    ...(data === undefined ? {} : { data }),
    ...(name === undefined ? {} : { name }),
    ...(admin === undefined ? {} : { admin }),
  });
  terminal.result(
    { schema: 'shoal/hub@1', name: hub.name, address: hub.address, admin: hub.admin, pid: hub.pid },
    () => `hub ${hub.name} listens on ${hub.address}; /livez, /readyz and /metrics on http://${hub.admin} (process ${hub.pid})`,
  );
  const drains = await Promise.race([
    stop.signalled.then(() => true),
    stop.parentEnded.then(() => false),
    hub.closed.then(() => false),
  ]);
  // Without the parent nobody waits for results, so there is nothing to move away.
  const drained = !drains || (await deadline(Promise.race([hub.drain(), stop.parentEnded]), DRAIN_MS));
  if (!drained) terminal.note(`hub ${hub.name} could not move all its shards away in ${DRAIN_MS / 1000} s`);
  await deadline(hub.close(), CLOSE_MS);
  return drained ? EXIT.ok : EXIT.failed;
}

interface Stop {
  readonly signalled: Promise<void>;
  readonly parentEnded: Promise<void>;
}

/** `onStop` hears of every reason to stop; a second signal ends the process at once. */
function waitForStop(dieWithParent: boolean, onStop: (reason: Error) => void): Stop {
  const signalled = new Promise<void>((resolve) => {
    let stopping = false;
    const take = (name: 'SIGINT' | 'SIGTERM'): void => {
      const received = new SignalReceived(name);
      if (stopping) process.exit(received.exitCode);
      stopping = true;
      onStop(received);
      resolve();
    };
    process.on('SIGTERM', take);
    // A terminal's Ctrl-C reaches the parent, too, which ends its hubs when it has done with them.
    process.on('SIGINT', dieWithParent ? () => undefined : take);
  });
  const parentEnded = new Promise<void>((resolve) => {
    if (!dieWithParent) return;
    process.stdin.on('close', () => {
      onStop(new ShoalError('SHOAL4001', 'the process that started this hub is gone'));
      resolve();
    });
    process.stdin.on('error', () => process.stdin.destroy());
    process.stdin.resume();
  });
  return { signalled, parentEnded };
}
