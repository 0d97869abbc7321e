/** The door of lowering: planned blocks in, AssemblyScript out. */
export { type LoweredBlock, lowerBlock } from './block.js';
export { type Host, headOf, librarySources } from './library.js';
export { LimitError } from './limit-error.js';
export { hasInput } from './slots.js';
