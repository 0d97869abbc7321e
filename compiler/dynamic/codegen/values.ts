/** The 64-bit encoding of values (layout.ts) in code: constants, tests, and changes between representations. */
import type { Representation } from '../core/intrinsics.js';
import { SPECIAL, TAG } from '../layout.js';
import { F64, I32, I64, NONE, type Ref, type Wasm, type WasmType } from './wasm.js';

/** An expression and how it gives its value. */
export interface Typed {
  readonly ref: Ref;
  readonly as: Representation;
}

export function wasmType(representation: Representation): WasmType {
  switch (representation) {
    case 'value':
      return I64;
    case 'number':
      return F64;
    case 'nothing':
      return NONE;
    default:
      return I32;
  }
}

/** The bits of a value that is known at compile time. */
export function bitsOf(value: number | boolean | null | undefined): bigint {
  if (value === undefined) return special(SPECIAL.undefined);
  if (value === null) return special(SPECIAL.null);
  if (typeof value === 'boolean') return special(value ? SPECIAL.true : SPECIAL.false);
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0);
}

export function special(number: number): bigint {
  return (BigInt(TAG.special) << 48n) | BigInt(number);
}

export function tagged(tag: number, address: number): bigint {
  return (BigInt(tag) << 48n) | BigInt(address);
}

/** 2^52 + 2^51: to 2^51 on both sides of it doubles are one apart. */
const LAST_PLACE_ONE = 6755399441055744;
const MOST_WITH_LOW_WORD = 2 ** 51;
const FIRST_TAGGED = BigInt(TAG.special) << 48n;

export class Values {
  constructor(readonly wasm: Wasm) {}

  constant(value: number | boolean | null | undefined): Ref {
    return this.wasm.long(bitsOf(value));
  }

  undefined(): Ref {
    return this.wasm.long(special(SPECIAL.undefined));
  }

  special(number: number): Ref {
    return this.wasm.long(special(number));
  }

  isSpecial(value: Ref, number: number): Ref {
    return this.wasm.module.i64.eq(value, this.special(number));
  }

  isDouble(value: Ref): Ref {
    return this.wasm.module.i64.lt_u(value, this.wasm.long(FIRST_TAGGED));
  }

  /** The upper half tells the tag alone: bits 32..47 of tagged values are zero. */
  hasTag(value: Ref, tag: number): Ref {
    const { module } = this.wasm;
    const upper = module.i32.wrap(module.i64.shr_u(value, this.wasm.long(32n)));
    return module.i32.eq(upper, this.wasm.int(tag << 16));
  }

  isObject(value: Ref): Ref {
    return this.hasTag(value, TAG.object);
  }

  isString(value: Ref): Ref {
    return this.hasTag(value, TAG.string);
  }

  /** undefined or null. */
  isNullish(value: Ref): Ref {
    const { module } = this.wasm;
    return module.i64.le_u(module.i64.sub(value, this.special(SPECIAL.undefined)), this.wasm.long(1n));
  }

  addressOf(value: Ref): Ref {
    return this.wasm.module.i32.wrap(value);
  }

  tag(address: Ref, tag: number): Ref {
    const { module } = this.wasm;
    return module.i64.or(module.i64.extend_u(address), this.wasm.long(tagged(tag, 0)));
  }

  asDouble(value: Ref): Ref {
    return this.wasm.module.f64.reinterpret(value);
  }

  fromDouble(value: Ref): Ref {
    return this.wasm.module.i64.reinterpret(value);
  }

  /**
   * An integer of at most 51 bits, modulo 2^32; of any other double some number. The sum has ones as its last place, so the integer stands in
   * its lowest bits. Three cheap instructions without branches, where truncation takes a dozen.
   */
  lowWord(double: Ref): Ref {
    const { module } = this.wasm;
    return module.i32.wrap(module.i64.reinterpret(module.f64.add(double, this.wasm.double(LAST_PLACE_ONE))));
  }

  /** Whether `lowWord` is right for it. */
  hasLowWord(double: () => Ref): Ref {
    const { f64 } = this.wasm.module;
    const sum = f64.add(double(), this.wasm.double(LAST_PLACE_ONE));
    const isInteger = f64.eq(f64.sub(sum, this.wasm.double(LAST_PLACE_ONE)), double());
    return this.wasm.both(isInteger, f64.lt(f64.abs(double()), this.wasm.double(MOST_WITH_LOW_WORD)));
  }

  /** As a value of 64 bits. `nothing` becomes undefined. */
  box({ ref, as }: Typed): Ref {
    const { module } = this.wasm;
    switch (as) {
      case 'value':
        return ref;
      case 'number':
        return this.fromDouble(ref);
      case 'integer':
        return this.fromDouble(module.f64.convert_s.i32(ref));
      case 'boolean':
        return module.i64.or(module.i64.extend_u(ref), this.special(SPECIAL.false));
      case 'string':
        return this.tag(ref, TAG.string);
      case 'object':
        return this.tag(ref, TAG.object);
      case 'nothing':
        return module.block(null, [ref, this.undefined()], I64);
    }
  }

  /** Of a value that is known to be of that representation; `nothing` throws it away. */
  unbox(ref: Ref, as: Representation): Ref {
    const { module } = this.wasm;
    switch (as) {
      case 'value':
        return ref;
      case 'number':
        return this.asDouble(ref);
      case 'integer':
        return this.lowWord(this.asDouble(ref));
      case 'boolean':
        return this.isSpecial(ref, SPECIAL.true);
      case 'string':
      case 'object':
        return this.addressOf(ref);
      case 'nothing':
        return module.drop(ref);
    }
  }

  /** From one representation to another, of a value that is known to have both. */
  convert(typed: Typed, to: Representation): Ref {
    const { module } = this.wasm;
    const { ref, as } = typed;
    if (as === to) return ref;
    if (to === 'nothing') return as === 'nothing' ? ref : module.drop(ref);
    if (as === 'integer' && to === 'number') return module.f64.convert_s.i32(ref);
    if (as === 'number' && to === 'integer') return this.lowWord(ref);
    return this.unbox(this.box(typed), to);
  }
}
