/** The door of emission: a sharded program in, a bundle out. */
export { BuildError, prepareToBuild } from './builder.js';
export { type EmitOptions, emitBundle } from './bundle.js';
