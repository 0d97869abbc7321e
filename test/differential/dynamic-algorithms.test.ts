import { compareDynamicWithNode } from './dynamic-suite.js';

compareDynamicWithNode(['graphs', 'puzzles', 'geometry', 'learning', 'matrices', 'random', 'statistics']);
