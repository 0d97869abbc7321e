// Barriers of stepped blocks: see CONTROL.barrier in compiler/abi.ts.
import { suspend } from './host';
import { BARRIER, NEXT_BARRIER, WAITING } from './layout';

/** Stops as a safepoint does, until the host has brought what other shards have written. */
export function meet(): void {
  if (load<i32>(BARRIER) >= load<i32>(NEXT_BARRIER)) {
    store<i32>(WAITING, 1);
    while (load<i32>(WAITING) != 0) suspend();
  }
  store<i32>(BARRIER, load<i32>(BARRIER) + 1);
}
