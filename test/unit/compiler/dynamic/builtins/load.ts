/** The built-ins, evaluated in Node over host intrinsics. */
import { readdirSync } from 'node:fs';
import { BUILTINS_FOLDER } from '../declare-intrinsics.js';
import { installHostIntrinsics } from '../host-intrinsics.js';

// biome-ignore lint/suspicious/noExplicitAny: any value of JavaScript
type Value = any;

export const BUILTINS: Record<string, Value> = {};
for (const file of readdirSync(BUILTINS_FOLDER)) {
  if (file.endsWith('.ts') && !file.endsWith('.d.ts')) Object.assign(BUILTINS, await import(new URL(file, BUILTINS_FOLDER).href));
}
installHostIntrinsics(BUILTINS);

/** Calls a built-in by its name, such as `Array$prototype$map`. */
export function callBuiltin(name: string, receiver: Value, ...list: Value[]): Value {
  if (!BUILTINS[name]) throw new Error(`no built-in ${name}`);
  return Reflect.apply(BUILTINS[name], receiver, list);
}
