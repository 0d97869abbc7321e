/** The support library in AssemblyScript, and the head with which every block imports it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LoweredBlock } from './block.js';
import { layoutSource } from './layout.js';

/** Where a block is to run: in an engine of the runtime, or as a component that stands alone. */
export type Host = 'core' | 'component';

/** Sources of the library by file name, for one host. */
export function librarySources(host: Host): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  for (const name of readdirSync(libraryFolder())) {
    if (!name.endsWith('.ts') || name.startsWith('host-')) continue;
    sources.set(name, readFileSync(`${libraryFolder()}/${name}`, 'utf8'));
  }
  sources.set('host.ts', readFileSync(`${libraryFolder()}/host-${host}.ts`, 'utf8'));
  sources.set('layout.ts', layoutSource());
  return sources;
}

/** The AssemblyScript sources stand beside this file; a build of the project leaves them where they are. */
function libraryFolder(): string {
  const beside = fileURLToPath(new URL('./assembly', import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL('../../../compiler/lower/assembly', import.meta.url));
}

/** Imports of the library and of the functions of Math that the block uses. `mathModule` is their import's module name. */
export function headOf(block: Pick<LoweredBlock, 'math'>, mathModule: string, arity: Readonly<Record<string, 1 | 2>>): string {
  const imports = Object.entries(LIBRARY).map(([file, names]) => `import { ${names} } from './${file}';\n`);
  const math = block.math.map(
    (name) =>
      `// @ts-ignore: decorator\n@external("${mathModule}", "${name}")\ndeclare function math_${name}(${arity[name] === 2 ? 'x: f64, y: f64' : 'x: f64'}): f64;\n`,
  );
  return [...imports, ...math].join('');
}

const LIBRARY = {
  access:
    'element, elementDouble, elementIntegral, elementWide, elementWithin, elementWithinDouble, elementWithinIntegral, elementWithinWide, firstRowLength',
  arrays:
    'dataOf, exactLength, fillBytes, fillDoubles, fillHalves, fillWords, firstOf, lengthOf, newArray, newFrom, popped, presentOf, pushByte, pushDouble, pushWord, setSame, setStart, slice, typedLength, withByte, withDouble, withHalf, withWord',
  math: 'hypot2, hypot3, hypot4, hypotOf, isFiniteNumber, isIntegerNumber, isSafeIntegerNumber, round, sign',
  memory: 'allocate, heapTop, putDouble, putWord, release',
  numbers: 'clampDouble, clampInteger, remainder, toInt32',
  pausing: 'fillBytesPausing, fillDoublesPausing, fillHalvesPausing, fillWordsPausing, setSamePausing, slicePausing',
  barriers: 'meet',
  safepoints: 'beginRun, charge, poll, spent, spentAfter, timesBetweenPolls',
  strings: 'charCodeAt, charCodeAtDouble, compareTexts, sameText',
  traps: 'at, atDouble, atIntegral, atWide, badLoopBound, thrown, within, withinDouble, withinIntegral, withinWide',
} as const;
