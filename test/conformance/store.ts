/** What every implementation of Store must do. */
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { ChangeSet, Store } from '../../runtime/coordination/index.js';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text));
const text = (value: Uint8Array) => Buffer.from(value).toString();

/** `open` makes an empty store; `historyRevisions` is how many of the last revisions it keeps. */
export function describeStore(name: string, open: (historyRevisions: number) => Promise<Store>): void {
  const opened: Store[] = [];
  const empty = async (historyRevisions = 1000) => {
    const store = await open(historyRevisions);
    opened.push(store);
    return store;
  };
  afterEach(async () => {
    for (const store of opened.splice(0)) await store[Symbol.asyncDispose]();
  });

  describe(`${name} as a store`, () => {
    test('returns what was put last, with the version of that write', async () => {
      const store = await empty();
      expect(await store.get('a')).toBeUndefined();
      const first = await store.put('a', bytes('1'));
      const second = await store.put('a', bytes('2'));
      expect(second).toBeGreaterThan(first);
      const entry = await store.get('a');
      expect(entry?.version).toBe(second);
      expect(text(entry!.value)).toBe('2');
    });

    test('keeps any bytes, and its own copy of them', async () => {
      const store = await empty();
      const value = Uint8Array.from({ length: 256 }, (_, index) => index);
      const put = store.put('all', value);
      value.fill(0);
      await put;
      expect([...(await store.get('all'))!.value]).toEqual(Array.from({ length: 256 }, (_, index) => index));
      await store.put('none', new Uint8Array(0));
      expect((await store.get('none'))?.value.byteLength).toBe(0);
    });

    test('lists a prefix in order, as of one revision', async () => {
      const store = await empty();
      for (const key of ['b/2', 'a', 'b/1', 'c', 'b', 'b/1/x']) await store.put(key, bytes(key));
      const { revision, entries } = await store.list('b/');
      expect(entries.map(({ key }) => key)).toEqual(['b/1', 'b/1/x', 'b/2']);
      expect(revision).toBe(6);
      expect((await store.list('')).entries).toHaveLength(6);
      expect((await store.list('zz')).entries).toEqual([]);
    });

    test('writes all of a transaction or nothing', async () => {
      const store = await empty();
      const version = await store.put('a', bytes('1'));
      const lost = await store.transact({
        checks: [{ key: 'a', version: version + 1 }],
        puts: [{ key: 'b', value: bytes('x') }],
        deletes: ['a'],
      });
      expect(lost).toEqual({ committed: false, revision: version });
      expect(await store.get('b')).toBeUndefined();
      const won = await store.transact({
        checks: [
          { key: 'a', version },
          { key: 'b', version: 0 },
        ],
        puts: [{ key: 'b', value: bytes('x') }],
        deletes: ['a', 'never there'],
      });
      expect(won).toEqual({ committed: true, revision: version + 1 });
      expect(await store.get('a')).toBeUndefined();
      expect((await store.get('b'))?.version).toBe(won.revision);
    });

    test('lets one of many rivals win', async () => {
      const store = await empty();
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          store.transact({ checks: [{ key: 'lock', version: 0 }], puts: [{ key: 'lock', value: bytes(String(index)) }] }),
        ),
      );
      expect(results.filter(({ committed }) => committed)).toHaveLength(1);
    });

    test('counts to 200 by compare-and-swap from four sides', async () => {
      const store = await empty();
      const increment = async () => {
        for (;;) {
          const entry = await store.get('n');
          const next = Number(entry ? text(entry.value) : '0') + 1;
          const { committed } = await store.transact({
            checks: [{ key: 'n', version: entry?.version ?? 0 }],
            puts: [{ key: 'n', value: bytes(String(next)) }],
          });
          if (committed) return;
        }
      };
      await Promise.all(
        Array.from({ length: 4 }, async () => {
          for (let n = 0; n < 50; n++) await increment();
        }),
      );
      expect(text((await store.get('n'))!.value)).toBe('200');
    });

    test.each([
      ['', 1],
      ['\u00e4', 1],
      ['line\nbreak', 1],
      ['x'.repeat(513), 1],
      ['k', (1 << 20) + 1],
    ])('refuses key %j with a value of %i bytes', async (key, size) => {
      const store = await empty();
      await expect(store.put(key, new Uint8Array(size))).rejects.toMatchObject({ code: 'SHOAL5006' });
    });

    describe('watching', () => {
      test('hears each change of a prefix once and in order', async () => {
        const store = await empty();
        await store.put('w/old', bytes('0'));
        const seen: ChangeSet[] = [];
        const stop = new AbortController();
        const watching = (async () => {
          for await (const set of store.watch('w/', { signal: stop.signal })) {
            seen.push(set);
            if (seen.length === 3) stop.abort();
          }
        })();
        await sleep(10);
        await store.put('other', bytes('-'));
        await store.put('w/a', bytes('1'));
        await store.transact({
          puts: [
            { key: 'w/b', value: bytes('2') },
            { key: 'x', value: bytes('-') },
          ],
          deletes: ['w/a'],
        });
        await store.transact({ deletes: ['w/old'] });
        await watching;
        expect(
          seen.map(({ changes }) => changes.map((change) => (change.kind === 'put' ? `+${change.entry.key}` : `-${change.key}`))),
        ).toEqual([['+w/a'], ['+w/b', '-w/a'], ['-w/old']]);
      });

      test('resumes without a gap while others write', async () => {
        const store = await empty();
        const writing = (async () => {
          for (let n = 1; n <= 200; n++) await store.put(`w/${n % 7}`, bytes(String(n)));
        })();
        const seen: string[] = [];
        let from = 1;
        while (seen.length < 200) {
          const stop = new AbortController();
          let taken = 0;
          for await (const { revision, changes } of store.watch('w/', { from, signal: stop.signal })) {
            for (const change of changes) if (change.kind === 'put') seen.push(text(change.entry.value));
            from = revision + 1;
            if (++taken === 13 || seen.length === 200) stop.abort();
          }
        }
        await writing;
        expect(seen).toEqual(Array.from({ length: 200 }, (_, index) => String(index + 1)));
      });

      test('says so when the past is no longer kept', async () => {
        const store = await empty(10);
        for (let n = 0; n < 30; n++) await store.put('k', bytes(String(n)));
        const read = async () => {
          for await (const _set of store.watch('', { from: 1, signal: AbortSignal.timeout(5000) }));
        };
        await expect(read()).rejects.toMatchObject({ code: 'SHOAL5009' });
      });

      test('ends with its signal and with the store', async () => {
        const store = await empty();
        const aborted = new AbortController();
        const drain = async (signal: AbortSignal) => {
          for await (const _set of store.watch('', { signal }));
        };
        const first = drain(aborted.signal);
        const second = drain(new AbortController().signal);
        aborted.abort();
        await first;
        await store[Symbol.asyncDispose]();
        await second;
        await expect(store.get('a')).rejects.toMatchObject({ code: 'SHOAL2006' });
      });
    });

    describe('leases', () => {
      test('take their keys with them when they end', async () => {
        const store = await empty();
        const lease = await store.grantLease(100);
        await store.put('mine', bytes('1'), lease);
        await store.put('free', bytes('1'));
        const stop = AbortSignal.timeout(5000);
        for await (const { changes } of store.watch('mine', { signal: stop })) {
          expect(changes).toEqual([{ kind: 'delete', key: 'mine' }]);
          break;
        }
        expect(stop.aborted).toBe(false);
        expect(await store.get('mine')).toBeUndefined();
        expect(await store.get('free')).toBeDefined();
        await expect(store.keepAlive(lease)).rejects.toMatchObject({ code: 'SHOAL5009' });
        await expect(store.put('mine', bytes('2'), lease)).rejects.toMatchObject({ code: 'SHOAL5009' });
      });

      test('live as long as they are kept alive', async () => {
        const store = await empty();
        const lease = await store.grantLease(400);
        await store.put('mine', bytes('1'), lease);
        for (let n = 0; n < 10; n++) {
          await sleep(80);
          await store.keepAlive(lease);
        }
        expect(await store.get('mine')).toBeDefined();
        await store.revokeLease(lease);
        expect(await store.get('mine')).toBeUndefined();
        await store.revokeLease(lease);
      });

      test('let go of a key that is written without them', async () => {
        const store = await empty();
        const lease = await store.grantLease(60_000);
        await store.put('k', bytes('1'), lease);
        await store.put('k', bytes('2'));
        await store.revokeLease(lease);
        expect(text((await store.get('k'))!.value)).toBe('2');
      });
    });

    test('does what a map with a counter does', async () => {
      const key = fc.constantFrom('a', 'a/1', 'a/2', 'b');
      const operation = fc.oneof(
        fc.record({ kind: fc.constant('put' as const), key, value: fc.string({ maxLength: 4 }) }),
        fc.record({ kind: fc.constant('delete' as const), key }),
        fc.record({ kind: fc.constant('swap' as const), key, stale: fc.boolean(), value: fc.string({ maxLength: 4 }) }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(operation, { maxLength: 20 }), async (operations) => {
          const store = await open(1000);
          try {
            const model = new Map<string, { value: string; version: number }>();
            let revision = 0;
            for (const step of operations) {
              if (step.kind === 'put') {
                expect(await store.put(step.key, bytes(step.value))).toBe(++revision);
                model.set(step.key, { value: step.value, version: revision });
              } else if (step.kind === 'delete') {
                if (model.delete(step.key)) revision++;
                expect(await store.transact({ deletes: [step.key] })).toEqual({ committed: true, revision });
              } else {
                const version = (model.get(step.key)?.version ?? 0) + (step.stale ? 1 : 0);
                const result = await store.transact({
                  checks: [{ key: step.key, version }],
                  puts: [{ key: step.key, value: bytes(step.value) }],
                });
                if (!step.stale) model.set(step.key, { value: step.value, version: ++revision });
                expect(result).toEqual({ committed: !step.stale, revision });
              }
            }
            const { entries } = await store.list('a');
            expect(entries.map(({ key: found, value, version }) => [found, { value: text(value), version }])).toEqual(
              [...model].filter(([found]) => found.startsWith('a')).sort(([a], [b]) => (a < b ? -1 : 1)),
            );
          } finally {
            await store[Symbol.asyncDispose]();
          }
        }),
        { numRuns: 25 },
      );
    });
  });
}
