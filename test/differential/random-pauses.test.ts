/** Random programs with hardly any fuel: see pauses.test.ts. */
import { vi } from 'vitest';
import { compareRandomPrograms } from './random-suite.js';

vi.mock('#dist/compiler/lower/fuel.js', () => ({ FUEL_UNITS: 20, NEGLIGIBLE_UNITS: 0 }));
vi.mock('#dist/compiler/shard/thresholds.js', () => ({ LEAST_ITERATION: 0, LEAST_LOOP: 0 }));

compareRandomPrograms({ programs: 8, pauseShare: 0.9 });
