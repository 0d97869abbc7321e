/**
 * The corpus once more with hardly any fuel: blocks reach a safepoint after every few operations, inside of nested loops and deep in
 * recursion, and most of the time they are paused there, saved, and go on in another instance. Loops of every size are blocks.
 */
import { vi } from 'vitest';
import { compareWithNode } from './corpus-suite.js';

vi.mock('#dist/compiler/lower/fuel.js', () => ({ FUEL_UNITS: 30, NEGLIGIBLE_UNITS: 0 }));
vi.mock('#dist/compiler/shard/thresholds.js', () => ({ LEAST_ITERATION: 0, LEAST_LOOP: 0 }));

compareWithNode(['arrays', 'blocks', 'control', 'loops', 'memory', 'recursion', 'traps'], {
  cases: 2,
  pauseShare: 0.9,
});
