/** A lowered block as a core module for the runtime's engines. */
import { IMPORTED_MATH, IMPORTS } from '../abi.js';
import { headOf, type LoweredBlock, librarySources } from '../lower/index.js';
import { build } from './builder.js';

export function buildCoreModule(block: LoweredBlock, signal?: AbortSignal): Promise<Uint8Array> {
  const head = headOf(block, IMPORTS.math, IMPORTED_MATH);
  const entry = `${head}\n${block.source}\nexport function run(): void {\n  runBlock();\n}\n`;
  const sources = new Map(librarySources('core')).set('block.ts', entry);
  return build({ kind: 'assemble', sources, target: 'block', pauses: block.pauses }, signal);
}
