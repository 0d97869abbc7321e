/** The result of a run, put together from the parts it comes in. */
import { constants } from 'node:buffer';
import type { Type } from '../../compiler/manifest.js';
import { ShoalError } from '../errors.js';
import type { ResultPart } from '../transport/gen/shoal/v1/shoal_pb.js';
import { checkPacked, decodeBundle, unpack, type Value } from '../values/index.js';

export class ResultAssembly {
  #bytes: Uint8Array | undefined;
  #received = 0;

  add({ totalBytes, chunk }: ResultPart): void {
    if (totalBytes > constants.MAX_LENGTH)
      throw new ShoalError('SHOAL5006', `the result takes ${totalBytes} bytes, too many for one value`);
    // Not cleared: a large declaration costs no memory before bytes arrive, and nobody sees it before all have.
    this.#bytes ??= new Uint8Array(Buffer.allocUnsafeSlow(Number(totalBytes)).buffer);
    if (Number(totalBytes) !== this.#bytes.byteLength || this.#received + chunk.byteLength > this.#bytes.byteLength) {
      throw new ShoalError('SHOAL5008', 'the coordinator sent a result that does not fit the size it announced');
    }
    this.#bytes.set(chunk, this.#received);
    this.#received += chunk.byteLength;
  }

  /** Throws SHOAL4003 when the coordinator stopped before the whole result had come, SHOAL5008 when it is not of the type. */
  take(type: Type, coordinator: string): Value {
    if (!this.#bytes || this.#received < this.#bytes.byteLength) {
      throw new ShoalError('SHOAL4003', `the coordinator at ${coordinator} ended the run without its result`);
    }
    try {
      return unpack(type, checkPacked(type, decodeBundle(this.#bytes).get('result'), 'result'));
    } catch (cause) {
      throw new ShoalError('SHOAL5008', 'the coordinator sent a result that is not of the type the function returns', { cause });
    }
  }
}
