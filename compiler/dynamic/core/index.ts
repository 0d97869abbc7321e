/** The door of Core. */
export * from './intrinsics.js';
export { printProgram } from './print.js';
export * from './types.js';
