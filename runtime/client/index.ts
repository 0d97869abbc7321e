/** What programs use of a running cluster. */
export type { CallOutcome } from '../values/index.js';
export type { Client, RunRequest } from './client.js';
export { connect } from './connect.js';
