/** Compiled functions, each compiled once for each set of assumptions that its arguments allow. */

import { compile } from '#dist/compiler/index.js';
import type { Bundle } from '#dist/compiler/manifest.js';
import type { Value } from '#dist/runtime/values/index.js';

export class Bundles {
  readonly #known = new Map<string, Promise<Bundle>>();

  constructor(readonly file: string) {}

  /** The bundle with which the function may be called with these arguments. Throws CompileError. */
  async for(functionName: string, values: readonly Value[]): Promise<Bundle> {
    const usual = await this.#compile(functionName, undefined);
    const { parameters } = usual.manifest.function;
    if (parameters.every(({ assume }, k) => assume !== 'uint31' || isUint31(values[k]))) return usual;
    return this.#compile(
      functionName,
      parameters.filter((_, k) => isUint31(values[k])).map(({ name }) => name),
    );
  }

  #compile(functionName: string, assume: readonly string[] | undefined): Promise<Bundle> {
    const key = `${functionName}|${assume?.join(',') ?? '*'}`;
    let bundle = this.#known.get(key);
    if (!bundle) {
      bundle = compile(this.file, { functionName, components: false, ...(assume ? { assume } : {}) });
      this.#known.set(key, bundle);
    }
    return bundle;
  }
}

function isUint31(value: Value): boolean {
  return typeof value === 'number' && Number.isInteger(value) && !Object.is(value, -0) && value >= 0 && value < 2 ** 31 - 1;
}
