/** From TypeScript's types to those of the IR. What has no exact counterpart is refused. */
import ts from '#typescript';
import type { ElementKind, Field, Type } from '../ir/index.js';
import { refuse } from './codes.js';

export const NUMBER: Type = { kind: 'number' };
export const BOOLEAN: Type = { kind: 'boolean' };
export const STRING: Type = { kind: 'string' };
export const VOID: Type = { kind: 'void' };

export const TYPED_ARRAYS: ReadonlyMap<string, ElementKind> = new Map([
  ['Int8Array', 'i8'],
  ['Uint8Array', 'u8'],
  ['Uint8ClampedArray', 'u8c'],
  ['Int16Array', 'i16'],
  ['Uint16Array', 'u16'],
  ['Int32Array', 'i32'],
  ['Uint32Array', 'u32'],
  ['Float32Array', 'f32'],
  ['Float64Array', 'f64'],
]);

const TYPED_NAMES: ReadonlyMap<ElementKind, string> = new Map([...TYPED_ARRAYS].map(([name, element]) => [element, name]));

export function sameType(a: Type, b: Type): boolean {
  if (a === b) return true;
  if (a.kind === 'typed') return b.kind === 'typed' && a.element === b.element;
  if (a.kind === 'array') return b.kind === 'array' && sameType(a.element, b.element);
  if (a.kind === 'tuple') {
    if (b.kind !== 'tuple' || a.elements.length !== b.elements.length) return false;
    return a.elements.every((element, k) => sameType(element, b.elements[k]!));
  }
  if (a.kind === 'object') {
    if (b.kind !== 'object' || a.fields.length !== b.fields.length) return false;
    return a.fields.every((field, k) => field.name === b.fields[k]!.name && sameType(field.type, b.fields[k]!.type));
  }
  return a.kind === b.kind;
}

/** The type as a person would write it. */
export function describeType(type: Type): string {
  switch (type.kind) {
    case 'typed':
      return TYPED_NAMES.get(type.element)!;
    case 'array':
      return `${describeType(type.element)}[]`;
    case 'tuple':
      return `[${type.elements.map(describeType).join(', ')}]`;
    case 'object':
      return `{ ${type.fields.map((field) => `${field.name}: ${describeType(field.type)}`).join('; ')} }`;
    default:
      return type.kind;
  }
}

export const isArrayLike = (type: Type): type is Extract<Type, { kind: 'array' | 'typed' }> =>
  type.kind === 'array' || type.kind === 'typed';

/** Values that JavaScript passes by reference. */
export const isReference = (type: Type): boolean => isArrayLike(type) || type.kind === 'tuple' || type.kind === 'object';

export const elementType = (type: Extract<Type, { kind: 'array' | 'typed' }>): Type =>
  type.kind === 'array' ? type.element : NUMBER;

/** Whether every declaration of the symbol stands in TypeScript's own library files. */
export function isLibrarySymbol(program: ts.Program, symbol: ts.Symbol | undefined): boolean {
  const declarations = symbol?.declarations;
  return !!declarations?.length && declarations.every((d) => program.isSourceFileDefaultLibrary(d.getSourceFile()));
}

/** Maps types for one program; `node` is where the type was met, for the message. */
export class TypeMapper {
  constructor(
    private readonly program: ts.Program,
    private readonly checker: ts.TypeChecker,
  ) {}

  map(type: ts.Type, node: ts.Node): Type {
    return this.mapNested(type, node, []);
  }

  private mapNested(type: ts.Type, node: ts.Node, around: readonly ts.Type[]): Type {
    const { flags } = type;
    if (flags & ts.TypeFlags.Any) {
      refuse(node, 'untyped', "The type here is 'any'.", 'Write the type: the compiler must know exactly what a value is.');
    }
    if (flags & ts.TypeFlags.Unknown) {
      refuse(node, 'untyped', "The type here is 'unknown'.", 'Write the type: the compiler must know exactly what a value is.');
    }
    if (flags & ts.TypeFlags.Union) return this.mapUnion(type as ts.UnionType, node, around);
    if (flags & ts.TypeFlags.NumberLike) return NUMBER;
    if (flags & ts.TypeFlags.BooleanLike) return BOOLEAN;
    if (flags & (ts.TypeFlags.String | ts.TypeFlags.StringLiteral)) return STRING;
    if (flags & ts.TypeFlags.Void) return VOID;
    if (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) this.refuseNullish(type, node);
    if (flags & ts.TypeFlags.BigIntLike) {
      refuse(node, 'unsupportedType', 'BigInt values are not supported.', 'Use numbers, or several numbers for wide integers.');
    }
    if (flags & ts.TypeFlags.Object) return this.mapObject(type as ts.ObjectType, node, around);
    return this.refuseType(type, node);
  }

