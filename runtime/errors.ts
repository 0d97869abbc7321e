/**
 * Every error that Shoal raises on purpose at run time. `code` is stable and documented in docs/errors.md; the message says
 * what happened, where, and what to do next.
 */
export class ShoalError extends Error {
  override readonly name = 'ShoalError';
  readonly code: ErrorCode;
  /** Place in the user's source, where there is one. */
  readonly at?: { readonly file: string; readonly line: number; readonly column: number };
  readonly hint?: string;

  constructor(
    code: ErrorCode,
    message: string,
    details: {
      cause?: unknown;
      at?: { readonly file: string; readonly line: number; readonly column: number } | undefined;
      hint?: string | undefined;
    } = {},
  ) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.code = code;
    if (details.at) this.at = details.at;
    if (details.hint !== undefined) this.hint = details.hint;
  }
}

/** SHOAL1xxx belong to the compiler (diagnostics). */
export type ErrorCode =
  // 0xxx: the command line
  | 'SHOAL0001' // wrong use of a command
  | 'SHOAL0002' // a file can't be read or written
  // 2xxx: the running function
  | 'SHOAL2001' // index out of bounds
  | 'SHOAL2002' // the function threw
  | 'SHOAL2003' // out of memory, or an impossible array length
  | 'SHOAL2004' // stack overflow
  | 'SHOAL2005' // any other trap of the engine
  | 'SHOAL2006' // cancelled
  | 'SHOAL2007' // results differ from Node's (--verify)
  // 3xxx: arguments and bundles
  | 'SHOAL3001' // an argument has the wrong type
  | 'SHOAL3002' // wrong number of arguments
  | 'SHOAL3003' // an argument breaks an assumption the bundle was compiled with
  | 'SHOAL3004' // damaged or foreign bundle or module
  | 'SHOAL3005' // two arguments are the same array
  // 4xxx: reaching hubs
  | 'SHOAL4001' // a hub can't be reached
  | 'SHOAL4002' // no hub can take the shard
  | 'SHOAL4003' // a hub was lost and the work could not go on elsewhere
  | 'SHOAL4004' // an address can't be listened on
  // 5xxx: requests that hubs reject
  | 'SHOAL5001' // unknown shard
  | 'SHOAL5002' // unknown hub
  | 'SHOAL5003' // the shard is not in a state that allows it
  | 'SHOAL5004' // an old epoch
  | 'SHOAL5005' // the range can't be split
  | 'SHOAL5006' // a message or value too large
  | 'SHOAL5007' // unknown run
  | 'SHOAL5008' // a malformed message or stream
  | 'SHOAL5009' // a lease or a part of the store's history that is gone
  // 6xxx: checkpoints
  | 'SHOAL6001' // damaged checkpoint
  | 'SHOAL6002' // wrong digest
  | 'SHOAL6003' // checkpoint of another module or layout
  // 9xxx: bugs
  | 'SHOAL9001'; // an invariant of Shoal is broken
