import { compareWithNode } from './corpus-suite.js';

compareWithNode(['arithmetic', 'integers', 'maths', 'typed']);
