/** Looks at the suspend flag when enough work has been done since the last one. */
import type { FunctionScope } from './function-scope.js';

/** `units`: work to charge first. */
export function writePoll(scope: FunctionScope, units = 0): void {
  if (!scope.module.safepoints) return;
  scope.module.pauses = true;
  scope.write(units > 0 ? `if (spentAfter(${units})) poll();` : 'if (spent()) poll();');
}
