import { compareWithNode } from './corpus-suite.js';

compareWithNode(['control', 'order', 'records', 'recursion', 'strings', 'names', 'traps']);
