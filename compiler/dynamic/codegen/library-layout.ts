/** The constants of layout.ts and abi.ts as a module of the AssemblyScript library, `./layout`. */
import { ASYNCIFY_BASE, CONTROL, HEAP_BASE } from '../../abi.js';
import * as layout from '../layout.js';

/** `slotCapacity` -> SLOT_CAPACITY. */
function upperSnake(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}

function constant(name: string, type: 'u32' | 'u64', value: string): string {
  return `export const ${name}: ${type} = ${value};\n`;
}

/** A group such as OBJECT: {shape: 8} becomes OBJECT_SHAPE. Tags stand where a value has them. */
function group(name: string, members: Readonly<Record<string, number>>): string[] {
  return Object.entries(members).map(([key, value]) => {
    const full = `${name}_${upperSnake(key)}`;
    return name === 'TAG' ? constant(full, 'u64', `0x${value.toString(16)}000000000000`) : constant(full, 'u32', String(value));
  });
}

/** `Array.prototype` -> ARRAY_PROTOTYPE: names keep their words together, as JavaScript writes them. */
function list(prefix: string, names: readonly string[]): string[] {
  return names.map((name, index) => constant(`${prefix}_${name.replaceAll('.', '_').toUpperCase()}`, 'u32', String(index)));
}

export function libraryLayoutSource(): string {
  const lines = [
    ...group('CONTROL', CONTROL),
    constant('ASYNCIFY_BASE', 'u32', String(ASYNCIFY_BASE)),
    constant('HEAP_BASE', 'u32', String(HEAP_BASE)),
  ];
  for (const [name, value] of Object.entries(layout)) {
    if (name === 'BUILTIN_OBJECTS') lines.push(...list('BUILTIN', value as readonly string[]));
    else if (name === 'ERROR_NAMES') lines.push(...list('ERROR', value as readonly string[]));
    else if (typeof value === 'string') continue;
    else if (typeof value === 'number') lines.push(constant(name, 'u32', String(value)));
    else lines.push(...group(name, value as unknown as Readonly<Record<string, number>>));
  }
  return lines.join('');
}
