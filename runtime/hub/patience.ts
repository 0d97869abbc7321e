/** Hubs of a cluster are often started together: one that is not there yet is asked again for a while. */
import { setTimeout as delay } from 'node:timers/promises';
import { ShoalError } from '../errors.js';

const ATTEMPTS = 10;
const PAUSE_MS = 200;

/** What `ask` gives, once it can be reached. Throws SHOAL4001 when it can't be after 2 s, or at once whatever else it is refused with. */
export async function askUntilReached<Answer>(ask: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ShoalError && error.code === 'SHOAL4001') || attempt === ATTEMPTS) throw error;
      await delay(PAUSE_MS, undefined, { signal });
    }
  }
}
