/** A connection to one hub. Control calls and page streams must not share one: a page would stand in the way of a heartbeat. */
import { Client, credentials } from '@grpc/grpc-js';
import './grpc-log.js';
import { formatAddress, parseAddress } from './address.js';
import { WINDOW_BYTES } from './flow-control.js';
import { MESSAGE_LIMIT_BYTES } from './frames.js';

export class Channel implements Disposable {
  readonly address: string;
  readonly grpc: Client;

  /** Connects with the first call. Throws SHOAL4001 when `address` is none. */
  constructor(address: string) {
    this.address = formatAddress(parseAddress(address));
    this.grpc = new Client(this.address, credentials.createInsecure(), {
      // A connection of its own, although others go to the same address.
      'grpc.use_local_subchannel_pool': 1,
      'grpc-node.flow_control_window': WINDOW_BYTES,
      'grpc.max_receive_message_length': MESSAGE_LIMIT_BYTES,
      'grpc.max_send_message_length': MESSAGE_LIMIT_BYTES,
      // Retries keep copies of what was sent; whoever calls decides whether to call again.
      'grpc.enable_retries': 0,
      'grpc.service_config_disable_resolution': 1,
      'grpc.enable_http_proxy': 0,
      // A hub that comes back is tried again soon; a machine that vanished without a word is noticed.
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': 2000,
      'grpc.keepalive_time_ms': 5000,
      'grpc.keepalive_timeout_ms': 10_000,
    });
  }

  [Symbol.dispose](): void {
    this.grpc.close();
  }
}
