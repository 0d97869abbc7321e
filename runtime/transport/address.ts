/** Addresses as users write them: `host:port`, `[v6]:port`. */
import { isIPv6 } from 'node:net';
import { type ErrorCode, ShoalError } from '../errors.js';

export interface Address {
  /** A name or an IP address, without brackets. */
  readonly host: string;
  /** 0..65535; 0 lets the system choose one to listen on. */
  readonly port: number;
}

const PATTERN = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)):([0-9]{1,5})$/;

/** Throws `code` with a sentence that shows what was expected. */
export function parseAddress(text: string, code: ErrorCode = 'SHOAL4001'): Address {
  const match = PATTERN.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || !(port <= 65535) || (match?.[1] !== undefined && !isIPv6(host))) {
    throw new ShoalError(code, `${JSON.stringify(text.slice(0, 200))} is no address`, {
      hint: 'write HOST:PORT, such as 127.0.0.1:7400',
    });
  }
  return { host, port };
}

export function formatAddress({ host, port }: Address): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}
