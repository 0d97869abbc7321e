/**
 * The part of the WebAssembly JavaScript interface that the V8 engine uses (https://webassembly.github.io/spec/js-api/). TypeScript has
 * it only together with all of the browser's DOM.
 */
declare namespace WebAssembly {
  type ExternalKind = 'function' | 'global' | 'memory' | 'table' | 'tag';

  interface ImportDescriptor {
    readonly module: string;
    readonly name: string;
    readonly kind: ExternalKind;
  }

  interface ExportDescriptor {
    readonly name: string;
    readonly kind: ExternalKind;
  }

  class Module {
    constructor(bytes: Uint8Array);
    static imports(module: Module): ImportDescriptor[];
    static exports(module: Module): ExportDescriptor[];
  }

  class Instance {
    constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>);
    readonly exports: Readonly<Record<string, unknown>>;
  }

  class Memory {
    constructor(descriptor: { readonly initial: number; readonly maximum: number; readonly shared: true });
    readonly buffer: SharedArrayBuffer;
    /** Returns the former size in pages. */
    grow(pages: number): number;
  }

  class Global {
    value: number | bigint;
  }

  class CompileError extends Error {}
  class LinkError extends Error {}
  class RuntimeError extends Error {}

  function compile(bytes: Uint8Array): Promise<Module>;
}
