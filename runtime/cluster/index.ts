/** Hubs on this machine. */
export { type LocalCluster, type LocalClusterOptions, type LocalHub, startLocalCluster } from './local.js';
