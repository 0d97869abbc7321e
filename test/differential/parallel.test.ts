/** Loops of every size as blocks of their own: what may run in parallel does, however little work it is. */
import { vi } from 'vitest';
import { compareWithNode } from './corpus-suite.js';

vi.mock('#dist/compiler/shard/thresholds.js', () => ({ LEAST_ITERATION: 0, LEAST_LOOP: 0 }));

compareWithNode(['pushes', 'chains', 'results']);
