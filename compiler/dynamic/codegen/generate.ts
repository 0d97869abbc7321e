/** A Core program to a module: the functions that can be reached, the start, `run`, and the library's part that they use. Runs in the build worker. */
import { CONTROL, SLOT_BASE, SLOT_BYTES } from '../../abi.js';
import type { CoreProgram } from '../core/types.js';
import type { Inference } from '../inference/index.js';
import { BUILTIN_OBJECTS, REALM, SPECIAL } from '../layout.js';
import { addAccessorCalls } from './accessors.js';
import { makeBuiltinObjects } from './builtin-objects.js';
import { addBody, addEntry } from './functions.js';
import { Library } from './library.js';
import { bodyName, entryName, ModuleScope, TABLE } from './module-scope.js';
import { optimizeModule } from './optimize-module.js';
import { addPropertyLookups } from './property-lookups.js';
import { addRunWithoutSafepoints, addSafepoints } from './safepoints.js';
import { NO_INFERENCE } from './types.js';
import { I32, I64, NONE, type Ref } from './wasm.js';

export interface GeneratedModule {
  readonly bytes: Uint8Array;
  /** Where the host may lay out its inputs: everything from HEAP_BASE to here is the module's. */
  readonly reservedBytes: number;
}

export interface GenerateOptions {
  /** Leaves out safepoints: the module can not be paused, and its heap is not collected. For measurements. */
  readonly pauses?: boolean;
  readonly optimizes?: boolean;
  /** Keeps the functions' names, to read the result. */
  readonly names?: boolean;
}

export function generateModule(
  program: CoreProgram,
  libraryBinary: Uint8Array,
  inference: Inference = NO_INFERENCE,
  options: GenerateOptions = {},
): GeneratedModule {
  const library = Library.read(libraryBinary);
  try {
    const module = new ModuleScope(library, program, inference, options.pauses ?? true);
    const main = addMain(module);
    const start = addBuiltins(module);
    addFunctions(module);
    addAccessorCalls({ module });
    addPropertyLookups(module);
    addTable(module);
    start();
    if (module.pauses) addSafepoints(module, main);
    else addRunWithoutSafepoints(module, main);
    library.setSegments(module.reserved.segments, module.reserved.end);
    const bytes = optimizeModule(library.module, options);
    return { bytes, reservedBytes: module.reserved.end };
  } finally {
    library.module.dispose();
  }
}

/** Bodies mention functions, whose bodies mention others. */
function addFunctions(module: ModuleScope): void {
  const added = new Set<string>();
  for (let k = 0; k < module.wanted.length; k++) addBody(module, module.wanted[k]!);
  for (const id of module.program.functions.keys()) {
    if (!module.table.has(entryName(id)) || added.has(id)) continue;
    addEntry(module, id);
    added.add(id);
  }
  if (module.wanted.length > 0 && module.wanted.some((id) => !module.wasm.module.getFunction(bodyName(id)))) addFunctions(module);
}

function addTable(module: ModuleScope): void {
  const names = [...module.table.keys()];
  const { wasm } = module;
  wasm.module.addTable(TABLE, names.length + 1, names.length + 1);
  wasm.module.addActiveElementSegment(TABLE, 'entries', names, wasm.int(1));
}

const MAIN = 'runtime/main';
const START = 'runtime/start';

/** Makes the function that sets up the heap once all is known; what it needs of the program is asked for at once. */
function addBuiltins(module: ModuleScope): () => void {
  const { wasm, library, values } = module;
  // Objects that the program only mentions are made without properties.
  const objects = makeBuiltinObjects(module);
  return () => {
    const later: Ref[] = [];
    for (const { address, keys } of module.shapes.values()) {
      let shape = library.call('emptyShape', [], I32);
      for (const key of keys) shape = library.call('shapeAdd', [shape, wasm.int(module.reserved.string(key))], I32);
      later.push(wasm.store32(wasm.int(0), shape, address));
    }
    for (const [digits, address] of module.bigints) {
      const text = wasm.int(module.reserved.string(digits));
      later.push(wasm.store64(wasm.int(0), library.call('bigintFromText', [text], I64), address));
    }
    for (const [id, variable] of module.program.globals) {
      const mark = variable.hasDeadZone ? SPECIAL.deadZone : SPECIAL.undefined;
      if (module.globals.has(id)) later.push(wasm.store64(wasm.int(0), values.special(mark), module.globals.get(id)!));
    }
    for (const [name, address] of module.builtinObjects) {
      const number = (BUILTIN_OBJECTS as readonly string[]).indexOf(name);
      const isListed = module.program.builtins.some((object) => object.name === name);
      if (number >= 0 && !isListed)
        later.push(wasm.store32(wasm.int(0), wasm.load32(wasm.int(0), REALM.objects + 4 * number), address));
    }
    const parts: Ref[] = [library.call('initialiseHeap', [wasm.int(module.reserved.end)], NONE)];
    for (const address of module.reserved.strings) parts.push(library.call('registerAtom', [wasm.int(address)], NONE));
    parts.push(library.call('startObjects', [], NONE), ...objects, ...later);
    wasm.module.addFunction(START, NONE, NONE, [], wasm.module.block(null, parts, NONE));
  };
}

/**
 * Decodes the arguments, runs the modules' top level, then the entry, and encodes the outcome. It is on the stack when the block pauses, as all
 * functions are.
 */
function addMain(module: ModuleScope): string {
  const { wasm, values, library, program } = module;
  const { module: binary } = wasm;
  const slot = (index: number) => SLOT_BASE + SLOT_BYTES * index;
  const args = 0;
  const result = 1;
  const count = 2;
  const pending = () => wasm.load32(wasm.int(0), REALM.pending);
  const get = (index: number) => binary.local.get(index, index === count ? I32 : I64);
  const entryCode = module.tableIndex(program.entry);
  const spread = (k: number) => library.call('spreadArgument', [get(args), wasm.int(k)], I64);
  module.want(program.initialise);
  const callEntry = binary.block(
    null,
    [
      binary.local.set(count, library.call('spreadArguments', [get(args)], I32)),
      binary.local.set(
        result,
        module.callIndirect(wasm.int(entryCode), [wasm.int(0), values.undefined(), get(count), spread(0), spread(1), spread(2)]),
      ),
    ],
    NONE,
  );
  const outcome = binary.block(
    null,
    [
      binary.local.set(count, pending()),
      wasm.store32(wasm.int(0), wasm.int(0), REALM.pending),
      binary.if(get(count), binary.local.set(result, wasm.load64(wasm.int(0), REALM.exception))),
      wasm.store32(
        wasm.int(0),
        library.call('encodeOutcome', [get(count), get(result), values.addressOf(get(args))], I32),
        slot(1),
      ),
      wasm.store32(wasm.int(0), wasm.int(1), CONTROL.exit),
    ],
    NONE,
  );
  const initialise = module.signature(program.initialise);
  binary.addFunction(
    MAIN,
    NONE,
    NONE,
    [I64, I64, I32],
    binary.block(
      null,
      [
        binary.call(START, [], NONE),
        binary.local.set(args, library.call('decodeGraph', [wasm.load32(wasm.int(0), slot(0))], I64)),
        binary.local.set(result, values.undefined()),
        binary.if(wasm.not(pending()), dropResult(module, module.callBody(program.initialise, []), initialise.result)),
        binary.if(wasm.not(pending()), callEntry),
        outcome,
      ],
      NONE,
    ),
  );
  return MAIN;
}

function dropResult(module: ModuleScope, call: Ref, as: string): Ref {
  return as === 'nothing' ? call : module.wasm.module.drop(call);
}
