/** gRPC between processes: typed servers and clients of proto/shoal/v1, and streams of bytes in frames. */
export { type Address, formatAddress, parseAddress } from './address.js';
export { Channel } from './channel.js';
export { type CallOptions, createClient, type FrameCall, type FrameExchange, type ServiceClient } from './client.js';
export { Connections, type CoordinatorClient, type HubClient } from './connections.js';
export { CHUNK_BYTES, FrameReader, FrameWriter } from './frames.js';
export type { Handlers, IncomingCall } from './handlers.js';
export { type ShutdownOptions, TransportServer } from './server.js';
export { errorOfFailure, failureOf } from './status.js';
export { upload } from './upload.js';
