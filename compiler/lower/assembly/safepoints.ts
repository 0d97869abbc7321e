// Safepoints. Loops that may run long count their work as fuel; when it is used up they look whether the host wants a pause.
import { suspend } from './host';
import { FUEL, FUEL_UNITS, PROGRESS, SUSPEND_FLAG } from './layout';

export function beginRun(): void {
  store<i32>(FUEL, FUEL_UNITS);
}

// @ts-ignore: decorator
@inline
export function charge(units: i32): void {
  store<i32>(FUEL, load<i32>(FUEL) - units);
}

// @ts-ignore: decorator
@inline
export function spent(): bool {
  return load<i32>(FUEL) < 0;
}

/** Both in one. */
// @ts-ignore: decorator
@inline
export function spentAfter(units: i32): bool {
  const left: i32 = load<i32>(FUEL) - units;
  store<i32>(FUEL, left);
  return left < 0;
}

/** The fuel is full again afterwards. While `suspend` unwinds the stack nothing else may happen, so it comes last. */
// @ts-ignore: decorator
@inline
export function poll(): void {
  store<i32>(PROGRESS, load<i32>(PROGRESS) + (FUEL_UNITS - load<i32>(FUEL)));
  store<i32>(FUEL, FUEL_UNITS);
  if (atomic.load<i32>(SUSPEND_FLAG) != 0) suspend();
}

/** How many times something of `cost` units may be done between two polls. */
// @ts-ignore: decorator
@inline
export function timesBetweenPolls(cost: f64): i32 {
  return max<i32>(<i32>(<f64>FUEL_UNITS / max<f64>(cost, 1.0)), 1);
}
