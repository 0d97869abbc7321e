/** Variables: wasm locals; cells of the heap when closures share them; words of the reserved area when they are global. */
import type { Representation } from '../core/intrinsics.js';
import type { Expression, Statement, VariableId } from '../core/types.js';
import { CELL_KIND, FUNCTION, SPECIAL, TAG, VARIABLE } from '../layout.js';
import { allocate } from './allocation.js';
import type { FunctionScope, Place } from './function-scope.js';
import { representationOf } from './types.js';
import { type Typed, wasmType } from './values.js';
import { I32, I64, NONE, type Ref } from './wasm.js';

const CELL_BYTES = VARIABLE.value + 8;

/** With a dead zone there is one more value to hold. */
function keptAs(scope: FunctionScope, id: VariableId, hasDeadZone: boolean): Representation {
  return hasDeadZone ? 'value' : representationOf(scope.module.inference.variableType(id));
}

export function isCell(scope: FunctionScope, id: VariableId): boolean {
  return scope.module.captured.cells.has(id);
}

export function placeOf(scope: FunctionScope, id: VariableId): Place {
  let place = scope.variables.get(id);
  if (place) return place;
  const global = scope.module.program.globals.get(id);
  if (global) {
    place = { kind: 'global', address: scope.module.global(id), as: keptAs(scope, id, global.hasDeadZone) };
  } else {
    const as = keptAs(scope, id, scope.module.hasDeadZone(id));
    place = isCell(scope, id)
      ? { kind: 'cell', index: scope.local(I32), as }
      : { kind: 'local', index: scope.local(wasmType(as)), as };
  }
  scope.variables.set(id, place);
  return place;
}

/** Code for the function's start: what is captured comes out of the closure; variables with a dead zone hold its mark. */
export function enterVariables(scope: FunctionScope): Ref[] {
  const { wasm, values, fn } = scope;
  const parts: Ref[] = [];
  for (const [k, id] of fn.captures.entries()) {
    const place = placeOf(scope, id);
    const at = FUNCTION.captured + 8 * k;
    const closure = scope.get(scope.closure);
    if (place.kind === 'cell') parts.push(scope.set(place.index, wasm.load32(closure, at)));
    else if (place.kind === 'local') parts.push(scope.set(place.index, values.unbox(wasm.load64(closure, at), place.as)));
  }
  for (const variable of fn.variables.values()) {
    if (!variable.hasDeadZone || isCell(scope, variable.id)) continue;
    const place = placeOf(scope, variable.id);
    if (place.kind === 'local') parts.push(scope.set(place.index, values.special(SPECIAL.deadZone)));
  }
  return parts;
}

/** Cells of variables that closures capture before their declaration runs. */
export function declareEarly(scope: FunctionScope, statements: readonly Statement[]): Ref[] {
  const parts: Ref[] = [];
  for (const statement of statements) {
    if (statement.kind !== 'let' || !scope.module.captured.early.has(statement.variable)) continue;
    const place = placeOf(scope, statement.variable);
    if (place.kind === 'cell') parts.push(newCell(scope, place.index, scope.values.special(SPECIAL.deadZone)));
  }
  return parts;
}

/** `let`. */
export function initialise(scope: FunctionScope, id: VariableId, value: Expression): Ref {
  const place = placeOf(scope, id);
  return declare(scope, id, { ref: scope.as(value, place.as), as: place.as });
}

/** The variable comes to life with that value. */
export function declare(scope: FunctionScope, id: VariableId, value: Typed): Ref {
  const place = placeOf(scope, id);
  if (place.kind === 'cell' && !scope.module.captured.early.has(id)) {
    const boxed = scope.keep(I64, scope.values.box(value));
    return scope.wasm.module.block(null, [boxed.first, newCell(scope, place.index, scope.get(boxed.index))], NONE);
  }
  return store(scope, place, value);
}

