/** Addresses and numbers of abi.ts as a module of the AssemblyScript support library. */
import { CONTROL, DESCRIPTOR, DESCRIPTOR_BYTES, TRAP } from '../abi.js';
import { FUEL_UNITS } from './fuel.js';

export function layoutSource(): string {
  const constants = {
    SUSPEND_FLAG: CONTROL.suspendFlag,
    HEAP_TOP: CONTROL.heapTop,
    PROGRESS: CONTROL.progress,
    FUEL: CONTROL.fuel,
    BARRIER: CONTROL.barrier,
    NEXT_BARRIER: CONTROL.nextBarrier,
    WAITING: CONTROL.waiting,
    DATA: DESCRIPTOR.data,
    LENGTH: DESCRIPTOR.length,
    CAPACITY: DESCRIPTOR.capacity,
    FIRST: DESCRIPTOR.first,
    PRESENT: DESCRIPTOR.present,
    DESCRIPTOR_BYTES,
    TRAP_BOUNDS: TRAP.bounds,
    TRAP_REGION: TRAP.region,
    TRAP_ARRAY_LENGTH: TRAP.arrayLength,
    TRAP_MEMORY: TRAP.memory,
    TRAP_THROWN: TRAP.thrown,
    TRAP_EMPTY: TRAP.empty,
    TRAP_LOOP_BOUND: TRAP.loopBound,
    FUEL_UNITS,
  };
  const typed = (name: string) => (name.startsWith('TRAP_') || name.startsWith('FUEL') ? 'i32' : 'u32');
  return Object.entries(constants)
    .map(([name, value]) => `export const ${name}: ${name === 'FUEL' ? 'u32' : typed(name)} = ${value};\n`)
    .join('');
}
