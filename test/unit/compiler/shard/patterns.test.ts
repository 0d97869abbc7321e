/** Which loops become parallel, and what is said of those that do not: a list of patterns, most of them from the corpus. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadProgram } from '../../../../compiler/frontend/index.js';
import { printPlan, type ShardPlan, shard } from '../../../../compiler/shard/index.js';

const ROOT = path.resolve(import.meta.dirname, '../../../..');

function planOf(file: string, functionName: string): ShardPlan {
  return shard(loadProgram(path.join(ROOT, file), { functionName }).program);
}

const kindsOf = (plan: ShardPlan): string => plan.blocks.map(({ kind }) => kind).join(' ');

describe('loops of the corpus', () => {
  test.each([
    ['inPlace', 'range task'],
    ['twoOutputs', 'range task'],
    ['rowStencil', 'range task'],
    ['reverseInto', 'range task'],
    ['gather', 'range task'],
    ['triangle', 'range task'],
    ['strided', 'range task'],
    ['evenAndOdd', 'range task'],
    ['offsets', 'range task'],
    ['conditional', 'task range task'],
    ['readsFixed', 'range task'],
    ['matrixVector', 'range task'],
    ['scaleRows', 'range task'],
    ['rowSums', 'range task'],
    ['axpy', 'range task'],
    ['callsInside', 'range task'],
    ['privateArray', 'range task'],
    ['sharedScratch', 'task stepped task'],
    ['throwsInLoop', 'range task'],
    ['clampedNeighbours', 'range task'],
    ['sumFrom', 'task reduce task'],
    ['differences', 'reduce task'],
    ['dot', 'reduce task'],
  ])('%s is parallel', (name, kinds) => {
    expect(kindsOf(planOf('test/corpus/loops.ts', name))).toBe(kinds);
  });

  test.each([
    ['argmax', 'range sequential'],
    ['argminLast', 'range sequential'],
    ['nearestPair', 'range sequential'],
    ['counts', 'range sequential'],
    ['twoHistograms', 'range sequential'],
    ['greatestByClass', 'range sequential'],
    ['twoSums', 'range sequential'],
    ['summary', 'range sequential'],
    ['squaresAndSum', 'range sequential'],
    ['checksums', 'range sequential'],
    ['everything', 'range sequential'],
    ['prefixSums', 'range sequential range task'],
    ['positions', 'range sequential range task'],
    ['runningGreatest', 'range sequential range task'],
    ['scratchRow', 'range task'],
    ['scratchList', 'reduce task'],
  ])('%s leaves results of parts, which are put together', (name, kinds) => {
    expect(kindsOf(planOf('test/corpus/results.ts', name))).toBe(`task ${kinds}`);
  });

  test.each([
    ['keepsAnother', /needs 'best'/],
    ['prefixOfDoubles', /needs 'total'/],
    ['scratchKept', /same element of 'row'/],
  ])('%s can not be told from parts', (name, message) => {
    const { blocks } = planOf('test/corpus/results.ts', name);
    expect(blocks.some(({ parallel }) => parallel)).toBe(false);
    expect(blocks[0]?.reason?.message).toMatch(message);
  });

  test('sums that do not need each other do not wait for each other', () => {
    const { blocks } = planOf('test/corpus/blocks.ts', 'independentSums');
    expect(blocks.map(({ kind, after }) => [kind, after])).toEqual([
      ['reduce', []],
      ['reduce', []],
      ['task', ['b0', 'b1']],
    ]);
    expect(blocks.map(({ items }) => items.find(({ item }) => item.fold)?.item.initial)).toEqual([0, 0, undefined]);
  });

  test.each([
    ['seidel', /same element of 'grid'/, [42]],
    ['prefixInPlace', /same element of 'xs'/, [193]],
    ['shiftLeft', /same element of 'xs'/, [199]],
    ['shiftRight', /same element of 'xs'/, [204]],
    ['reverseInPlace', /same element of 'xs'/, [217]],
    ['scatter', /same element of 'out'/, [238]],
    ['meetingStrides', /same element of 'out'/, [263, 264]],
    ['overlappingWindows', /same element of 'out'/, [282]],
    ['readsFixedInPlace', /same element of 'xs'/, [366]],
    ['accumulateRows', /same element of 'sums'/, [383]],
    ['wavefront', /same element of 'out'/, [582, 583]],
    ['narrowRows', /same element of 'out'/, [592]],
    ['prefixSum', /needs 'running'/, [186, 187]],
    ['keepLast', /needs 'last'/, [324]],
    ['argMax', /needs 'best'/, [332]],
    ['returnsInLoop', /returns from the function/, [496]],
    ['fractionalStep', /count up by one/, [510]],
  ])('%s is not, and the reason names the lines', (name, message, lines) => {
    const [block] = planOf('test/corpus/loops.ts', name).blocks;
    expect(block?.parallel).toBe(false);
    expect(block?.reason?.message).toMatch(message);
    const named = new Set(block?.reason?.accesses.map(({ at }) => at.line));
    for (const line of lines) expect(named).toContain(line);
  });
});

describe('the examples', () => {
  test.each([
    ['image-filter', 'findEdges', 'task range sequential range range range task'],
    ['knn', 'classify', 'range range reduce task'],
    ['mandelbrot', 'mandelbrot', 'range task'],
    ['monte-carlo', 'estimatePi', 'reduce task'],
    ['matmul', 'multiply', 'range task'],
    ['matmul', 'multiplyFlat', 'range task'],
    ['nbody', 'simulate', 'sequential'],
    ['words', 'describeText', 'sequential'],
  ])('%s %s', async (file, name, kinds) => {
    const plan = planOf(`examples/${file}.ts`, name);
    expect(kindsOf(plan)).toBe(kinds);
    await expect(printPlan(plan)).toMatchFileSnapshot(`plans/${file}.${name}.txt`);
  });

  test('are sharded in little time', () => {
    const { program } = loadProgram(path.join(ROOT, 'examples/image-filter.ts'), {});
    shard(program);
    const start = performance.now();
    shard(program);
    // About 150 ms on an idle machine.
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

test('only parameters that count are assumed to be counts', () => {
  const assumed = (file: string, name: string): string[] =>
    planOf(file, name).parameters.flatMap((parameter) => (parameter.assume ? [parameter.name] : []));
  expect(assumed('examples/image-filter.ts', 'findEdges')).toEqual(['width', 'height']);
  expect(assumed('examples/nbody.ts', 'simulate')).toEqual(['bodies', 'steps']);
  expect(assumed('examples/monte-carlo.ts', 'estimatePi')).toEqual(['streams', 'darts']);
  expect(assumed('test/corpus/loops.ts', 'axpy')).toEqual([]);
});
