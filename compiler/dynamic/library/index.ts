// The run-time library: everything that programs may call.
export * from './values-exports';
export * from './objects-exports';
export * from './calls';
