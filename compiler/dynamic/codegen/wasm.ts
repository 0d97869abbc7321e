/**
 * A thin layer over Binaryen: the instructions that the code generator uses, under short names, with constants as numbers. Each expression
 * node may stand in one place only; what is needed twice goes through a local.
 */
import binaryen from 'assemblyscript/binaryen';

export type Ref = binaryen.ExpressionRef;
export type WasmType = binaryen.Type;

export const I32 = binaryen.i32;
export const I64 = binaryen.i64;
export const F64 = binaryen.f64;
export const NONE = binaryen.none;

export class Wasm {
  constructor(readonly module: binaryen.Module) {}

  int(value: number): Ref {
    return this.module.i32.const(value | 0);
  }

  double(value: number): Ref {
    // Binaryen takes the sign of zero from the number.
    return this.module.f64.const(value);
  }

  long(value: bigint): Ref {
    return this.module.i64.const(BigInt.asIntN(64, value));
  }

  /** The statements, then the value. */
  sequence(parts: readonly Ref[], type: WasmType): Ref {
    return parts.length === 1 ? parts[0]! : this.module.block(null, parts, type);
  }

  load32(address: Ref, offset = 0): Ref {
    return this.module.i32.load(offset, 4, address);
  }

  load8(address: Ref, offset = 0): Ref {
    return this.module.i32.load8_u(offset, 1, address);
  }

  load64(address: Ref, offset = 0): Ref {
    return this.module.i64.load(offset, 8, address);
  }

  loadDouble(address: Ref, offset = 0): Ref {
    return this.module.f64.load(offset, 8, address);
  }

  store32(address: Ref, value: Ref, offset = 0): Ref {
    return this.module.i32.store(offset, 4, address, value);
  }

  store64(address: Ref, value: Ref, offset = 0): Ref {
    return this.module.i64.store(offset, 8, address, value);
  }

  storeDouble(address: Ref, value: Ref, offset = 0): Ref {
    return this.module.f64.store(offset, 8, address, value);
  }

  /** `base + (index << shift)`. */
  scaled(base: Ref, index: Ref, shift: number): Ref {
    const { i32 } = this.module;
    return i32.add(base, shift === 0 ? index : i32.shl(index, this.int(shift)));
  }

  not(condition: Ref): Ref {
    return this.module.i32.eqz(condition);
  }

  /** Both; the second is computed in any case and must have no effect. */
  both(a: Ref, b: Ref): Ref {
    return this.module.i32.and(a, b);
  }

  /** Always taken when there is no condition. */
  leave(label: string, condition?: Ref): Ref {
    return condition === undefined ? this.module.br(label) : this.module.br(label, condition);
  }
}
