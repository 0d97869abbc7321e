/** The files of a program: reading them, finding what they import, and in which order they are evaluated. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from '#typescript';
import { IMPORT_OPTIONS } from '../../imports.js';
import type { Binding } from './bindings.js';
import { asEsModule } from './commonjs.js';
import { hasModifier, isErased } from './erasure.js';
import { isJson, parse } from './parse.js';
import { type Export, Unit } from './unit.js';

const OPTIONS: ts.CompilerOptions & { noDtsResolution: boolean } = {
  ...IMPORT_OPTIONS,
  // Implementations, not declarations.
  noDtsResolution: true,
};

export class ModuleGraph {
  readonly units = new Map<string, Unit>();
  /** In order of evaluation: imported files before those that import them, as far as there is no cycle. */
  readonly order: Unit[] = [];
  readonly entry: Unit;
  private readonly cache = ts.createModuleResolutionCache(process.cwd(), (name) => name, OPTIONS);

  constructor(fileName: string) {
    this.entry = this.load(fileName);
    this.sort(this.entry, new Set(), []);
  }

  private load(fileName: string): Unit {
    const known = this.units.get(fileName);
    if (known) return known;
    const text = readFileSync(fileName, 'utf8');
    const translated = asEsModule(fileName, text);
    const unit = new Unit(parse(fileName, translated), false);
    unit.isCommonJs = translated !== text;
    this.units.set(fileName, unit);
    for (const specifier of importsOf(unit)) {
      const target = this.resolve(specifier, fileName);
      unit.imports.set(specifier, target === undefined ? undefined : this.load(target));
    }
    return unit;
  }

  private resolve(specifier: string, from: string): string | undefined {
    const found = ts.resolveModuleName(specifier, from, OPTIONS, ts.sys, this.cache).resolvedModule?.resolvedFileName;
    const file = found !== undefined && !isDeclaration(found) ? asPublished(found) : resolveAsNode(specifier, from);
    return file !== undefined && /\.(?:[mc]?ts|[mc]?js|json)$/.test(file) && !isDeclaration(file) ? file : undefined;
  }

  private sort(unit: Unit, done: Set<Unit>, path: Unit[]): void {
    if (path.includes(unit)) {
      for (const one of path.slice(path.indexOf(unit))) one.isInCycle = true;
      return;
    }
    if (done.has(unit)) return;
    done.add(unit);
    path.push(unit);
    for (const imported of unit.imports.values()) if (imported) this.sort(imported, done, path);
    path.pop();
    this.order.push(unit);
  }

  /** What `name` means when it is imported from the file. */
  exportOf(unit: Unit, name: string, seen = new Set<string>()): Export | undefined {
    const key = `${unit.file.fileName}\n${name}`;
    if (seen.has(key)) return undefined;
    seen.add(key);
    return exportsOf(unit).get(name)?.(this, seen) ?? this.starExport(unit, name, seen);
  }

  private starExport(unit: Unit, name: string, seen: Set<string>): Export | undefined {
    if (name === 'default') return undefined;
    for (const statement of unit.file.statements) {
      if (!ts.isExportDeclaration(statement) || statement.exportClause || statement.isTypeOnly) continue;
      const from = this.imported(unit, statement.moduleSpecifier);
      const found = from && this.exportOf(from, name, seen);
      if (found) return found;
    }
    return undefined;
  }

  imported(unit: Unit, specifier: ts.Expression | undefined): Unit | undefined {
    return specifier && ts.isStringLiteral(specifier) ? unit.imports.get(specifier.text) : undefined;
  }

  /** Follows imports to the variable that they mean. */
  follow(binding: Binding, unit: Unit, seen = new Set<string>()): Export | undefined {
    if (binding.kind !== 'import' || !binding.import) return { kind: 'binding', binding, unit };
    const { specifier, name } = binding.import;
    const from = unit.imports.get(specifier);
    if (!from) return { kind: 'missing', specifier };
    if (name === '*') return { kind: 'namespace', unit: from };
    // `require` of an ES module gives its namespace.
    if (name === 'default' && unit.isCommonJs && !from.isCommonJs && !isJson(from.file)) {
      return { kind: 'namespace', unit: from };
    }
    return this.exportOf(from, name, seen);
  }

  /** Whether the namespace says `__esModule`, as Node lets CommonJS files see it that ask for the default export. */
  marksEsModule(unit: Unit): boolean {
    if (unit.isCommonJs || !exportsOf(unit).has('default')) return false;
    return [...this.units.values()].some((one) => one.isCommonJs && [...one.imports.values()].includes(unit));
  }

  /** All names that the file exports, in the order of namespace objects. */
  exportedNames(unit: Unit, seen = new Set<Unit>()): string[] {
    if (seen.has(unit)) return [];
    seen.add(unit);
    const names = new Set(exportsOf(unit).keys());
    for (const statement of unit.file.statements) {
      if (!ts.isExportDeclaration(statement) || statement.exportClause || statement.isTypeOnly) continue;
      const from = this.imported(unit, statement.moduleSpecifier);
      if (from) for (const name of this.exportedNames(from, seen)) if (name !== 'default') names.add(name);
    }
    return [...names].sort();
  }
}

