/** The commonest use of a stream of frames: one header, all bytes, one answer. */
import type { DescMessage, MessageInitShape } from '@bufbuild/protobuf';
import type { FrameCall } from './client.js';

/** Sends `header` and the parts behind it, ends the stream and gives the answer. The call is broken off when anything fails. */
export async function upload<Schema extends DescMessage, Reply>(
  call: FrameCall<Reply>,
  schema: Schema,
  header: MessageInitShape<Schema>,
  ...parts: readonly Uint8Array[]
): Promise<Reply> {
  try {
    await call.frames.writeHeader(schema, header);
    await call.frames.writeBytes(...parts);
    call.frames.end();
    return await call.reply;
  } catch (error) {
    call.cancel();
    throw error;
  }
}
