/** The built-in objects of the program: made at the start, with the properties that it may reach. */

import { WELL_KNOWN_SYMBOLS } from '../core/intrinsics/values.js';
import type { BuiltinObject, BuiltinProperty, FunctionId, PropertyKey } from '../core/types.js';
import { CELL_KIND, CONSTRUCTING, ELEMENT_KIND, REALM, SPECIAL } from '../layout.js';
import { callBodyFromEntry } from './functions.js';
import { libraryNumber, type ModuleScope, UNIFORM_ARGUMENTS } from './module-scope.js';
import { I32, I64, NONE, type Ref } from './wasm.js';

/** Not enumerable. */
const HIDDEN = 2;
/** Constants such as Math.PI: not writable, enumerable or configurable. */
const FIXED = 7;
/** Of constants with symbols as keys, [Symbol.toStringTag]: not writable or enumerable. */
const TAG_ATTRIBUTES = 3;

/** `name` and `message` of the errors' prototypes are there to be hidden by other ones. */
function attributesOf({ name }: BuiltinObject, { key }: BuiltinProperty): number {
  if (typeof key !== 'string') return TAG_ATTRIBUTES;
  return name.endsWith('.prototype') && (key === 'name' || key === 'message') ? HIDDEN : FIXED;
}

/** Code that makes them all; links first, so that properties may refer to any of them. */
export function makeBuiltinObjects(module: ModuleScope): Ref[] {
  const objects = [...module.program.builtins];
  const parts = objects.map((object) => makeObject(module, object));
  const names = new Set(objects.map(({ name }) => name));
  for (const { name, call, construct } of objects) {
    const prototype = `${name}.prototype`;
    if ((call ?? construct) === undefined || libraryNumber(prototype) >= 0 || !names.has(prototype)) continue;
    parts.push(linkPrototype(module, name, prototype));
  }
  for (const object of objects) {
    for (const property of object.properties)
      if (isWanted(module, property)) parts.push(defineProperty(module, object, property));
  }
  return parts;
}

/** The library links constructors and prototypes that it knows; the others here. */
function linkPrototype(module: ModuleScope, name: string, prototype: string): Ref {
  const { wasm, values, library } = module;
  const key = values.box({ ref: wasm.int(module.reserved.string('prototype')), as: 'string' });
  return library.call('defineProperty', [reference(module, name), key, reference(module, prototype), wasm.int(FIXED)], NONE);
}

function isWanted(module: ModuleScope, property: BuiltinProperty): boolean {
  return !('function' in property) || isMet(module, property.function);
}

/** Functions that no code can call or hold need not be there. */
function isMet({ inference }: ModuleScope, id: FunctionId): boolean {
  return inference.isReached(id) || inference.escapes(id);
}

function reference(module: ModuleScope, name: string): Ref {
  const { wasm, values } = module;
  return values.box({ ref: wasm.load32(wasm.int(0), module.builtinObject(name)), as: 'object' });
}

function makeObject(module: ModuleScope, object: BuiltinObject): Ref {
  const { wasm } = module;
  const address = module.builtinObject(object.name);
  const number = libraryNumber(object.name);
  let made: Ref;
  if (number >= 0) made = wasm.load32(wasm.int(0), REALM.objects + 4 * number);
  else if (object.call !== undefined || object.construct !== undefined) made = constructorClosure(module, object);
  else made = wasm.module.i32.wrap(module.library.call('createObject', [prototypeOf(module, object.name)], I64));
  return wasm.store32(wasm.int(0), made, address);
}

/** What iterators of built-ins inherit from. */
const ITERATORS = /^(Array|Map|Set|String|RegExpString)Iterator\.prototype$/;

function prototypeOf(module: ModuleScope, name: string): Ref {
  const parent = ITERATORS.test(name) ? 'Iterator.prototype' : 'Object.prototype';
  const { wasm, values } = module;
  return values.box({ ref: wasm.load32(wasm.int(0), REALM.objects + 4 * libraryNumber(parent)), as: 'object' });
}

/** One closure for `name(...)` and `new name(...)`. */
function constructorClosure(module: ModuleScope, object: BuiltinObject): Ref {
  const { wasm } = module;
  const entry = `builtin/${object.name}`;
  const info = module.infoRecord(
    entry,
    object.name,
    lengthOf(module, object),
    0,
    1,
    madeKind(object.name),
    libraryNumber(`${object.name}.prototype`) + 1,
  );
  addConstructorEntry(module, object, entry);
  return module.library.call('allocateClosure', [wasm.int(module.place(entry)), wasm.int(info), wasm.int(0)], I32);
}

function lengthOf(module: ModuleScope, { call, construct }: BuiltinObject): number {
  return module.function((construct ?? call)!).length;
}

