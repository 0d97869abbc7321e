/**
 * Safepoints. Loops count their turns as fuel; when it is used up they look whether the host wants a pause or the heap wants to be collected.
 * For both the stack has to lie in memory, which Asyncify does: `env.suspend` lets the host unwind to pause; to collect, the module unwinds by
 * itself and comes back at once.
 */
import { ASYNCIFY_BASE, CONTROL, HEAP_BASE } from '../../abi.js';
import { REALM } from '../layout.js';
import type { FunctionScope } from './function-scope.js';
import type { ModuleScope } from './module-scope.js';
import { I32, NONE, type Ref } from './wasm.js';

/** Turns of loops between two looks at the flag: some tens of microseconds. */
const FUEL = 10_000;
export const POLL = 'runtime/poll';
export const SUSPEND = 'env/suspend';

/** At the end of a loop's turn. */
export function poll(scope: FunctionScope): Ref {
  const { wasm } = scope;
  const { module } = wasm;
  if (!scope.module.pauses) return module.nop();
  const left = scope.local(I32);
  return module.block(
    null,
    [
      scope.set(left, module.i32.sub(wasm.load32(wasm.int(0), CONTROL.fuel), wasm.int(1))),
      wasm.store32(wasm.int(0), scope.get(left), CONTROL.fuel),
      module.if(module.i32.lt_s(scope.get(left), wasm.int(0)), module.call(POLL, [], NONE)),
    ],
    NONE,
  );
}

/** Without pauses: `run` without the means to leave it. Its heap is never collected. */
export function addRunWithoutSafepoints({ wasm }: ModuleScope, main: string): void {
  const { module } = wasm;
  module.addFunctionExport(main, 'run');
}

/** What the module's word `unwinding` says of an unwinding: nothing is unwound, the host pauses, the heap is collected. */
const WHY = { none: 0, pause: 1, collect: 2 } as const;

/**
 * `poll`, which is the last function on an unwound stack, and `run`, which is the first: neither is instrumented itself, because they control
 * the unwinding.
 */
export function addSafepoints({ wasm, library, reserved, unwinding: why }: ModuleScope, main: string): void {
  const { module } = wasm;
  const state = () => wasm.load32(wasm.int(0), why);
  const setState = (value: number) => wasm.store32(wasm.int(0), wasm.int(value), why);
  for (const name of ['start_unwind', 'start_rewind']) module.addFunctionImport(`asyncify/${name}`, 'asyncify', name, I32, NONE);
  for (const name of ['stop_unwind', 'stop_rewind']) module.addFunctionImport(`asyncify/${name}`, 'asyncify', name, NONE, NONE);
  module.addFunctionImport(SUSPEND, 'env', 'suspend', NONE, NONE);
  module.addFunction(
    POLL,
    NONE,
    NONE,
    [],
    module.block(null, [
      // Rewinding arrives here again: go on behind the safepoint.
      module.if(
        module.i32.eq(state(), wasm.int(WHY.pause)),
        module.block(null, [setState(WHY.none), module.call(SUSPEND, [], NONE), module.return()]),
      ),
      module.if(
        module.i32.eq(state(), wasm.int(WHY.collect)),
        module.block(null, [setState(WHY.none), module.call('asyncify/stop_rewind', [], NONE), module.return()]),
      ),
      wasm.store32(wasm.int(0), wasm.int(FUEL), CONTROL.fuel),
      module.if(
        module.i32.gt_u(wasm.load32(wasm.int(0), REALM.allocated), wasm.load32(wasm.int(0), REALM.collectAt)),
        module.block(null, [
          setState(WHY.collect),
          wasm.store32(wasm.int(0), wasm.int(ASYNCIFY_BASE), CONTROL.asyncify),
          wasm.store32(wasm.int(0), wasm.int(HEAP_BASE), CONTROL.asyncify + 4),
          module.call('asyncify/start_unwind', [wasm.int(CONTROL.asyncify)], NONE),
          module.return(),
        ]),
      ),
      module.if(
        module.i32.atomic.load(0, wasm.int(CONTROL.suspendFlag)),
        module.block(null, [setState(WHY.pause), module.call(SUSPEND, [], NONE)]),
      ),
    ]),
  );
  module.addFunction(
    'runtime/run',
    NONE,
    NONE,
    [],
    module.loop(
      'again',
      module.block(null, [
        module.call(main, [], NONE),
        module.if(
          module.i32.eq(state(), wasm.int(WHY.collect)),
          module.block(null, [
            module.call('asyncify/stop_unwind', [], NONE),
            library.call('collect', [wasm.int(reserved.end)], NONE),
            module.call('asyncify/start_rewind', [wasm.int(CONTROL.asyncify)], NONE),
            wasm.leave('again'),
          ]),
        ),
      ]),
    ),
  );
  module.addFunctionExport('runtime/run', 'run');
}
