/** What a module must be before it may run: the one that the manifest names, importing and exporting what compiler/abi.ts says. */
import { createHash } from 'node:crypto';
import { IMPORTED_MATH, IMPORTED_TEXT, IMPORTS } from '../../../compiler/abi.js';
import type { BlockManifest } from '../../../compiler/manifest.js';
import { ShoalError } from '../../errors.js';
import { type MemoryImport, readModuleFormat } from './module-format.js';

const ENVIRONMENT_FUNCTIONS: ReadonlySet<string> = new Set(['suspend', 'trap']);
const TEXT_FUNCTIONS: ReadonlySet<string> = new Set(IMPORTED_TEXT);

/** What a module that can be suspended exports to that end. */
const ASYNCIFY_EXPORTS = [
  'asyncify_start_unwind',
  'asyncify_stop_unwind',
  'asyncify_start_rewind',
  'asyncify_stop_rewind',
  'asyncify_get_state',
] as const;

/** Compares the digest. Throws SHOAL3004. */
export function checkDigest(bytes: Uint8Array, block: BlockManifest): void {
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (digest !== block.module.digest) {
    throw refusal(block, `its digest is ${digest}, not ${block.module.digest} as the manifest says`);
  }
}

/** Deny by default: everything imported must be known, everything needed be exported. Returns the memory it wants. Throws SHOAL3004. */
export function checkInterface(module: WebAssembly.Module, bytes: Uint8Array, block: BlockManifest): MemoryImport {
  const imports = WebAssembly.Module.imports(module);
  const stranger = imports.find((wanted) => !isAllowed(wanted));
  if (stranger) throw refusal(block, `it imports ${stranger.kind} ${stranger.module}.${stranger.name}`);
  const exported = new Map(WebAssembly.Module.exports(module).map(({ name, kind }) => [name, kind]));
  const required = imports.some((wanted) => isEnvironment(wanted, 'suspend')) ? ['run', ...ASYNCIFY_EXPORTS] : ['run'];
  const missing = required.find((name) => exported.get(name) !== 'function');
  if (missing !== undefined) throw refusal(block, `it has no function "${missing}"`);
  const lost = block.module.globals.find((name) => exported.get(name) !== 'global');
  if (lost !== undefined) throw refusal(block, `it does not export its global "${lost}"`);
  const { hasStart, memory } = readModuleFormat(bytes);
  if (hasStart) throw refusal(block, 'it has a start function, which would run again when it is restored');
  if (!memory?.shared) throw refusal(block, 'it does not import a shared memory');
  return memory;
}

function isAllowed(wanted: WebAssembly.ImportDescriptor): boolean {
  if (wanted.module === IMPORTS.math) return wanted.kind === 'function' && Object.hasOwn(IMPORTED_MATH, wanted.name);
  if (wanted.module === IMPORTS.text) return wanted.kind === 'function' && TEXT_FUNCTIONS.has(wanted.name);
  if (wanted.module !== IMPORTS.environment) return false;
  return wanted.kind === 'memory'
    ? wanted.name === 'memory'
    : wanted.kind === 'function' && ENVIRONMENT_FUNCTIONS.has(wanted.name);
}

function isEnvironment(wanted: WebAssembly.ImportDescriptor, name: string): boolean {
  return wanted.module === IMPORTS.environment && wanted.name === name;
}

/** A module that must not run. */
export function refusal(block: BlockManifest, what: string, cause?: unknown): ShoalError {
  return new ShoalError('SHOAL3004', `the module of block ${block.id} can not be used: ${what}`, { cause });
}