  private mapUnion(type: ts.UnionType, node: ts.Node, around: readonly ts.Type[]): Type {
    const nullish = type.types.find((member) => member.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null));
    if (nullish) this.refuseNullish(type, node);
    const [first, ...rest] = type.types.map((member) => this.mapNested(member, node, around));
    if (!first || !rest.every((member) => sameType(first, member))) {
      refuse(
        node,
        'unsupportedType',
        `The union type '${this.name(type)}' mixes values of different shapes.`,
        'Use one type; a number, a boolean or a tuple with a tag can often stand for the alternatives.',
      );
    }
    return first;
  }

  private mapObject(type: ts.ObjectType, node: ts.Node, around: readonly ts.Type[]): Type {
    if (around.includes(type)) {
      refuse(
        node,
        'unsupportedType',
        `The type '${this.name(type)}' contains itself.`,
        'Keep linked structures as arrays of numbers that index each other.',
      );
    }
    const inside = [...around, type];
    if (this.checker.isTupleType(type)) return this.mapTuple(type as ts.TupleTypeReference, node, inside);
    const symbol = type.getSymbol();
    if (isLibrarySymbol(this.program, symbol)) {
      const element = TYPED_ARRAYS.get(symbol!.name);
      if (element) return { kind: 'typed', element };
      if (this.checker.isArrayType(type)) {
        const argument = this.checker.getTypeArguments(type as ts.TypeReference)[0]!;
        if (argument.flags & ts.TypeFlags.Any) {
          refuse(
            node,
            'untyped',
            'The elements of this array have no type.',
            'Write the type, as in `const xs: number[] = [];`.',
          );
        }
        if (argument.flags & ts.TypeFlags.Never) {
          refuse(
            node,
            'untyped',
            'The elements of this array have no type.',
            'Write the type, as in `const xs: number[] = [];`.',
          );
        }
        const mapped = this.mapNested(argument, node, inside);
        if (mapped.kind === 'void') return this.refuseType(type, node);
        return { kind: 'array', element: mapped };
      }
    }
    return this.mapFields(type, node, inside);
  }

  private mapTuple(type: ts.TupleTypeReference, node: ts.Node, inside: readonly ts.Type[]): Type {
    if (type.target.elementFlags.some((flag) => flag !== ts.ElementFlags.Required) || type.target.elementFlags.length === 0) {
      refuse(
        node,
        'unsupportedType',
        `The tuple type '${this.name(type)}' has no fixed number of elements.`,
        'Give the tuple one or more elements, none of them optional or a rest; or use an array.',
      );
    }
    const elements = this.checker.getTypeArguments(type).map((element) => this.mapNested(element, node, inside));
    if (elements.some((element) => element.kind === 'void')) return this.refuseType(type, node);
    return { kind: 'tuple', elements };
  }

  private mapFields(type: ts.ObjectType, node: ts.Node, inside: readonly ts.Type[]): Type {
    const { checker } = this;
    if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) {
      refuse(
        node,
        'closure',
        'Functions can not be used as values.',
        'Call a function declared at the top level of the file by its name.',
      );
    }
    const properties = checker.getPropertiesOfType(type);
    const declared = type.getSymbol();
    if (
      properties.length === 0 ||
      checker.getIndexInfosOfType(type).length > 0 ||
      (declared && declared.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Function | ts.SymbolFlags.Module)) ||
      isLibrarySymbol(this.program, declared)
    ) {
      return this.refuseType(type, node);
    }
    const fields = properties.map((property): Field => {
      if (!(property.flags & ts.SymbolFlags.Property) || property.flags & (ts.SymbolFlags.Optional | ts.SymbolFlags.Accessor)) {
        refuse(
          node,
          'unsupportedType',
          `'${property.name}' of '${this.name(type)}' is optional, a method or an accessor.`,
          'Objects have plain fields, and all objects of a type have the same fields.',
        );
      }
      if (/^\d+$/.test(property.name) || property.name === '__proto__' || property.name.startsWith('__@')) {
        refuse(node, 'unsupportedType', `'${property.name}' can not be the name of a field.`, 'Name fields with letters.');
      }
      const mapped = this.mapNested(checker.getTypeOfSymbol(property), node, inside);
      if (mapped.kind === 'void') return this.refuseType(type, node);
      return { name: property.name, type: mapped };
    });
    return { kind: 'object', fields };
  }

  private refuseNullish(type: ts.Type, node: ts.Node): never {
    refuse(
      node,
      'nullish',
      `A value of type '${this.name(type)}' may be undefined or null.`,
      'Every value must be present: use a number such as -1 or NaN for "none"; write `xs.pop()!` where the array can not be empty.',
    );
  }

  private refuseType(type: ts.Type, node: ts.Node): never {
    refuse(
      node,
      'unsupportedType',
      `The type '${this.name(type)}' is not supported.`,
      'Supported are number, boolean, string, arrays, typed arrays, tuples, and objects with fixed fields of these.',
    );
  }

  private name(type: ts.Type): string {
    return this.checker.typeToString(type);
  }
}
