import { compareWithNode } from './corpus-suite.js';

compareWithNode(['arrays', 'blocks', 'loops', 'memory']);
