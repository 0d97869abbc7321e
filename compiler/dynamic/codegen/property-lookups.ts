/**
 * What property accesses do when the cache that stands inline does not help: places that see objects of several shapes have further caches, and
 * getters and setters are called here. One function for all places keeps their code small.
 */
import { CACHE, CACHE_BYTES, FUNCTION, OBJECT, REALM, SPECIAL } from '../layout.js';
import type { ModuleScope } from './module-scope.js';
import { I32, I64, NONE, type Ref } from './wasm.js';

/** Caches of one place; the first one is looked at inline. A counter behind them tells which is to be replaced next. */
const ENTRIES = 4;
const COUNTER = ENTRIES * CACHE_BYTES;
/** Set in CACHE.epoch when the cached value is an inherited getter: see library/lookup. */
const GETTER = 0x80000000;

const GET = 'runtime/get';
const GET_DATA = 'runtime/get-data';
const GET_SUPER = 'runtime/get-super';
const FIND_GETTER = 'runtime/find-getter';
const SET = 'runtime/set';
const SET_DATA = 'runtime/set-data';

/** The caches of one place. */
export function lookupSite(module: ModuleScope): number {
  return module.reserved.allocate(COUNTER + 8);
}

/** (receiver, key, place) -> value. Calls getters only where the key can be that of an accessor. */
export function callGet(module: ModuleScope, receiver: Ref, atom: Ref, site: number, mayCall: boolean): Ref {
  return module.wasm.module.call(mayCall ? GET : GET_DATA, [receiver, atom, module.wasm.int(site)], I64);
}

/** As callGet, for `super.key`: (where the search begins, key, place, this). */
export function callGetSuper(module: ModuleScope, home: Ref, atom: Ref, site: number, self: Ref): Ref {
  return module.wasm.module.call(GET_SUPER, [home, atom, module.wasm.int(site), self], I64);
}

/** Address of the closure of the inherited getter that one of the place's caches knows for the object's shape, or 0. */
export function findGetter(module: ModuleScope, address: Ref, site: number): Ref {
  return module.wasm.module.call(FIND_GETTER, [address, module.wasm.int(site)], I32);
}

export function callSet(module: ModuleScope, receiver: Ref, atom: Ref, value: Ref, site: number, mayCall: boolean): Ref {
  return module.wasm.module.call(mayCall ? SET : SET_DATA, [receiver, atom, value, module.wasm.int(site)], NONE);
}

export function addPropertyLookups(module: ModuleScope): void {
  addGet(module, GET_DATA, { mayCall: false });
  addGet(module, GET, { mayCall: true });
  addGet(module, GET_SUPER, { mayCall: true, hasSelf: true });
  addFindGetter(module);
  addSet(module, SET_DATA, false);
  addSet(module, SET, true);
}

/** Chooses the cache to use: gives code that runs `hit` for the one that knows the shape, and leaves the one to fill in `victim`. */
function probe(module: ModuleScope, locals: Locals, hit: (cache: Ref) => Ref[]): Ref {
  const { wasm } = module;
  const { module: binary } = wasm;
  const at = (index: number) => binary.local.get(index, I32);
  const parts: Ref[] = [
    binary.local.set(locals.address, module.values.addressOf(binary.local.get(0, I64))),
    binary.local.set(locals.shape, wasm.load32(at(locals.address), OBJECT.shape)),
  ];
  for (let k = 0; k < ENTRIES; k++) {
    const cache = () => (k === 0 ? at(locals.site) : binary.i32.add(at(locals.site), wasm.int(k * CACHE_BYTES)));
    parts.push(
      binary.if(
        binary.i32.eq(wasm.load32(cache(), CACHE.shape), at(locals.shape)),
        binary.block(null, [binary.local.set(locals.victim, cache()), ...hit(at(locals.victim)), wasm.leave('fill')]),
      ),
    );
  }
  parts.push(
    binary.local.set(locals.epoch, wasm.load32(at(locals.site), COUNTER)),
    wasm.store32(at(locals.site), binary.i32.add(at(locals.epoch), wasm.int(1)), COUNTER),
    binary.local.set(
      locals.victim,
      binary.i32.add(
        at(locals.site),
        binary.i32.mul(binary.i32.and(at(locals.epoch), wasm.int(ENTRIES - 1)), wasm.int(CACHE_BYTES)),
      ),
    ),
  );
  return binary.block('fill', [binary.if(module.values.isObject(binary.local.get(0, I64)), binary.block(null, parts))], NONE);
}

interface Locals {
  readonly site: number;
  readonly address: number;
  readonly shape: number;
  readonly epoch: number;
  readonly victim: number;
}

/** Calls the closure in a value with the parameter of number `self` as `this`. */
function callAccessor(module: ModuleScope, closure: () => Ref, self: number, count: number, argument: Ref): Ref {
  const { wasm, values } = module;
  return module.callIndirect(wasm.load32(values.addressOf(closure()), FUNCTION.code), [
    values.addressOf(closure()),
    wasm.module.local.get(self, I64),
    wasm.int(count),
    argument,
    values.undefined(),
    values.undefined(),
  ]);
}

