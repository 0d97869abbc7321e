/**
 * Errors across a call. A ShoalError travels as a gRPC status with the whole error as `shoal.v1.Failure` in its metadata, so that
 * the caller gets the same error back. Status codes: https://grpc.github.io/grpc/core/md_doc_statuscodes.html
 */
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { Metadata, type ServiceError, type StatusObject, status } from '@grpc/grpc-js';
import { type ErrorCode, ShoalError } from '../errors.js';
import { type Failure, FailureSchema } from './gen/shoal/v1/shoal_pb.js';

const FAILURE_KEY = 'shoal-failure-bin';
/** HTTP/2 peers limit the size of headers; a longer message is cut. */
const MESSAGE_LIMIT = 2000;

/** For those who look at the call without knowing Shoal, such as proxies and load balancers. By the code, else by its family. */
const STATUS_OF: Readonly<Record<string, status>> = {
  SHOAL2006: status.CANCELLED,
  SHOAL4001: status.UNAVAILABLE,
  SHOAL4002: status.RESOURCE_EXHAUSTED,
  SHOAL5001: status.NOT_FOUND,
  SHOAL5002: status.NOT_FOUND,
  SHOAL5004: status.ABORTED,
  SHOAL5006: status.RESOURCE_EXHAUSTED,
  SHOAL5007: status.NOT_FOUND,
  SHOAL5008: status.INVALID_ARGUMENT,
  SHOAL0: status.INVALID_ARGUMENT,
  SHOAL2: status.UNKNOWN,
  SHOAL3: status.INVALID_ARGUMENT,
  SHOAL4: status.UNAVAILABLE,
  SHOAL5: status.FAILED_PRECONDITION,
  SHOAL6: status.DATA_LOSS,
};

/** A call as its errors describe it. */
export interface CallSubject {
  /** Name of the method. */
  readonly method: string;
  /** Of the server. */
  readonly address: string;
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
}

export function failureOf(error: ShoalError): Failure {
  const { code, message, at, hint } = error;
  return create(FailureSchema, { code, message: clip(message), ...at, ...(hint === undefined ? {} : { hint: clip(hint) }) });
}

export function errorOfFailure(failure: Failure, cause?: unknown): ShoalError {
  const { code, message, file, line, column, hint } = failure;
  return new ShoalError(/^SHOAL\d{4}$/.test(code) ? (code as ErrorCode) : 'SHOAL9001', message, {
    cause,
    at: file === '' ? undefined : { file, line, column },
    hint: hint === '' ? undefined : hint,
  });
}

/** What a server answers when a handler threw `error`. Anything but a ShoalError is a bug of ours. */
export function statusOfError(error: unknown): Pick<StatusObject, 'code' | 'details' | 'metadata'> {
  const known =
    error instanceof ShoalError
      ? error
      : new ShoalError(
          'SHOAL9001',
          `a hub failed inside: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
        );
  const metadata = new Metadata();
  const failure = failureOf(known);
  metadata.set(FAILURE_KEY, Buffer.from(toBinary(FailureSchema, failure)));
  const code = STATUS_OF[known.code] ?? STATUS_OF[known.code.slice(0, 6)] ?? status.INTERNAL;
  return { code, details: failure.message, metadata };
}

/** What a client throws when a call ended with `error`. */
export function errorOfStatus(error: ServiceError, call: CallSubject): ShoalError {
  if (call.signal?.aborted) return cancelledCall(call);
  const failure = readFailure(error.metadata);
  if (failure) return errorOfFailure(failure, error);
  const { method, address } = call;
  switch (error.code) {
    case status.DEADLINE_EXCEEDED:
      return new ShoalError('SHOAL4001', `the hub at ${address} did not answer ${method} within ${call.deadlineMs} ms`, {
        cause: error,
      });
    case status.CANCELLED:
      return new ShoalError('SHOAL4001', `the hub at ${address} broke off ${method}`, { cause: error });
    case status.RESOURCE_EXHAUSTED:
      return new ShoalError('SHOAL5006', `${method} with the hub at ${address}: ${error.details}`, { cause: error });
    case status.UNIMPLEMENTED:
      return new ShoalError(
        'SHOAL4001',
        `what listens at ${address} does not know ${method}: no hub, or one of another version`,
        {
          cause: error,
        },
      );
    case status.INTERNAL:
      if (/serializ|parsing/.test(error.details)) {
        return new ShoalError('SHOAL5008', `a message of ${method} with the hub at ${address} is malformed`, { cause: error });
      }
      return new ShoalError('SHOAL4001', `the call of ${method} at ${address} broke: ${clip(error.details)}`, { cause: error });
    default:
      return new ShoalError('SHOAL4001', `the hub at ${address} can't be reached (${method}: ${reasonIn(error.details)})`, {
        cause: error,
        hint: 'is a hub running there? `shoal hub --listen` starts one',
      });
  }
}

/** What the system says of a connection that failed, out of gRPC's long sentence about it. */
function reasonIn(details: string): string {
  return /\b(?:connect|getaddrinfo|read|write) (E[A-Z]+)\b/.exec(details)?.[1] ?? clip(details || 'no answer');
}

/** The caller's own signal ended the call. */
export function cancelledCall({ method, address, signal }: CallSubject): ShoalError {
  return new ShoalError('SHOAL2006', `${method} at ${address} was cancelled`, { cause: signal?.reason });
}

function readFailure(metadata: Metadata | undefined): Failure | undefined {
  const [bytes] = metadata?.get(FAILURE_KEY) ?? [];
  if (!(bytes instanceof Uint8Array)) return undefined;
  try {
    return fromBinary(FailureSchema, bytes);
  } catch {
    // Not ours, or damaged: the plain status says enough.
    return undefined;
  }
}

/** Short, and valid UTF-16: half a surrogate pair can be in no header. */
function clip(text: string): string {
  const short = text.length > MESSAGE_LIMIT ? `${text.slice(0, MESSAGE_LIMIT)}...` : text;
  return Buffer.from(short, 'utf8').toString('utf8');
}
