/**
 * Types of WIT and how the component model's canonical ABI lays their values out
 * (WebAssembly/component-model, design/mvp/CanonicalABI.md: alignment, size, flattening).
 */
import type { ElementKind, Type } from '../ir/index.js';
import type { WitNames } from './wit-names.js';

export type WitType =
  | { readonly kind: 'primitive'; readonly name: Primitive }
  | { readonly kind: 'string' }
  | { readonly kind: 'list'; readonly element: WitType }
  | { readonly kind: 'option'; readonly some: WitType }
  | { readonly kind: 'tuple'; readonly elements: readonly WitType[] }
  | {
      readonly kind: 'record';
      readonly name: string;
      readonly fields: readonly { readonly name: string; readonly type: WitType }[];
    };

type Primitive = 'bool' | 's8' | 'u8' | 's16' | 'u16' | 's32' | 'u32' | 'f32' | 'f64';

const ELEMENTS: Record<ElementKind, Primitive> = {
  i8: 's8',
  u8: 'u8',
  u8c: 'u8',
  i16: 's16',
  u16: 'u16',
  i32: 's32',
  u32: 'u32',
  f32: 'f32',
  f64: 'f64',
};

export const F64: WitType = { kind: 'primitive', name: 'f64' };
export const U32: WitType = { kind: 'primitive', name: 'u32' };
export const S32: WitType = { kind: 'primitive', name: 's32' };
export const BOOL: WitType = { kind: 'primitive', name: 'bool' };

/** `hint` names the record types that the type needs. */
export function witType(type: Type, hint: string, names: WitNames): WitType {
  switch (type.kind) {
    case 'number':
      return F64;
    case 'boolean':
      return BOOL;
    case 'string':
      return { kind: 'string' };
    case 'typed':
      return { kind: 'list', element: { kind: 'primitive', name: ELEMENTS[type.element] } };
    case 'array':
      return { kind: 'list', element: witType(type.element, hint, names) };
    case 'tuple':
      return { kind: 'tuple', elements: type.elements.map((element) => witType(element, hint, names)) };
    case 'object':
      return names.record(
        hint,
        type.fields.map((field) => ({ name: field.name, type: witType(field.type, `${hint}-${field.name}`, names) })),
      );
    case 'void':
      throw new Error('void has no value');
  }
}

export function witText(type: WitType): string {
  switch (type.kind) {
    case 'primitive':
    case 'record':
      return type.name;
    case 'string':
      return 'string';
    case 'list':
      return `list<${witText(type.element)}>`;
    case 'option':
      return `option<${witText(type.some)}>`;
    case 'tuple':
      return `tuple<${type.elements.map(witText).join(', ')}>`;
  }
}

export function alignmentOf(type: WitType): number {
  switch (type.kind) {
    case 'primitive':
      return BYTES[type.name];
    case 'string':
    case 'list':
      return 4;
    case 'option':
      return alignmentOf(type.some);
    default:
      return Math.max(1, ...partsOf(type).map(alignmentOf));
  }
}

export function sizeOf(type: WitType): number {
  switch (type.kind) {
    case 'primitive':
      return BYTES[type.name];
    case 'string':
    case 'list':
      return 8;
    case 'option':
      return align(payloadOffset(type) + sizeOf(type.some), alignmentOf(type));
    default: {
      const parts = partsOf(type);
      return align(offsetsOf(parts).at(-1)! + sizeOf(parts.at(-1)!), alignmentOf(type));
    }
  }
}

/** Where the value of an option stands, behind the byte that says whether there is one. */
export function payloadOffset(type: Extract<WitType, { kind: 'option' }>): number {
  return align(1, alignmentOf(type.some));
}

/** Offsets of the parts of a record or tuple. */
export function offsetsOf(parts: readonly WitType[]): number[] {
  let next = 0;
  return parts.map((part) => {
    const offset = align(next, alignmentOf(part));
    next = offset + sizeOf(part);
    return offset;
  });
}

export function partsOf(type: Extract<WitType, { kind: 'record' | 'tuple' }>): readonly WitType[] {
  return type.kind === 'record' ? type.fields.map((field) => field.type) : type.elements;
}

/** A core value that a parameter or result is made of, with its offset in the type's layout and the instruction's type. */
export interface Flat {
  readonly offset: number;
  /** Of the core parameter or result. */
  readonly core: 'i32' | 'f32' | 'f64';
  /** What stands in memory there. */
  readonly memory: 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'u32' | 'f32' | 'f64';
}

/** Parameters and single results are passed as these. Options are not among parameters here. */
export function flatten(type: WitType, base = 0): Flat[] {
  switch (type.kind) {
    case 'primitive':
      return [{ offset: base, ...FLAT[type.name] }];
    case 'string':
    case 'list':
      return [0, 4].map((offset) => ({ offset: base + offset, core: 'i32' as const, memory: 'u32' as const }));
    case 'option':
      return [{ offset: base, core: 'i32', memory: 'u8' }, ...flatten(type.some, base + payloadOffset(type))];
    default: {
      const parts = partsOf(type);
      const offsets = offsetsOf(parts);
      return parts.flatMap((part, k) => flatten(part, base + offsets[k]!));
    }
  }
}

const BYTES: Record<Primitive, number> = { bool: 1, s8: 1, u8: 1, s16: 2, u16: 2, s32: 4, u32: 4, f32: 4, f64: 8 };

const FLAT: Record<Primitive, Pick<Flat, 'core' | 'memory'>> = {
  bool: { core: 'i32', memory: 'u8' },
  s8: { core: 'i32', memory: 'i8' },
  u8: { core: 'i32', memory: 'u8' },
  s16: { core: 'i32', memory: 'i16' },
  u16: { core: 'i32', memory: 'u16' },
  s32: { core: 'i32', memory: 'i32' },
  u32: { core: 'i32', memory: 'u32' },
  f32: { core: 'f32', memory: 'f32' },
  f64: { core: 'f64', memory: 'f64' },
};

export function align(offset: number, alignment: number): number {
  return Math.ceil(offset / alignment) * alignment;
}
