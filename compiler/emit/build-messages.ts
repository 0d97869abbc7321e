import type { GenerateOptions } from '../dynamic/codegen/generate.js';
import type { CoreProgram } from '../dynamic/core/types.js';
import type { Assumptions } from '../dynamic/inference/index.js';

/** What the worker that runs AssemblyScript, Binaryen and jco is asked, and what it answers. */

export type BuildRequest =
  | {
      readonly kind: 'assemble';
      /** AssemblyScript sources by file name; `block.ts` is the entry. */
      readonly sources: ReadonlyMap<string, string>;
      /** Target of asconfig.json. */
      readonly target: 'block' | 'component';
      /** Make calls of `env.suspend` save and restore the stack. */
      readonly pauses: boolean;
    }
  /** A program of the dynamic tier: see compiler/dynamic. */
  | {
      readonly kind: 'dynamic';
      readonly program: CoreProgram;
      readonly assumptions?: Assumptions;
      readonly options?: GenerateOptions;
    }
  | { readonly kind: 'component'; readonly core: Uint8Array; readonly wit: string; readonly world: string };

export type BuildMessage = BuildRequest & { readonly id: number };

export type BuildAnswer =
  /** `reservedBytes`: of programs of the dynamic tier: memory below it is the module's. */
  | { readonly id: number; readonly bytes: Uint8Array; readonly reservedBytes?: number }
  /** `problems`: what AssemblyScript reported about our own text. */
  | { readonly id: number; readonly error: string; readonly problems?: readonly string[] };
