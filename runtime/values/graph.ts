/** Any JavaScript value as bytes: what crosses the border of dynamic blocks. */
export { decodeGraph } from './graph-decode.js';
export { encodeGraph, type GraphEncoding } from './graph-encode.js';
export { GraphError } from './graph-error.js';