/** For parameters, whose value lies in a local already. */
export function declareParameter(scope: FunctionScope, id: VariableId, index: number, as: Representation): Ref[] {
  const captured = isCell(scope, id);
  if (!captured) {
    scope.variables.set(id, { kind: 'local', index, as });
    return [];
  }
  const place = placeOf(scope, id);
  if (place.kind !== 'cell') throw new Error('a captured parameter has a cell');
  return [newCell(scope, place.index, scope.values.box({ ref: scope.get(index), as }))];
}

function newCell(scope: FunctionScope, index: number, value: Ref): Ref {
  const { wasm } = scope;
  return wasm.module.block(
    null,
    [allocate(scope, index, CELL_KIND.variable, CELL_BYTES), wasm.store64(scope.get(index), value, VARIABLE.value)],
    NONE,
  );
}

function load(scope: FunctionScope, place: Place): Typed {
  const { wasm, values } = scope;
  const { as } = place;
  const fromMemory = (base: Ref, offset: number): Typed => ({
    ref: as === 'number' ? wasm.loadDouble(base, offset) : values.unbox(wasm.load64(base, offset), as),
    as,
  });
  switch (place.kind) {
    case 'local':
      return { ref: scope.get(place.index), as: place.as };
    case 'cell':
      return fromMemory(scope.get(place.index), VARIABLE.value);
    case 'global':
      return fromMemory(wasm.int(0), place.address);
  }
}

function store(scope: FunctionScope, place: Place, value: Typed): Ref {
  const { wasm, values } = scope;
  if (place.kind === 'local') return scope.set(place.index, values.convert(value, place.as));
  const base = place.kind === 'cell' ? scope.get(place.index) : wasm.int(0);
  const offset = place.kind === 'cell' ? VARIABLE.value : place.address;
  return value.as === 'number' ? wasm.storeDouble(base, value.ref, offset) : wasm.store64(base, values.box(value), offset);
}

export function readVariable(scope: FunctionScope, id: VariableId, checked: boolean): Typed {
  const value = load(scope, placeOf(scope, id));
  return checked && value.as === 'value' ? { ref: aliveOnly(scope, id, value.ref), as: 'value' } : value;
}

/** A ReferenceError when the declaration has not run. */
function aliveOnly(scope: FunctionScope, id: VariableId, value: Ref): Ref {
  const { wasm, values } = scope;
  const kept = scope.keep(I64, value);
  const name = wasm.int(scope.module.reserved.string(scope.module.nameOf(id)));
  return wasm.module.block(
    null,
    [
      kept.first,
      wasm.module.if(
        values.isSpecial(scope.get(kept.index), SPECIAL.deadZone),
        scope.library('failReferenceDeadZone', [name]).ref,
      ),
      scope.get(kept.index),
    ],
    I64,
  );
}

/** Assigns; gives the value. */
export function writeVariable(
  scope: FunctionScope,
  id: VariableId,
  value: Expression,
  checked: boolean,
  wantsValue: boolean,
): Typed {
  const { wasm } = scope;
  const place = placeOf(scope, id);
  const parts: Ref[] = [];
  const new_ = scope.as(value, place.as);
  if (!wantsValue && !checked) return { ref: store(scope, place, { ref: new_, as: place.as }), as: 'nothing' };
  const type = wasmType(place.as);
  const kept = scope.keep(type, new_);
  parts.push(kept.first);
  if (checked) parts.push(wasm.module.drop(readVariable(scope, id, true).ref));
  parts.push(store(scope, place, { ref: scope.get(kept.index), as: place.as }), scope.get(kept.index));
  return { ref: wasm.module.block(null, parts, type), as: place.as };
}

/** What a closure holds of a variable: a copy, or the cell as if it were an object, so that the collector finds it. */
export function capturedValue(scope: FunctionScope, id: VariableId): Ref {
  const place = placeOf(scope, id);
  if (place.kind === 'cell') return scope.values.tag(scope.get(place.index), TAG.object);
  return scope.values.box(load(scope, place));
}
