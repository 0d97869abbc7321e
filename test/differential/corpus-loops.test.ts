import { compareWithNode } from './corpus-suite.js';

compareWithNode(['loops', 'arrays']);
