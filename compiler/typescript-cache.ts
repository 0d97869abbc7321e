/**
 * Keeps what V8 makes of TypeScript's compiler when it compiles a small program, so that later processes need not parse it again. Run by
 * `npm run build`; a process of another version of Node does without.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CODE_CACHE, packageScript, runScript } from './typescript.js';

const loaded = packageScript(undefined);
const ts = runScript(loaded);
const program = ts.createProgram({
  rootNames: [fileURLToPath(import.meta.url)],
  options: { allowJs: true, checkJs: true, noEmit: true },
});
program.getSemanticDiagnostics();
writeFileSync(CODE_CACHE, loaded.script.createCachedData());
