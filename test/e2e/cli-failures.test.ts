/** Whatever a user gets wrong is answered with one sentence, an exit code and, with --json, one document; never with a stack trace. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { example, shoal, shoalJson } from './shoal.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'shoal-cli-'));
  await writeFile(
    join(directory, 'clock.ts'),
    'export function f(n: number): number {\n  const now = Date.now();\n  return now + n;\n}\n',
  );
  await writeFile(join(directory, 'syntax.ts'), 'export function f(n: number {\n');
  await writeFile(join(directory, 'empty.ts'), '');
  await writeFile(join(directory, 'args.txt'), '[]');
  await writeFile(join(directory, 'broken.cbor'), new Uint8Array([0x9f, 1]));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** Nothing listens there: the port is reserved. */
const NOWHERE = '127.0.0.1:1';
const mandelbrot = example('mandelbrot');
const matmul = example('matmul');

const CASES: readonly (readonly [words: readonly string[], exitCode: number, code: string, message: string])[] = [
  [['fly'], 2, 'SHOAL0001', "unknown command 'fly'"],
  [['compile', 'nope.ts'], 2, 'SHOAL0002', "nope.ts can't be read: it does not exist"],
  [['compile', 'examples'], 2, 'SHOAL0002', "examples can't be read: it is no file"],
  [['check', 'README.md'], 2, 'SHOAL0002', 'README.md is no TypeScript or JavaScript file'],
  [['check', '$/clock.ts'], 3, 'SHOAL1020', "'Date' exists only where the host gives it"],
  [['check', '$/syntax.ts'], 3, 'SHOAL1001', ''],
  [['compile', '$/empty.ts'], 3, 'SHOAL1004', 'exports no function'],
  [['compile', matmul], 2, 'SHOAL1005', 'exports several functions'],
  [['compile', matmul, '--fn', 'multply'], 2, 'SHOAL1003', "no function 'multply'"],
  [['compile', mandelbrot, '-o', '$/args.txt/x'], 2, 'SHOAL0002', 'args.txt/x'],
  [['run', '$/clock.ts', '--args', '[1]'], 3, 'SHOAL1020', "'Date' exists only where the host gives it"],
  [['run', mandelbrot, '--args', '[1, 2]'], 2, 'SHOAL3002', 'takes 3 arguments, but 2 were given'],
  [['run', mandelbrot], 2, 'SHOAL3002', 'takes 3 arguments, but 0 were given'],
  [['run', mandelbrot, '--args', '[1, "2", 3]'], 2, 'SHOAL3001', 'parameter "height" must be number'],
  [['run', mandelbrot, '--args', '[1, 2'], 2, 'SHOAL0001', '--args is no JSON'],
  [['run', mandelbrot, '--args-file', '$/none.json'], 2, 'SHOAL0002', 'does not exist'],
  [['run', mandelbrot, '--args-file', '$/args.txt'], 2, 'SHOAL0001', '.json or a .cbor'],
  [['run', mandelbrot, '--args-file', '$/broken.cbor'], 2, 'SHOAL0001', 'is no CBOR'],
  [['run', mandelbrot, '--args', '[1, 2, 3]', '--out', '$/none/r.cbor'], 2, 'SHOAL0002', 'does not exist'],
  [['run', mandelbrot, '--args', '[1, 2, 3]', '--move-every', '9'], 2, 'SHOAL0001', '--move-every needs another hub'],
  [['run', mandelbrot, '--args', '[4, 4, 9]', '--connect', NOWHERE], 4, 'SHOAL4001', NOWHERE],
  [['hubs', '--connect', NOWHERE], 4, 'SHOAL4001', NOWHERE],
  [['ps', '--connect', NOWHERE], 4, 'SHOAL4001', NOWHERE],
  [['migrate', 's', '--to', 'h', '--connect', NOWHERE], 4, 'SHOAL4001', NOWHERE],
  [['split', 's', '--to', 'h', '--connect', NOWHERE], 4, 'SHOAL4001', NOWHERE],
  [['hub', '--listen', '203.0.113.1:7070'], 2, 'SHOAL4004', '203.0.113.1 is no address'],
  [['hub', '--listen', '127.0.0.1:0', '--join', NOWHERE], 4, 'SHOAL4001', NOWHERE],
  [['bench', 'migration', '--sizes', '3'], 2, 'SHOAL0001', '--sizes takes powers of two'],
  [['run', matmul, '--fn', 'multiply', '--args', '[[[1]], []]'], 1, 'SHOAL2002', ''],
];

describe.concurrent('failures', () => {
  test.each(CASES)('shoal %j ends with %d', async (words, exitCode, code, message) => {
    const given = words.map((word) => word.replace(/^\$/, directory));
    const [plain, { code: jsonExitCode, document }] = await Promise.all([shoal(...given), shoalJson(...given)]);
    expect(plain.stdout === '' || words[0] === 'check').toBe(true);
    const said = plain.stdout + plain.stderr;
    expect(said).toContain(code);
    expect(said).toContain(message);
    expect(said).not.toMatch(/^\s+at .*:\d+/m);
    expect(plain.code).toBe(exitCode);
    expect(document).toMatchObject({ ok: false, error: { code, message: expect.stringContaining(message) } });
    expect(document.error.message).not.toContain('\n');
    expect(jsonExitCode).toBe(exitCode);
  });

  test('of the source carry their place', async () => {
    const { document } = await shoalJson('check', join(directory, 'clock.ts'));
    expect(document.error).toMatchObject({ file: expect.stringContaining('clock.ts'), line: 2, column: 15 });
  });
});
