export * from './types.js';
export * from './visit.js';