const isDeclaration = (file: string): boolean => /\.d\.[mc]?ts$/.test(file);

/** Packages may hold their sources beside the JavaScript that Node runs, and TypeScript prefers those. */
function asPublished(file: string): string {
  if (!file.includes('/node_modules/')) return file;
  const script = file.replace(/\.([mc]?)ts$/, '.$1js');
  return existsSync(script) ? script : file;
}

/** For packages whose types lead TypeScript astray. */
function resolveAsNode(specifier: string, from: string): string | undefined {
  try {
    const file = createRequire(from).resolve(specifier);
    return path.isAbsolute(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

type Resolver = (graph: ModuleGraph, seen: Set<string>) => Export | undefined;
const known = new WeakMap<Unit, Map<string, Resolver>>();

function exportsOf(unit: Unit): Map<string, Resolver> {
  let found = known.get(unit);
  if (!found) {
    found = collectExports(unit);
    known.set(unit, found);
  }
  return found;
}

function collectExports(unit: Unit): Map<string, Resolver> {
  const exports = new Map<string, Resolver>();
  const add = (name: string, node: ts.Node) => {
    const binding = unit.binding(node);
    if (binding) exports.set(name, (graph, seen) => graph.follow(binding, unit, seen));
  };
  const addPattern = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) add(name.text, name);
    else for (const part of name.elements) if (ts.isBindingElement(part)) addPattern(part.name);
  };
  for (const statement of unit.file.statements) {
    if (isErased(statement)) continue;
    if (ts.isExportAssignment(statement)) add('default', statement);
    else if (ts.isExportDeclaration(statement)) collectClause(unit, statement, exports);
    else if (hasModifier(statement, ts.SyntaxKind.ExportKeyword)) {
      if (hasModifier(statement, ts.SyntaxKind.DefaultKeyword)) add('default', statement);
      else if (ts.isVariableStatement(statement)) {
        for (const declaration of statement.declarationList.declarations) addPattern(declaration.name);
      } else if (nameOf(statement)) add(nameOf(statement)!, statement);
    }
  }
  if (isJson(unit.file)) {
    const binding = unit.scopes.top.find('*default');
    if (binding) exports.set('default', () => ({ kind: 'binding', binding, unit }));
  }
  return exports;
}

function nameOf(statement: ts.Statement): string | undefined {
  const { name } = statement as { name?: ts.Node };
  return name && ts.isIdentifier(name) ? name.text : undefined;
}

function collectClause(unit: Unit, statement: ts.ExportDeclaration, exports: Map<string, Resolver>): void {
  const clause = statement.exportClause;
  if (!clause) return;
  const specifier = statement.moduleSpecifier;
  const missing: Export = { kind: 'missing', specifier: specifier && ts.isStringLiteral(specifier) ? specifier.text : '' };
  if (ts.isNamespaceExport(clause)) {
    exports.set(clause.name.text, (graph) => {
      const from = graph.imported(unit, specifier);
      return from ? { kind: 'namespace', unit: from } : missing;
    });
    return;
  }
  for (const one of clause.elements) {
    if (one.isTypeOnly) continue;
    const local = one.propertyName ?? one.name;
    if (specifier) {
      exports.set(one.name.text, (graph, seen) => {
        const from = graph.imported(unit, specifier);
        return from ? graph.exportOf(from, local.text, seen) : missing;
      });
    } else {
      const binding = unit.binding(local);
      if (binding) exports.set(one.name.text, (graph, seen) => graph.follow(binding, unit, seen));
    }
  }
}

/** Files that must be loaded: imports that only types use do not count in TypeScript. */
function importsOf(unit: Unit): string[] {
  const isTypeScript = /\.[mc]?ts$/.test(unit.file.fileName);
  const found = new Set<string>();
  const exportedLocals = new Set<Binding>();
  for (const statement of unit.file.statements) {
    if (!ts.isExportDeclaration(statement) || !statement.exportClause || !ts.isNamedExports(statement.exportClause)) continue;
    for (const one of statement.exportClause.elements) {
      const binding = unit.binding(one.propertyName ?? one.name);
      if (binding) exportedLocals.add(binding);
    }
  }
  const isUsed = (name: ts.Node): boolean => {
    const binding = unit.binding(name);
    return binding !== undefined && (binding.references.length > 0 || exportedLocals.has(binding));
  };
  for (const statement of unit.file.statements) {
    if (isErased(statement)) continue;
    const specifier =
      ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement) ? statement.moduleSpecifier : undefined;
    if (!specifier || !ts.isStringLiteral(specifier)) continue;
    if (ts.isImportDeclaration(statement) && statement.importClause && isTypeScript) {
      const { name, namedBindings } = statement.importClause;
      const names = [
        ...(name ? [name] : []),
        ...(!namedBindings
          ? []
          : ts.isNamespaceImport(namedBindings)
            ? [namedBindings.name]
            : namedBindings.elements.map((one) => one.name)),
      ];
      if (!names.some(isUsed)) continue;
    }
    found.add(specifier.text);
  }
  return [...found];
}
