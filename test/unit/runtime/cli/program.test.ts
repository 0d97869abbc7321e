import { CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import { parseAddress, parseInteger } from '../../../../runtime/cli/command.js';
import { exitCodeOf } from '../../../../runtime/cli/exit-codes.js';
import { describeFailure, SignalReceived } from '../../../../runtime/cli/failure.js';
import { createProgram } from '../../../../runtime/cli/program.js';
import { wantsColor } from '../../../../runtime/cli/terminal.js';
import { ShoalError } from '../../../../runtime/errors.js';

async function failureOf(...words: string[]): Promise<ReturnType<typeof describeFailure>> {
  try {
    await createProgram().parseAsync(words, { from: 'user' });
  } catch (error) {
    return describeFailure(error);
  }
  throw new Error('nothing failed');
}

describe('the grammar', () => {
  const commands = ['compile', 'check', 'explain', 'run', 'dev', 'hub', 'doctor', 'hubs', 'ps', 'migrate', 'split'];

  test('has the commands, each with --json', () => {
    const program = createProgram();
    expect(program.commands.map((command) => command.name())).toEqual([...commands, 'bench']);
    const leaves = program.commands.flatMap((command) => (command.commands.length > 0 ? command.commands : [command]));
    for (const command of leaves) expect(command.options.map(({ long }) => long)).toContain('--json');
  });

  test.each(commands)('%s explains itself', (name) => {
    const help = createProgram()
      .commands.find((command) => command.name() === name)!
      .helpInformation();
    expect(help).toMatchSnapshot();
  });

  test.each([
    [['fly'], "unknown command 'fly'"],
    [['run'], "missing required argument 'file'"],
    [['run', 'a.ts', 'b.ts'], "too many arguments for 'run'"],
    [['run', 'a.ts', '--hubs', '0'], "option '--hubs <n>' argument '0' is invalid. It must be a whole number from 1 to 64."],
    [
      ['run', 'a.ts', '--hubs', '2', '--connect', 'a:1'],
      "option '--hubs <n>' cannot be used with option '--connect <host:port>'",
    ],
    [
      ['run', 'a.ts', '--args', '[]', '--args-file', 'a.json'],
      "option '--args <json>' cannot be used with option '--args-file <file>'",
    ],
    [['run', 'a.ts', '--engine', 'x86'], "option '--engine <name>' argument 'x86' is invalid. Allowed choices are v8."],
    [['migrate', 's'], "required option '--to <hub>' not specified"],
    [['hubs', '--connect', 'nowhere'], "option '--connect <host:port>' argument 'nowhere' is invalid. An address is HOST:PORT"],
    [['bench'], 'a command is missing'],
  ])('refuses %j with one sentence', async (words, message) => {
    const { exitCode, report } = await failureOf(...words);
    expect(exitCode).toBe(2);
    expect(report.code).toBe('SHOAL0001');
    expect(report.message).toContain(message);
    expect(report.message).not.toContain('\n');
  });

  test('suggests what was meant', async () => {
    expect((await failureOf('rnu')).report.hint).toBe('Did you mean run?');
  });
});

describe('addresses and numbers', () => {
  test.each(['127.0.0.1:0', 'localhost:7070', '[::1]:80', 'hub-3.example:65535'])('%s is an address', (text) => {
    expect(parseAddress(text)).toBe(text);
  });

  test.each(['', ':1', 'a', 'a:', 'a:65536', 'a:-1', '::1:80', 'a b:1', 'http://a:1', 'a:1:2', 'a:1 '])('%j is none', (text) => {
    expect(() => parseAddress(text)).toThrow('HOST:PORT');
  });

  test.each(['', '-1', '1.5', '1e2', '0x1', ' 1', '11', 'NaN'])('%j is no whole number from 0 to 10', (text) => {
    expect(() => parseInteger(0, 10)(text)).toThrow('from 0 to 10');
  });
});

describe('failures', () => {
  test.each([
    ['SHOAL0001', 2],
    ['SHOAL1017', 3],
    ['SHOAL2001', 1],
    ['SHOAL2007', 1],
    ['SHOAL3001', 2],
    ['SHOAL4001', 4],
    ['SHOAL4002', 5],
    ['SHOAL4004', 2],
    ['SHOAL5001', 5],
    ['SHOAL6002', 1],
    ['SHOAL9001', 70],
  ])('%s ends with %d', (code, exitCode) => {
    expect(exitCodeOf(code)).toBe(exitCode);
  });

  test('of the function carry its place', () => {
    const at = { file: 'f.ts', line: 3, column: 7 };
    expect(describeFailure(new ShoalError('SHOAL2001', 'index 9 is\n out of bounds', { at, hint: 'look' }))).toEqual({
      exitCode: 1,
      report: { code: 'SHOAL2001', message: 'index 9 is out of bounds', ...at, hint: 'look' },
    });
  });

  test('after a signal are the signal', () => {
    const controller = new AbortController();
    controller.abort(new SignalReceived('SIGINT'));
    expect(describeFailure(new Error('what came of it'), controller.signal).exitCode).toBe(130);
    expect(describeFailure(new SignalReceived('SIGTERM')).exitCode).toBe(143);
  });

  test('nobody foresaw are called bugs', () => {
    const { exitCode, report } = describeFailure(new TypeError('x is not a function'));
    expect(exitCode).toBe(70);
    expect(report.message).toContain('please report it');
  });

  test('of commander are usage', () => {
    expect(describeFailure(new CommanderError(1, 'commander.unknownOption', "error: unknown option '--x'")).report.message).toBe(
      "unknown option '--x'",
    );
  });
});

describe('colours', () => {
  test.each([
    [{ isTTY: true }, {}, true],
    [{ isTTY: false }, {}, false],
    [{ isTTY: true }, { NO_COLOR: '1' }, false],
    [{ isTTY: true }, { TERM: 'dumb' }, false],
    [{ isTTY: false }, { FORCE_COLOR: '1' }, true],
    [{ isTTY: true }, { FORCE_COLOR: '0' }, false],
    [{ isTTY: true }, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('on %j with %j: %s', (output, environment, wanted) => {
    expect(wantsColor(output, environment)).toBe(wanted);
  });
});
