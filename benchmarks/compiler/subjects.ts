/** The functions that are measured: PolyBench's kernels, and programs of strings, maps, objects and recursion. */
import { build } from 'esbuild';
import { KERNELS, type Kernel, sourceOf } from '../polybench/inputs.js';
import { PROGRAMS, type Program } from '../programs/index.js';
import { sourcePath } from '../source-path.js';

export interface Subject {
  readonly name: string;
  readonly source: string;
  readonly functionName: string;
  /** Fresh arguments that take Node some tens or hundreds of milliseconds. */
  make(): unknown[];
}

export function kernelSubject(kernel: Kernel): Subject {
  const { name, functionName } = kernel;
  return { name, functionName, source: sourceOf(kernel), make: () => kernel.make(kernel.large) };
}

function programSubject({ file, run, large }: Program): Subject {
  const source = sourcePath(`benchmarks/programs/${file}.ts`);
  return { name: file, functionName: run.name, source, make: () => structuredClone([...large]) };
}

export const KERNEL_SUBJECTS: readonly Subject[] = KERNELS.map(kernelSubject);
export const PROGRAM_SUBJECTS: readonly Subject[] = PROGRAMS.map(programSubject);

type NodeFunction = (...values: unknown[]) => unknown;

/** The same TypeScript in this process, with its types taken away. */
export async function loadInNode({ source, functionName }: Subject): Promise<NodeFunction> {
  const { outputFiles } = await build({ entryPoints: [source], write: false, bundle: true, format: 'esm', target: 'node20' });
  const url = `data:text/javascript;base64,${Buffer.from(outputFiles[0]!.contents).toString('base64')}`;
  return ((await import(url)) as Record<string, NodeFunction>)[functionName]!;
}

const bytes = (length: number, limit: number): Uint8Array => Uint8Array.from({ length }, (_, k) => (k * 7919 + (k >> 5)) % limit);

function exampleSubject(name: string, functionName: string, make: () => unknown[]): Subject {
  return { name, functionName, source: sourcePath(`examples/${name}.ts`), make };
}

function largerKernel(name: string, sizes: readonly number[]): Subject {
  const kernel = KERNELS.find((one) => one.name === name);
  if (!kernel) throw new Error(`PolyBench has no kernel "${name}"`);
  return { ...kernelSubject(kernel), make: () => kernel.make(sizes) };
}

/** At least a second of work that can be done in parallel, as one block on one core. */
export const PARALLEL_SUBJECTS: readonly Subject[] = [
  exampleSubject('mandelbrot', 'mandelbrot', () => [1200, 900, 1500]),
  exampleSubject('monte-carlo', 'estimatePi', () => [200, 1_500_000, 7]),
  exampleSubject('knn', 'classify', () => [bytes(4000 * 64, 17), bytes(4000, 10), 64, 5]),
  largerKernel('gemm', [1000, 1100, 1200]),
  largerKernel('doitgen', [240, 200, 200]),
];
