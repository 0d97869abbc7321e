import { compareDynamicWithNode } from './dynamic-suite.js';

compareDynamicWithNode(['binary', 'collections', 'colors', 'functional', 'language', 'objects', 'structures']);
