/** Random loops of every size as blocks of their own: see parallel.test.ts. */
import { vi } from 'vitest';
import { compareRandomPrograms } from './random-suite.js';

vi.mock('#dist/compiler/shard/thresholds.js', () => ({ LEAST_ITERATION: 0, LEAST_LOOP: 0 }));

compareRandomPrograms({ styles: ['plain', 'parallel'], programs: 10, pauseShare: 0.5 });
