/** `npm run build:native`: builds the addon with cargo and puts it where runtime/native looks for it. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** Of the package; this file runs as dist/runtime/native/build.js. */
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const WORKSPACE = path.join(ROOT, 'runtime/native');

if (process.platform !== 'linux') fail(`the addon is for Linux; on ${process.platform} Shoal works without it`);
const cargo = spawnSync('cargo', ['build', '--release', '--locked'], { cwd: WORKSPACE, stdio: 'inherit' });
if (cargo.error) fail(`cargo can't be started (${cargo.error.message}): install Rust, or use Shoal without the addon`);
if (cargo.status !== 0) fail('cargo failed; Shoal works without the addon');

mkdirSync(path.join(ROOT, 'dist/native'), { recursive: true });
copyFileSync(path.join(WORKSPACE, 'target/release/libshoal_pages.so'), path.join(ROOT, 'dist/native/shoal-pages.node'));

function fail(reason: string): never {
  process.stderr.write(`build:native: ${reason}\n`);
  process.exit(1);
}