/** CELL_KIND of what `new` makes, with the ELEMENT_KIND of typed arrays above it. */
function madeKind(name: string): number {
  const elements: Readonly<Record<string, number>> = {
    Int8Array: ELEMENT_KIND.i8,
    Uint8Array: ELEMENT_KIND.u8,
    Uint8ClampedArray: ELEMENT_KIND.u8c,
    Int16Array: ELEMENT_KIND.i16,
    Uint16Array: ELEMENT_KIND.u16,
    Int32Array: ELEMENT_KIND.i32,
    Uint32Array: ELEMENT_KIND.u32,
    Float32Array: ELEMENT_KIND.f32,
    Float64Array: ELEMENT_KIND.f64,
    BigInt64Array: ELEMENT_KIND.i64,
    BigUint64Array: ELEMENT_KIND.u64,
  };
  if (name in elements) return CELL_KIND.typedArray | (elements[name]! << 8);
  if (name.endsWith('Error')) return CELL_KIND.error;
  const kinds: Readonly<Record<string, number>> = {
    Array: CELL_KIND.array,
    Map: CELL_KIND.map,
    Set: CELL_KIND.set,
    ArrayBuffer: CELL_KIND.arrayBuffer,
    DataView: CELL_KIND.dataView,
    WeakMap: CELL_KIND.map,
    WeakSet: CELL_KIND.set,
    Number: CELL_KIND.wrapper,
    String: CELL_KIND.wrapper,
    Boolean: CELL_KIND.wrapper,
    RegExp: CELL_KIND.regexp,
  };
  return kinds[name] ?? 0;
}

function addConstructorEntry(module: ModuleScope, { name, call, construct }: BuiltinObject, entry: string): void {
  const { wasm, values } = module;
  const get = (index: number) => wasm.module.local.get(index, index === 0 || index === 2 || index === 6 ? I32 : I64);
  const incoming = {
    closure: () => get(0),
    this: () => get(1),
    constructing: () => wasm.module.i32.and(get(2), wasm.int(CONSTRUCTING)),
    count: () => get(6),
    argument: (index: number) =>
      index < UNIFORM_ARGUMENTS ? get(3 + index) : module.library.call('argumentAt', [get(6), wasm.int(index)], I64),
  };
  const fail = (text: string) =>
    wasm.module.block(
      null,
      [module.library.call('failTypeError', [wasm.int(module.reserved.string(text))], NONE), values.undefined()],
      I64,
    );
  const run = (id: FunctionId | undefined, otherwise: string) =>
    id === undefined || !isMet(module, id) ? fail(otherwise) : callBodyFromEntry(module, id, incoming);
  const body = wasm.module.block(
    null,
    [
      wasm.module.local.set(6, wasm.module.i32.and(get(2), wasm.int(CONSTRUCTING - 1))),
      wasm.module.if(
        incoming.constructing(),
        run(construct, `${name} is not a constructor`),
        run(call, `Constructor ${name} requires 'new'`),
      ),
    ],
    I64,
  );
  wasm.module.addFunction(entry, module.uniformParameters, I64, [I32], body);
}

function keyOf(module: ModuleScope, key: PropertyKey): Ref {
  const { wasm, values } = module;
  if (typeof key === 'string') return values.box({ ref: wasm.int(module.reserved.string(key)), as: 'string' });
  return module.library.call('wellKnownSymbol', [wasm.int(WELL_KNOWN_SYMBOLS.indexOf(key.symbol))], I64);
}

function defineProperty(module: ModuleScope, object: BuiltinObject, property: BuiltinProperty): Ref {
  const { wasm, values, library } = module;
  const target = reference(module, object.name);
  const key = keyOf(module, property.key);
  const closure = (id: FunctionId): Ref => {
    const fn = module.function(id);
    const made = library.call(
      'allocateClosure',
      [wasm.int(module.tableIndex(id)), wasm.int(module.info(id)), wasm.int(fn.captures.length)],
      I32,
    );
    return values.box({ ref: made, as: 'object' });
  };
  const define = (value: Ref, attributes: number) =>
    library.call('defineProperty', [target, key, value, wasm.int(attributes)], NONE);
  const empty = () => values.special(SPECIAL.empty);
  switch (property.kind) {
    case 'function':
      return define(closure(property.function), HIDDEN);
    case 'getter':
      return library.call('defineAccessor', [target, key, closure(property.function), empty(), wasm.int(HIDDEN)], NONE);
    case 'constant': {
      const value =
        typeof property.value === 'string'
          ? values.box({ ref: wasm.int(module.reserved.string(property.value)), as: 'string' })
          : values.constant(property.value);
      return define(value, attributesOf(object, property));
    }
    default:
      return otherProperty(
        module,
        property as unknown as { kind: string; object?: string; function?: FunctionId },
        target,
        key,
        closure,
      );
  }
}

/** Kinds that syntax added: references to other built-in objects, and setters. */
function otherProperty(
  module: ModuleScope,
  property: { kind: string; object?: string; function?: FunctionId },
  target: Ref,
  key: Ref,
  closure: (id: FunctionId) => Ref,
): Ref {
  const { wasm, values, library } = module;
  if (property.kind === 'object')
    return library.call('defineProperty', [target, key, reference(module, property.object!), wasm.int(HIDDEN)], NONE);
  if (property.kind === 'setter') {
    return library.call(
      'defineAccessor',
      [target, key, values.special(SPECIAL.empty), closure(property.function!), wasm.int(HIDDEN)],
      NONE,
    );
  }
  throw new Error(`a built-in property of kind "${property.kind}"`);
}
