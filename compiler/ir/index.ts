export * from './clone.js';
export * from './interpret.js';
export * from './operators.js';
export * from './print.js';
export * from './typed-arrays.js';
export * from './types.js';
export * from './verify.js';
export * from './visit.js';
