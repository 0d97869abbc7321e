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
  | { readonly kind: 'component'; readonly core: Uint8Array; readonly wit: string; readonly world: string };

export type BuildMessage = BuildRequest & { readonly id: number };

export type BuildAnswer =
  | { readonly id: number; readonly bytes: Uint8Array }
  /** `problems`: what AssemblyScript reported about our own text. */
  | { readonly id: number; readonly error: string; readonly problems?: readonly string[] };
