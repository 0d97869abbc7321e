import { afterEach, beforeEach, expect, test } from 'vitest';
import { AdminServer } from '../../../../runtime/hub/admin.js';
import { HubMetricsRegistry } from '../../../../runtime/hub/metrics.js';

let ready = true;
let admin: AdminServer;
const metrics = new HubMetricsRegistry(() => new Map([['running', 3]]));
beforeEach(async () => {
  admin = await AdminServer.listen('127.0.0.1:0', metrics, () => ({ ready, reason: ready ? 'ready' : 'leaving' }));
});
afterEach(() => admin[Symbol.asyncDispose]());

const get = async (path: string, method = 'GET') => {
  const response = await fetch(`http://${admin.address}${path}`, { method });
  return { status: response.status, text: await response.text() };
};

test('says that the process lives and whether it is ready', async () => {
  expect(await get('/livez')).toEqual({ status: 200, text: 'ok\n' });
  expect(await get('/readyz?verbose')).toEqual({ status: 200, text: 'ready\n' });
  ready = false;
  expect(await get('/readyz')).toEqual({ status: 503, text: 'leaving\n' });
  expect((await get('/livez')).status).toBe(200);
});

test('shows what was counted', async () => {
  metrics.moveEnded('moved', 7.4);
  metrics.moveEnded('stayed');
  metrics.bytes('out', 1000);
  const { status, text } = await get('/metrics');
  expect(status).toBe(200);
  expect(text).toContain('shoal_migration_blackout_seconds_bucket{le="0.0075"} 1');
  expect(text).toContain('shoal_migration_blackout_seconds_count 1');
  expect(text).toContain('shoal_moves_total{result="stayed"} 1');
  expect(text).toContain('shoal_bytes_total{direction="out"} 1000');
  expect(text).toContain('shoal_shards{state="running"} 3');
});

test('knows nothing else', async () => {
  expect((await get('/')).status).toBe(404);
  expect((await get('/livez', 'POST')).status).toBe(405);
});

test('can not listen where something listens already', async () => {
  const second = AdminServer.listen(admin.address, metrics, () => ({ ready, reason: '' }));
  await expect(second).rejects.toMatchObject({ code: 'SHOAL4004' });
});
