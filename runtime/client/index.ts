/** What programs use of a running cluster. */
export type { Client, RunRequest } from './client.js';
export { connect } from './connect.js';
