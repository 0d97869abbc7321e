/** AssemblyScript that turns values of the canonical ABI into those of compiler/abi.ts (lifting) and back (lowering). */
import { SLOT_BYTES } from '../abi.js';
import type { Type } from '../ir/index.js';
import { offsetsOf, partsOf, payloadOffset, sizeOf, type WitType } from './wit-types.js';

/** Functions for the types met, each written once. */
export class Canonical {
  private readonly functions = new Map<string, string>();
  private count = 0;

  get source(): string {
    return [...this.functions.values()].join('\n');
  }

  /** Text of our value that stands in canonical form at address `at`. Numbers are f64, booleans bool, others addresses. */
  lift(type: Type, wit: WitType, at: string): string {
    switch (type.kind) {
      case 'number':
        return `load<f64>(${at})`;
      case 'boolean':
        return `(load<u8>(${at}) != 0)`;
      default:
        return `${this.define('lift', type, (name) => this.liftFunction(name, type, wit))}(${at})`;
    }
  }

  /** Text of a statement that writes our value `value` in canonical form to address `at`. */
  lower(type: Type, wit: WitType, value: string, at: string): string {
    if (wit.kind === 'option') {
      return `store<u8>(${at}, 1); ${this.lower(type, wit.some, value, `${at} + ${payloadOffset(wit)}`)}`;
    }
    switch (type.kind) {
      case 'number':
        return `store<f64>(${at}, ${value});`;
      case 'boolean':
        return `store<u8>(${at}, <u8>(${value}));`;
      default:
        return `${this.define('lower', type, (name) => this.lowerFunction(name, type, wit))}(${value}, ${at});`;
    }
  }

  private define(what: string, type: Type, write: (name: string) => string): string {
    const key = `${what} ${JSON.stringify(type)}`;
    const known = this.functions.get(key);
    const name = known ? /^function (\w+)/.exec(known)![1]! : `${what}${this.count++}`;
    if (!known) {
      // Reserved first: inner types get their functions while this one is being written.
      this.functions.set(key, `function ${name}`);
      this.functions.set(key, write(name));
    }
    return name;
  }

  private liftFunction(name: string, type: Type, wit: WitType): string {
    const lines = [`function ${name}(at: u32): u32 {`];
    if (wit.kind === 'record' || wit.kind === 'tuple') {
      const types = partTypes(type);
      const parts = partsOf(wit);
      const offsets = offsetsOf(parts);
      lines.push(`  const record: u32 = allocate(${SLOT_BYTES * parts.length});`);
      parts.forEach((part, k) => {
        const value = this.lift(types[k]!, part, `at + ${offsets[k]}`);
        lines.push(`  ${storeSlot(types[k]!, `record + ${SLOT_BYTES * k}`, value)}`);
      });
      return [...lines, '  return record;', '}'].join('\n');
    }
    if (wit.kind === 'list' && type.kind === 'array' && !isPlain(type.element)) {
      const { element } = type;
      lines.push(
        '  const from: u32 = load<u32>(at);',
        '  const length: u32 = load<u32>(at, 4);',
        '  const array: u32 = newArray(length, 2);',
        '  for (let k: u32 = 0; k < length; k++) {',
        `    store<u32>(dataOf(array) + (k << 2), ${this.lift(element, wit.element, `from + k * ${sizeOf(wit.element)}`)});`,
        '  }',
        '  return array;',
        '}',
      );
      return lines.join('\n');
    }
    // Elements look the same on both sides: the array is where the caller put it.
    return [...lines, '  return describeElements(load<u32>(at), load<u32>(at, 4));', '}'].join('\n');
  }

  private lowerFunction(name: string, type: Type, wit: WitType): string {
    const lines = [`function ${name}(value: u32, at: u32): void {`];
    if (wit.kind === 'record' || wit.kind === 'tuple') {
      const types = partTypes(type);
      const parts = partsOf(wit);
      const offsets = offsetsOf(parts);
      parts.forEach((part, k) => {
        lines.push(`  ${this.lower(types[k]!, part, loadSlot(types[k]!, `value + ${SLOT_BYTES * k}`), `at + ${offsets[k]}`)}`);
      });
      return [...lines, '}'].join('\n');
    }
    if (wit.kind === 'list' && type.kind === 'array' && !isPlain(type.element)) {
      const size = sizeOf(wit.element);
      lines.push(
        '  const length: u32 = lengthOf(value);',
        `  const to: u32 = allocate(<u64>length * ${size});`,
        '  store<u32>(at, to);',
        '  store<u32>(at, length, 4);',
        '  for (let k: u32 = 0; k < length; k++) {',
        `    ${this.lower(type.element, wit.element, 'load<u32>(dataOf(value) + (k << 2))', `to + k * ${size}`)}`,
        '  }',
        '}',
      );
      return lines.join('\n');
    }
    return [...lines, '  store<u32>(at, dataOf(value));', '  store<u32>(at, presentOf(value), 4);', '}'].join('\n');
  }
}

/** Numbers and booleans stand in arrays of both sides in the same way. */
function isPlain(element: Type): boolean {
  return element.kind === 'number' || element.kind === 'boolean';
}

function partTypes(type: Type): readonly Type[] {
  if (type.kind === 'tuple') return type.elements;
  if (type.kind === 'object') return type.fields.map((field) => field.type);
  throw new Error(`a ${type.kind} has no parts`);
}

export function storeSlot(type: Type, at: string, value: string): string {
  if (type.kind === 'number') return `store<f64>(${at}, ${value});`;
  return type.kind === 'boolean' ? `store<i32>(${at}, <i32>(${value}));` : `store<u32>(${at}, ${value});`;
}

export function loadSlot(type: Type, at: string): string {
  if (type.kind === 'number') return `load<f64>(${at})`;
  return type.kind === 'boolean' ? `(load<i32>(${at}) != 0)` : `load<u32>(${at})`;
}