/** `hasSelf`: the last parameter is `this` of getters, else the receiver is. */
function addGet(
  module: ModuleScope,
  name: string,
  { mayCall, hasSelf = false }: { readonly mayCall: boolean; readonly hasSelf?: boolean },
): void {
  const { wasm, values, library } = module;
  const { module: binary } = wasm;
  const parameters = [I64, I32, I32, ...(hasSelf ? [I64] : [])];
  const self = hasSelf ? 3 : 0;
  const first = parameters.length;
  const locals: Locals = { site: 2, address: first, shape: first + 1, epoch: first + 2, victim: first + 3 };
  const value = first + 4;
  const at = (index: number) => binary.local.get(index, I32);
  const realmEpoch = () => wasm.load32(wasm.int(0), REALM.epoch);
  const hit = (): Ref[] => {
    const parts = [
      binary.local.set(locals.epoch, wasm.load32(at(locals.victim), CACHE.epoch)),
      binary.if(
        wasm.not(at(locals.epoch)),
        binary.return(
          wasm.load64(
            binary.i32.add(wasm.load32(at(locals.address), OBJECT.slots), wasm.load32(at(locals.victim), CACHE.offset)),
          ),
        ),
      ),
      binary.if(binary.i32.eq(at(locals.epoch), realmEpoch()), binary.return(wasm.load64(at(locals.victim), CACHE.value))),
    ];
    if (mayCall) {
      const getter = () => wasm.load64(at(locals.victim), CACHE.value);
      parts.push(
        binary.if(
          binary.i32.eq(at(locals.epoch), binary.i32.or(realmEpoch(), wasm.int(GETTER))),
          binary.return(callAccessor(module, getter, self, 0, values.undefined())),
        ),
      );
    }
    return parts;
  };
  const look = library.call('getProperty', [binary.local.get(0, I64), at(1), at(locals.victim)], I64);
  const parts: Ref[] = [probe(module, locals, hit)];
  if (mayCall) {
    const accessor = () => wasm.load64(wasm.int(0), REALM.accessor);
    parts.push(
      binary.local.set(value, look),
      binary.if(
        values.isSpecial(binary.local.get(value, I64), SPECIAL.accessor),
        binary.return(
          // A property with a setter alone reads as undefined.
          binary.if(values.isObject(accessor()), callAccessor(module, accessor, self, 0, values.undefined()), values.undefined()),
        ),
      ),
      binary.local.get(value, I64),
    );
  } else parts.push(look);
  const types = [I32, I32, I32, I32, I64];
  binary.addFunction(name, module.types(parameters), I64, types, binary.block(null, parts, I64));
}

/** (object, place): looks only, so calls of it need nothing of what calls of the program need. */
function addFindGetter(module: ModuleScope): void {
  const { wasm, values } = module;
  const { module: binary } = wasm;
  const shape = 2;
  const get = (index: number) => binary.local.get(index, I32);
  const parts = [binary.local.set(shape, wasm.load32(get(0), OBJECT.shape))];
  const isGetter = (cache: number) =>
    binary.i32.eq(
      wasm.load32(get(1), cache + CACHE.epoch),
      binary.i32.or(wasm.load32(wasm.int(0), REALM.epoch), wasm.int(GETTER)),
    );
  for (let cache = 0; cache < COUNTER; cache += CACHE_BYTES) {
    const found = binary.return(
      binary.if(isGetter(cache), values.addressOf(wasm.load64(get(1), cache + CACHE.value)), wasm.int(0)),
    );
    parts.push(binary.if(binary.i32.eq(wasm.load32(get(1), cache + CACHE.shape), get(shape)), found));
  }
  parts.push(wasm.int(0));
  binary.addFunction(FIND_GETTER, module.types([I32, I32]), I32, [I32], binary.block(null, parts, I32));
}

/** (receiver, key, value, place). */
function addSet(module: ModuleScope, name: string, mayCall: boolean): void {
  const { wasm, library } = module;
  const { module: binary } = wasm;
  const locals: Locals = { site: 3, address: 4, shape: 5, epoch: 6, victim: 7 };
  const at = (index: number) => binary.local.get(index, I32);
  const value = () => binary.local.get(2, I64);
  const offset = () => wasm.load32(at(locals.victim), CACHE.offset);
  const store = () => wasm.store64(binary.i32.add(wasm.load32(at(locals.address), OBJECT.slots), offset()), value());
  const hit = (): Ref[] => [
    binary.local.set(locals.epoch, wasm.load32(at(locals.victim), CACHE.epoch)),
    binary.if(wasm.not(at(locals.epoch)), binary.block(null, [store(), binary.return()])),
    binary.if(
      binary.i32.and(
        binary.i32.eq(at(locals.epoch), wasm.load32(wasm.int(0), REALM.epoch)),
        binary.i32.lt_u(offset(), binary.i32.shl(wasm.load32(at(locals.address), OBJECT.slotCapacity), wasm.int(3))),
      ),
      binary.block(null, [
        store(),
        wasm.store32(at(locals.address), wasm.load32(at(locals.victim), CACHE.value), OBJECT.shape),
        binary.return(),
      ]),
    ),
  ];
  const set = library.call('setProperty', [binary.local.get(0, I64), at(1), value(), at(locals.victim)], I32);
  const accessor = () => wasm.load64(wasm.int(0), REALM.accessor);
  const parts = [
    probe(module, locals, hit),
    mayCall ? binary.if(set, binary.drop(callAccessor(module, accessor, 0, 1, value()))) : binary.drop(set),
  ];
  binary.addFunction(name, module.types([I64, I32, I64, I32]), NONE, [I32, I32, I32, I32], binary.block(null, parts, NONE));
}
