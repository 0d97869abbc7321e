/** The door of Core. */
export * from './intrinsics.js';
export { printFunction, printProgram } from './print.js';
export * from './types.js';
export {
  childrenOf,
  type Mapper,
  mapChildren,
  mapExpression,
  mapStatements,
  partsOf,
  visitExpression,
  visitExpressions,
  visitStatements,
} from './visit.js';
