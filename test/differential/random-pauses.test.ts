/** Random programs with hardly any fuel: see pauses.test.ts. */
import { vi } from 'vitest';
import { compareRandomPrograms } from './random-suite.js';

vi.mock('#dist/compiler/lower/fuel.js', () => ({ FUEL_UNITS: 20, NEGLIGIBLE_UNITS: 0 }));

compareRandomPrograms(8, 0.9);
