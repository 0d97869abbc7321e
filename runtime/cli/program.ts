/**
 * The command line's grammar. Each command's code is loaded when it is called: `shoal hub` must not load a compiler, nor
 * `shoal --help` anything at all.
 */
import { Command, Option } from 'commander';
import { packageVersion } from '../version.js';
import { type CommandAction, DEFAULT_ADDRESS, parseAddress, parseInteger, perform } from './command.js';

const EXIT_CODES = `
Exit codes: 0 ok, 1 the run failed, 2 wrong use, 3 compile errors, 4 a hub can't be reached, 5 rejected, 70 a bug in Shoal,
130 and 143 stopped by a signal. With --json stdout carries one document, also on failure: {"ok": false, "error": {...}}.`;

/** Each is a process with an engine and a forecaster of its own. */
const MOST_LOCAL_HUBS = 64;

export function createProgram(): Command {
  const program = new Command('shoal')
    .description('Splits a TypeScript function into WebAssembly blocks, runs them on several hubs, and moves the running ones.')
    .version(packageVersion(), '-V, --version')
    .addHelpText('after', EXIT_CODES)
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({ outputError: () => undefined });

  define<import('./commands/compile.js').CompileOptions>(
    program.command('compile <file>').description('compile a function into blocks'),
    async () => (await import('./commands/compile.js')).compileCommand,
    ['file'],
  )
    .option('--fn <name>', 'the exported function, when the file has several')
    .option('-o, --out <directory>', 'where the blocks go (default: shoal-out/<function>)');

  define<import('./commands/check.js').CheckOptions>(
    program.command('check <file>').description('report what the compiler would refuse, and why'),
    async () => (await import('./commands/check.js')).checkCommand,
    ['file'],
  ).option('--fn <name>', 'the exported function, when the file has several');

  define<import('./commands/explain.js').ExplainOptions>(
    program.command('explain <file>').description('say of each loop whether it is parallel, and why'),
    async () => (await import('./commands/explain.js')).explainCommand,
    ['file'],
  )
    .option('--fn <name>', 'the exported function, when the file has several')
    .option('--html <file>', 'also write the source with the reasons beside it, as one page');

  define<import('./commands/run.js').RunOptions>(
    program.command('run <file>').description('compile a function and run it on hubs'),
    async () => (await import('./commands/run.js')).runCommand,
    ['file'],
  )
    .option('--fn <name>', 'the exported function, when the file has several')
    .addOption(new Option('--args <json>', 'the arguments as a JSON array; - reads it from stdin').conflicts('argsFile'))
    .option('--args-file <file>', 'the arguments as a file that holds one array, .json or .cbor')
    .addOption(
      new Option('--hubs <n>', 'start this many hub processes for the run (default: 1)')
        .argParser(parseInteger(1, MOST_LOCAL_HUBS))
        .conflicts('connect'),
    )
    .option('--connect <host:port>', 'run on the hubs of a cluster, by the address of one', parseAddress)
    .addOption(new Option('--engine <name>', 'what executes the blocks').choices(['v8']).default('v8'))
    .option('--move-every <ms>', 'move a random running shard to another hub this often', parseInteger(1, 86_400_000))
    .option('--seed <n>', 'what the random moves depend on', parseInteger(0, Number.MAX_SAFE_INTEGER))
    .option('--out <file>', 'also write the exact result to a .cbor file')
    .option('--timeline <file>', 'also draw which shard was on which hub when, as an .svg file')
    .option('--verify', 'also run the function in Node and compare the results bit for bit');

  define<import('./commands/dev.js').DevOptions>(
    program.command('dev <file>').description('compile a function again whenever its files are saved, until Ctrl-C'),
    async () => (await import('./commands/dev.js')).devCommand,
    ['file'],
  )
    .option('--fn <name>', 'the exported function, when the file has several')
    .addOption(new Option('--args <json>', 'also run it with these arguments, a JSON array').conflicts('argsFile'))
    .option('--args-file <file>', 'also run it with the arguments of a file, .json or .cbor, which is watched too')
    .option('--verify', 'also run the function in Node and compare the results bit for bit');

  define<import('./commands/hub.js').HubOptions>(
    program.command('hub').description('run a hub until SIGTERM, which moves its shards away first'),
    async () => (await import('./commands/hub.js')).hubCommand,
    [],
    'own',
  )
    .option('--listen <host:port>', 'where to listen; port 0 takes a free one', parseAddress, DEFAULT_ADDRESS)
    .option('--join <host:port>', 'the address of any hub of the cluster to join', parseAddress)
    .option('--data <directory>', 'where the hub keeps what must survive it')
    .option('--name <name>', 'the name of the hub, unique in its cluster')
    .option('--admin <host:port>', 'where to serve /livez, /readyz and /metrics (default: a free port)', parseAddress)
    .addOption(new Option('--die-with-parent', 'end when the process that started this one is gone').hideHelp());

  define<object>(
    program.command('doctor').description('say what this machine has of what Shoal can use'),
    async () => (await import('./commands/doctor.js')).doctorCommand,
  );
  define<import('./commands/hubs.js').HubsOptions>(
    withConnect(program.command('hubs').description('list the hubs with their load and its forecast')),
    async () => (await import('./commands/hubs.js')).hubsCommand,
  );
  define<import('./commands/ps.js').PsOptions>(
    withConnect(program.command('ps').description('list the shards, where they run and why there')),
    async () => (await import('./commands/ps.js')).psCommand,
  ).option('-a, --all', 'finished shards of the last runs too');
  define<import('./commands/migrate.js').MigrateOptions>(
    withConnect(program.command('migrate <shard>').description('move a running shard to another hub')),
    async () => (await import('./commands/migrate.js')).migrateCommand,
    ['shard'],
  ).requiredOption('--to <hub>', 'the name of the hub to move to');
  define<import('./commands/split.js').SplitOptions>(
    withConnect(program.command('split <shard>').description('hand the unfinished half of a running range to another hub')),
    async () => (await import('./commands/split.js')).splitCommand,
    ['shard'],
  ).requiredOption('--to <hub>', 'the name of the hub that takes the half');

  const bench = program.command('bench').description('measure, beside the plain way in the same run');
  define<import('./commands/bench.js').BenchMigrationOptions>(
    bench.command('migration').description('blackout and total time of live moves against stop-and-copy'),
    async () => (await import('./commands/bench.js')).benchMigrationCommand,
  )
    .option('--moves <n>', 'moves of each kind and size', parseInteger(1, 100_000))
    .option('--sizes <mib>', 'sizes of the state in MiB, separated by commas');
  return program;
}

/** Adds `--json` and the action; positional arguments join the options under their names. */
function define<Options>(
  command: Command,
  load: () => Promise<CommandAction<Options>>,
  positional: readonly string[] = [],
  signals: 'abort' | 'own' = 'abort',
): Command {
  return command.option('--json', 'print exactly one JSON document on stdout').action(async () => {
    const named = Object.fromEntries(positional.map((name, index) => [name, command.args[index]]));
    const options = { ...command.opts<{ json?: boolean }>(), ...named };
    await perform(options.json === true, async (context, given) => (await load())(context, given as Options), options, signals);
  });
}

function withConnect(command: Command): Command {
  return command.addOption(
    new Option('--connect <host:port>', 'the address of any hub of the cluster')
      .argParser(parseAddress)
      .env('SHOAL_CONNECT')
      .default(DEFAULT_ADDRESS),
  );
}
