import { compareWithNode } from './corpus-suite.js';

compareWithNode(['steps']);
