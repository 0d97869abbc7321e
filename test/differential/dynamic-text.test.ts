import { compareDynamicWithNode } from './dynamic-suite.js';

compareDynamicWithNode(['casing', 'encodings', 'expressions', 'formats', 'hashes', 'numbers', 'similarity']);
