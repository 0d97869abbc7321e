/** Names and where they are known: what the analysis of scopes finds out about one file. */
import type ts from '#typescript';

export type BindingKind =
  | 'var'
  | 'let'
  | 'const'
  | 'function'
  | 'class'
  | 'parameter'
  | 'catch'
  | 'enum'
  | 'namespace'
  | 'import'
  /** `this` of a function, when arrow functions in it use it. */
  | 'this'
  | 'arguments'
  | 'newTarget'
  /** Value of a file's `export default expression`. */
  | 'default';

/** A variable of the source. */
export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: Scope;
  /** The declaring nodes, in the order of the text; several for `var`, merged enums and namespaces. */
  readonly declarations: ts.Node[];
  /** Where its value is there, in the text: reads before it might find nothing. */
  readonly ready: number;
  readonly references: Reference[];
  isCaptured: boolean;
  isReassigned: boolean;
  /** For `import`. */
  readonly import?: ImportedName;
}

export interface ImportedName {
  readonly specifier: string;
  /** `*` for the namespace. */
  readonly name: string;
}

export interface Reference {
  readonly node: ts.Node;
  readonly scope: Scope;
  readonly writes: boolean;
}

/** A function, a file, a class (its constructor with the fields' initialisers) or a static block: what has variables of its own. */
export class FunctionScope {
  usesThis = false;
  usesArguments = false;
  /** Calls `super(...)` so often. */
  superCalls = 0;
  constructor(
    readonly node: ts.Node,
    readonly parent: FunctionScope | undefined,
    readonly isArrow: boolean,
  ) {}
}

export class Scope {
  readonly names = new Map<string, Binding>();
  /** Where `var` declarations go. */
  readonly isFunction: boolean;
  /** Its variables live as long as the program. */
  readonly isGlobal: boolean;
  /** Exported names of all parts of a merged namespace or enum. */
  merged?: Map<string, Binding>;

  constructor(
    readonly parent: Scope | undefined,
    readonly owner: FunctionScope,
    readonly node: ts.Node,
    options: { isFunction?: boolean; isGlobal?: boolean } = {},
  ) {
    this.isFunction = options.isFunction ?? false;
    this.isGlobal = options.isGlobal ?? false;
  }

  find(name: string): Binding | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const found = scope.names.get(name) ?? scope.merged?.get(name);
      if (found) return found;
    }
    return undefined;
  }
}

/** All names of one file. */
export interface FileScopes {
  readonly top: Scope;
  /** By identifier, `this`, `super` or declaration name. */
  readonly bindings: ReadonlyMap<ts.Node, Binding>;
  /** Scopes of functions, classes and static blocks, by node. */
  readonly functions: ReadonlyMap<ts.Node, FunctionScope>;
  /** The variable `arguments` of functions that use it, and `this` of those whose arrow functions use it. */
  readonly implicit: ReadonlyMap<FunctionScope, Partial<Record<'this' | 'arguments' | 'newTarget', Binding>>>;
}
