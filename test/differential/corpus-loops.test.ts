import { compareWithNode } from './corpus-suite.js';

compareWithNode(['arrays', 'blocks', 'chains', 'loops', 'memory', 'results']);
