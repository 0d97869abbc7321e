/**
 * The allowed imports of docs/architecture.md:
 * cli -> orchestrator -> hub -> {engine, checkpoint, transport, coordination}; the compiler and the predictor stand alone.
 */

/** Folders of runtime/ with all that they may import of it; errors.ts is open to all. */
const layers = {
  values: [],
  transport: ['values'],
  coordination: ['transport'],
  engine: ['values'],
  native: [],
  checkpoint: ['engine', 'native', 'values'],
  hub: ['engine', 'checkpoint', 'transport', 'coordination', 'values'],
  orchestrator: ['hub', 'engine', 'checkpoint', 'transport', 'coordination', 'values'],
  client: ['transport', 'values'],
  cluster: ['client', 'transport'],
};

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'compiler-stands-alone',
      severity: 'error',
      from: { path: '^compiler/' },
      to: { path: '^(runtime|predictor|benchmarks|examples|test)/' },
    },
    {
      name: 'predictor-stands-alone',
      severity: 'error',
      from: { path: '^predictor/' },
      to: { path: '^(runtime|compiler|benchmarks|examples|test)/' },
    },
    {
      name: 'compiler-only-through-its-doors',
      severity: 'error',
      from: { path: '^(runtime|benchmarks|examples)/' },
      to: {
        path: '^compiler/',
        pathNot: '^compiler/(index|manifest|manifest-schema|abi|dynamic/layout|dynamic/unicode-sets)\\.ts$',
      },
    },
    {
      name: 'predictor-only-through-its-door',
      severity: 'error',
      from: { path: '^(runtime|benchmarks|examples)/' },
      to: { path: '^predictor/', pathNot: '^predictor/index\\.ts$' },
    },
    {
      name: 'checkpoint-knows-engines-by-type-only',
      severity: 'error',
      from: { path: '^runtime/checkpoint/' },
      to: { path: '^runtime/engine/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-imports-the-command-line',
      severity: 'error',
      from: { pathNot: '^(runtime/cli|benchmarks|examples)/' },
      to: { path: '^runtime/cli/' },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^(compiler|runtime|predictor|benchmarks|examples)/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-development-packages-in-the-product',
      severity: 'error',
      from: { path: '^(compiler|runtime|predictor)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    ...Object.entries(layers).map(([layer, allowed]) => ({
      name: `layers-below-${layer}`,
      severity: 'error',
      from: { path: `^runtime/${layer}/` },
      to: { path: '^runtime/[^/]+/', pathNot: `^runtime/(${[layer, ...allowed].join('|')})/` },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|compiler/dynamic/library)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
