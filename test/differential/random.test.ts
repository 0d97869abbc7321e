import { compareRandomPrograms } from './random-suite.js';

compareRandomPrograms(16, 0.7);
