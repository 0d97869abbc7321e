import { once } from 'node:events';
import { connect as connectHttp2, type Settings } from 'node:http2';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { WINDOW_BYTES } from '../../../../runtime/transport/flow-control.js';
import { listen } from './hub-server.js';

test('servers let 8 MiB be under way, in each stream and in sum', async () => {
  const { address } = await listen({});
  const session = connectHttp2(`http://${address}`);
  const [settings] = (await once(session, 'remoteSettings')) as [Settings];
  expect(settings.initialWindowSize).toBe(WINDOW_BYTES);
  // The window of the connection comes in a frame of its own.
  for (let waitedMs = 0; (session.state.remoteWindowSize ?? 0) < WINDOW_BYTES && waitedMs < 5000; waitedMs += 10) await sleep(10);
  expect(session.state.remoteWindowSize).toBe(WINDOW_BYTES);
  session.close();
});
