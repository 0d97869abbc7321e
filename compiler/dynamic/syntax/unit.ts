/** One file of the program: its syntax tree, its names, and what it takes from and gives to other files. */
import ts from '#typescript';
import { displayName } from '../../frontend/source.js';
import type { Span } from '../../ir/types.js';
import type { Binding, FileScopes, Scope } from './bindings.js';
import { DeadZones } from './dead-zones.js';
import { analyseScopes } from './scopes.js';

/** What a file exports under a name. */
export type Export =
  | { readonly kind: 'binding'; readonly binding: Binding; readonly unit: Unit }
  | { readonly kind: 'namespace'; readonly unit: Unit }
  /** An import from a file that can't be read. */
  | { readonly kind: 'missing'; readonly specifier: string };

/** One namespace for several files. */
export interface SharedNames {
  readonly scope: Scope;
  /** Names of files that are not read yet, too. */
  find(name: string): Binding | undefined;
}

export class Unit {
  readonly scopes: FileScopes;
  readonly name: string;
  /** Files by the text of the import; undefined where there is none to read. */
  readonly imports = new Map<string, Unit | undefined>();
  isInCycle = false;
  /** Whether the text is that of a CommonJS module, read as an ES module. */
  isCommonJs = false;
  private zones?: DeadZones;

  constructor(
    readonly file: ts.SourceFile,
    readonly isBuiltin: boolean,
    private readonly shared?: SharedNames,
  ) {
    this.name = isBuiltin ? `builtin:${file.fileName.split('/').pop()}` : displayName(file.fileName);
    this.scopes = analyseScopes(file, shared?.scope);
  }

  /** Whether the file belongs to an installed package, which its user can't change. */
  get isPackage(): boolean {
    return this.file.fileName.includes('/node_modules/');
  }

  get deadZones(): DeadZones {
    this.zones ??= new DeadZones(this.scopes, this.isInCycle);
    return this.zones;
  }

  span(node: ts.Node): Span {
    const start = node.getStart(this.file);
    const { line, character } = this.file.getLineAndCharacterOfPosition(start);
    return { file: this.name, line: line + 1, column: character + 1, start, end: node.end };
  }

  /** Files of built-ins are one namespace, in which the later files are not known while the earlier ones are read. */
  binding(node: ts.Node): Binding | undefined {
    const found = this.scopes.bindings.get(node);
    return found ?? (this.shared && ts.isIdentifier(node) ? this.shared.find(node.text) : undefined);
  }
}
