/** Allocation in place: the heap's free run is a cursor and a limit (library/heap), cells behind the cursor are zero but for what is written here. */
import { CELL, OBJECT, REALM } from '../layout.js';
import type { FunctionScope } from './function-scope.js';
import { I32, NONE, type Ref } from './wasm.js';

const CURSOR = REALM.library;
const LIMIT = REALM.library + 4;

/** Shapes of fresh arrays and functions: see library/object-layout. An array with this shape has no properties of its own and inherits from Array.prototype. */
export const ROOT_ARRAY = REALM.library + 4 * 61;
export const ROOT_FUNCTION = REALM.library + 4 * 62;

/** Puts the address of a fresh cell into a local. */
export function allocate(scope: FunctionScope, into: number, kind: number, bytes: number): Ref {
  const { wasm } = scope;
  const { module } = wasm;
  const end = scope.local(I32);
  const size = (bytes + 7) & ~7;
  const fits = module.block(
    null,
    [
      wasm.store32(wasm.int(0), scope.get(end), CURSOR),
      wasm.store32(scope.get(into), wasm.int(size), CELL.size),
      wasm.store32(scope.get(into), wasm.int(kind), CELL.kind),
    ],
    NONE,
  );
  return module.block(
    null,
    [
      scope.set(into, wasm.load32(wasm.int(0), CURSOR)),
      scope.set(end, module.i32.add(scope.get(into), wasm.int(size))),
      module.if(
        module.i32.gt_u(scope.get(end), wasm.load32(wasm.int(0), LIMIT)),
        scope.set(into, scope.library('allocateCell', [wasm.int(kind), wasm.int(size)]).ref),
        fits,
      ),
    ],
    NONE,
  );
}

/** A fresh object with room for `capacity` properties behind `fields` bytes of its kind's own; without room, `slots` stays 0. */
export function allocateObject(
  scope: FunctionScope,
  into: number,
  kind: number,
  shape: Ref,
  { fields, capacity }: { readonly fields: number; readonly capacity?: number },
): Ref {
  const { wasm } = scope;
  const parts = [
    allocate(scope, into, kind, OBJECT.fields + fields + 8 * (capacity ?? 0)),
    wasm.store32(scope.get(into), shape, OBJECT.shape),
  ];
  if (capacity !== undefined)
    parts.push(
      wasm.store32(scope.get(into), wasm.module.i32.add(scope.get(into), wasm.int(OBJECT.fields + fields)), OBJECT.slots),
      wasm.store32(scope.get(into), wasm.int(capacity), OBJECT.slotCapacity),
    );
  return wasm.module.block(null, parts, NONE);
}
