/** The blackout and the total time of live moves, beside stop-and-copy: `shoal bench migration`, with its flags. */
import { callShoal } from '../runtime/cli/call.js';

await callShoal(['bench', 'migration', ...process.argv.slice(2)]);
