/**
 * V8 compiles a module quickly first and replaces a function by optimised code only the next time it is called. A block may spend its
 * whole life in one call, at a third of the speed (measured on a loop of loads and stores). So blocks are compiled with the optimising
 * compiler at once. Its flags are the process's: they are set only for the moment, because large modules (a compiler's, a tensor library's)
 * would take half a minute that way.
 */
import v8 from 'node:v8';

/** Compiles with all optimisations, keeping the calling thread busy. Throws WebAssembly.CompileError. */
export function compileOptimized(bytes: Uint8Array): WebAssembly.Module {
  v8.setFlagsFromString('--no-liftoff');
  v8.setFlagsFromString('--no-wasm-lazy-compilation');
  try {
    return new WebAssembly.Module(bytes);
  } finally {
    v8.setFlagsFromString('--liftoff');
    v8.setFlagsFromString('--wasm-lazy-compilation');
  }
}
