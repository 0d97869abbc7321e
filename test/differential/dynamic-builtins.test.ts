import { compareDynamicWithNode } from './dynamic-suite.js';

compareDynamicWithNode(['builtins-arrays', 'builtins-collections', 'builtins-objects', 'builtins-texts']);
