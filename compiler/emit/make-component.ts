/** A core module with its WIT world as a component. Imported by the worker only. */
import { componentEmbed, componentNew } from '@bytecodealliance/jco';

export async function makeComponent(core: Uint8Array, wit: string, world: string): Promise<Uint8Array> {
  const embedded = await componentEmbed({ binary: core, witSource: wit, world, stringEncoding: 'utf16', metadata: [] });
  return componentNew(embedded, undefined);
}
