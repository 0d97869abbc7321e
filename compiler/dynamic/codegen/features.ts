/** What WebAssembly of the modules that we make may use: what Node 20 has. */
import binaryen from 'assemblyscript/binaryen';

export const FEATURES =
  binaryen.Features.MutableGlobals |
  binaryen.Features.SignExt |
  binaryen.Features.NontrappingFPToInt |
  binaryen.Features.BulkMemory |
  binaryen.Features.BulkMemoryOpt |
  binaryen.Features.Atomics;
