/** Whether a package promises, by `sideEffects` in its package.json, that a file need not run when nobody uses what it exports. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const known = new Map<string, Declared | undefined>();

interface Declared {
  readonly folder: string;
  readonly sideEffects: unknown;
}

export function isFreeOfEffects(fileName: string): boolean {
  if (!fileName.includes('/node_modules/')) return false;
  const found = packageOf(path.dirname(fileName));
  if (!found) return false;
  const { sideEffects, folder } = found;
  if (!Array.isArray(sideEffects)) return sideEffects === false;
  const relative = path.relative(folder, fileName);
  return sideEffects.every((one) => typeof one === 'string' && !/[*{[]/.test(one) && path.normalize(one) !== relative);
}

function packageOf(folder: string): Declared | undefined {
  if (known.has(folder)) return known.get(folder);
  const found = readPackage(folder) ?? (path.basename(path.dirname(folder)) === 'node_modules' ? undefined : above(folder));
  known.set(folder, found);
  return found;
}

function above(folder: string): Declared | undefined {
  const parent = path.dirname(folder);
  return parent === folder ? undefined : packageOf(parent);
}

/** package.json files that say neither name nor effects only tell the kind of the modules below. */
function readPackage(folder: string): Declared | undefined {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  try {
    const { name, sideEffects } = JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown; sideEffects?: unknown };
    return name === undefined && sideEffects === undefined ? undefined : { folder, sideEffects };
  } catch {
    return undefined;
  }
}
