import { compareDynamicWithNode } from './dynamic-suite.js';

compareDynamicWithNode(['regexps']);
