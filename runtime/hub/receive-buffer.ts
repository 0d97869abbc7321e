/** One piece of memory for all checkpoints of an arrival: fresh memory for each would cost page faults and garbage collections. */
import type { FrameReader } from '../transport/index.js';

type ByteLimits = Parameters<FrameReader['chunks']>[1];

export class ReceiveBuffer {
  #memory = new Uint8Array(0);

  /** Exactly `declaredBytes` bytes; they are good until the next call. Errors are those of `FrameReader.chunks`. */
  async read(frames: FrameReader, declaredBytes: bigint, limits: ByteLimits): Promise<Uint8Array> {
    let at = 0;
    // The first chunk comes when the declared size has been found to be allowed.
    for await (const chunk of frames.chunks(declaredBytes, limits)) {
      if (this.#memory.byteLength < declaredBytes)
        this.#memory = new Uint8Array(Buffer.allocUnsafeSlow(Number(declaredBytes)).buffer);
      this.#memory.set(chunk, at);
      at += chunk.byteLength;
    }
    return this.#memory.subarray(0, at);
  }
}
