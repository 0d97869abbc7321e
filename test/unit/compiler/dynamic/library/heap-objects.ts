/** JavaScript objects in the memory of a library instance and back, by way of the border's bytes. */
import { HEAP_BASE } from '../../../../../compiler/abi.js';
import { CELL_KIND, REALM, REALM_BYTES, SPECIAL, TAG } from '../../../../../compiler/dynamic/layout.js';
import { decodeGraph, encodeGraph } from '../../../../../runtime/values/graph.js';
import { LibraryInstance } from './library-instance.js';

export type Value = bigint;
export const UNDEFINED: Value = BigInt(TAG.special) << 48n;
export const EMPTY: Value = UNDEFINED | BigInt(SPECIAL.empty);
export const ACCESSOR: Value = UNDEFINED | BigInt(SPECIAL.accessor);
const BITS = 0xffffffffn;

/** A kind of function as the code generator describes it to the library. */
interface Info {
  readonly name: string;
  readonly length?: number;
  /** 0 normal, 1 method, 2 arrow, 3 constructor, 4 derived. */
  readonly kind: number;
  readonly isBuiltin?: boolean;
  /** CELL_KIND of instances. */
  readonly instance?: number;
  /** Number in BUILTIN_OBJECTS. */
  readonly prototype?: number;
}

export class HeapObjects extends LibraryInstance {
  #infos = HEAP_BASE + REALM_BYTES;
  #cache = HEAP_BASE + REALM_BYTES + 2048;

  /** 24 zeroed bytes in the reserved area. */
  newCache(): number {
    this.#cache += 24;
    return this.#cache;
  }

  address(value: Value): number {
    return Number(value & BITS);
  }

  object(address: number): Value {
    return (BigInt(TAG.object) << 48n) | BigInt(address >>> 0);
  }

  /** Any value; objects are made anew with all that they reach. */
  toHeap(value: unknown): Value {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return this.value(value);
    const bytes = encodeGraph(value, { instances: 'keep' });
    const cell = this.call.allocateCell!(CELL_KIND.bytes, 8 + 24 + bytes.length) >>> 0;
    new Uint8Array(this.memory.buffer).set(bytes, cell + 32);
    this.view.setUint32(cell + 8, cell + 32, true);
    return this.bits(this.call.decodeGraph!(cell + 8));
  }

  fromHeap(value: Value): unknown {
    const descriptor = this.call.encodeGraph!(value) >>> 0;
    if (descriptor === 0) throw new Error(this.takeError());
    const data = this.u32(descriptor);
    return decodeGraph(new Uint8Array(this.memory.buffer).slice(data, data + this.u32(descriptor + 4)));
  }

  errorOf(action: () => unknown): string | undefined {
    action();
    return this.takeError();
  }

  bits(value: bigint | number): Value {
    return BigInt.asUintN(64, value as bigint);
  }

  atom(text: string): number {
    return this.call.intern!(this.string(text)) >>> 0;
  }

  /** A closure with no code. */
  closure({ name, length = 0, kind, isBuiltin = false, instance = 0, prototype }: Info): Value {
    const info = this.#infos;
    this.#infos += 24;
    const fields = [this.atom(name), length, kind, isBuiltin ? 1 : 0, instance, prototype === undefined ? 0 : prototype + 1];
    for (const [i, field] of fields.entries()) this.view.setUint32(info + 4 * i, field, true);
    return this.object(this.call.allocateClosure!(1, info, 0));
  }

  /** `object[key]`, by the way that inline code takes where it has a cache. */
  get(object: Value, key: string | number, cache = 0): Value {
    if (typeof key === 'number' || cache === 0) return this.bits(this.call.getElement!(object, this.value(key)));
    const address = this.address(object);
    if (this.u32(cache) === this.u32(address + 8) && this.u32(cache) !== 0) {
      const epoch = this.u32(cache + 8);
      if (epoch === 0) return this.view.getBigUint64(this.u32(address + 12) + this.u32(cache + 4), true);
      if (epoch === this.u32(REALM.epoch)) return this.view.getBigUint64(cache + 16, true);
    }
    return this.bits(this.call.getProperty!(object, this.atom(key), cache));
  }

  set(object: Value, key: string | number, value: Value, cache = 0): number {
    if (typeof key === 'number' || cache === 0) return this.call.setElement!(object, this.value(key), value) as number;
    const address = this.address(object);
    const { view } = this;
    if (this.u32(cache) === this.u32(address + 8) && this.u32(cache) !== 0) {
      const offset = this.u32(cache + 4);
      const epoch = this.u32(cache + 8);
      const isNew = epoch !== 0;
      if (!isNew || (epoch === this.u32(REALM.epoch) && offset < 8 * this.u32(address + 16))) {
        view.setBigUint64(this.u32(address + 12) + offset, value, true);
        if (isNew) view.setUint32(address + 8, this.u32(cache + 16), true);
        return 0;
      }
    }
    return this.call.setProperty!(object, this.atom(key), value, cache) as number;
  }
}

export const HOLE = Symbol('hole');

/** An array whose HOLEs are not there. */
export function withHoles(...elements: unknown[]): unknown[] {
  const array = [...elements];
  for (const [i, element] of elements.entries()) if (element === HOLE) delete array[i];
  return array;
}

/** Numbers in [0, 1), the same ones for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
