/**
 * `text[index]` and `text.charAt(index)`: inline where the units lie in the string's own cell and the string of the unit exists already, which it
 * does after the first time for all of Latin-1.
 */
import { CELL, CELL_KIND, REALM, STRING, TAG } from '../layout.js';
import type { FunctionScope } from './function-scope.js';
import type { Typed } from './values.js';
import { I32, I64, type Ref } from './wasm.js';

/** The table of library/text's unitString: 256 addresses behind the cell's head; 0: not yet made. */
const UNIT_STRINGS = REALM.library + 12;
const TABLE_HEAD = 8;

/** The address of the element's string in `into`, or 0 when the library has to look. `text` and `index` have no effects. */
function findUnitString(scope: FunctionScope, into: number, text: () => Ref, index: () => Ref): Ref {
  const { wasm } = scope;
  const { module } = wasm;
  const get = () => scope.get(into);
  const isHere = module.i32.and(
    module.i32.eq(wasm.load8(text(), CELL.kind), wasm.int(CELL_KIND.string)),
    module.i32.lt_u(index(), wasm.load32(text(), STRING.length)),
  );
  const place = () => wasm.scaled(wasm.load32(wasm.int(0), UNIT_STRINGS), get(), 2);
  const known = module.if(
    module.i32.and(module.i32.lt_u(get(), wasm.int(256)), module.i32.ne(wasm.load32(wasm.int(0), UNIT_STRINGS), wasm.int(0))),
    wasm.load32(place(), TABLE_HEAD),
    wasm.int(0),
  );
  const unit = module.i32.load16_u(STRING.units, 2, wasm.scaled(text(), index(), 1));
  return module.block(null, [
    scope.set(into, wasm.int(0)),
    module.if(isHere, module.block(null, [scope.set(into, unit), scope.set(into, known)])),
  ]);
}

/** A value: undefined out of bounds. */
export function stringElement(scope: FunctionScope, text: () => Ref, index: () => Ref, isInside: boolean): Typed {
  const { values } = scope;
  const { module } = scope.wasm;
  const found = scope.local(I32);
  const find = findUnitString(scope, found, text, index);
  if (isInside) {
    const slow = scope.library('charAt', [text(), index()]).ref;
    return { ref: module.block(null, [find, module.if(scope.get(found), scope.get(found), slow)], I32), as: 'string' };
  }
  const slow = scope.library('stringElement', [text(), index()]).ref;
  const fast = values.tag(scope.get(found), TAG.string);
  return { ref: module.block(null, [find, module.if(scope.get(found), fast, slow)], I64), as: 'value' };
}

/** A string: empty out of bounds. */
export function charAt(scope: FunctionScope, text: Ref, index: Ref): Typed {
  const { module } = scope.wasm;
  const kept = scope.keep(I32, text);
  const at = scope.keep(I32, index);
  const element = stringElement(
    scope,
    () => scope.get(kept.index),
    () => scope.get(at.index),
    true,
  );
  return { ref: module.block(null, [kept.first, at.first, element.ref], I32), as: 'string' };
}
