/** The built-ins that are written in TypeScript: which there are, and their syntax trees. Each file is parsed at most once in a process. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from '#typescript';
import type { PropertyKey, WellKnownSymbol } from '../core/types.js';
import { type Binding, FunctionScope, Scope } from './bindings.js';
import { parse } from './parse.js';
import { type SharedNames, Unit } from './unit.js';

/** Where one function is written; its file is parsed when somebody asks for more than the name. */
export class BuiltinFunction {
  /** Where it is a property; absent for operators and inner functions. */
  readonly place: BuiltinPlace | undefined;

  constructor(
    readonly name: string,
    private readonly file: BuiltinFile,
  ) {
    this.place = placeOf(name);
  }

  get unit(): Unit {
    return this.file.unit;
  }

  get node(): ts.FunctionDeclaration {
    const found = this.file.functions.get(this.name);
    if (!found) throw new Error(`${this.file.path} has no function ${this.name}`);
    return found;
  }

  /** Whether it declares a parameter `this`. */
  get usesThis(): boolean {
    const first = this.node.parameters[0];
    return first !== undefined && ts.isIdentifier(first.name) && first.name.text === 'this';
  }
}

export interface BuiltinPlace {
  readonly object: string;
  readonly role: 'function' | 'getter' | 'setter' | 'call' | 'construct';
  readonly key: PropertyKey;
}

/** A file of built-ins, parsed when it is needed. */
class BuiltinFile {
  private parsed?: { readonly unit: Unit; readonly functions: ReadonlyMap<string, ts.FunctionDeclaration> };

  constructor(
    readonly path: string,
    readonly text: string,
    private readonly sources: BuiltinSources,
  ) {}

  get unit(): Unit {
    return this.parse().unit;
  }

  get functions(): ReadonlyMap<string, ts.FunctionDeclaration> {
    return this.parse().functions;
  }

  private parse(): { readonly unit: Unit; readonly functions: ReadonlyMap<string, ts.FunctionDeclaration> } {
    if (!this.parsed) {
      const file = parse(this.path, this.text);
      const unit = new Unit(file, true, this.sources.names);
      const functions = file.statements.filter((one) => ts.isFunctionDeclaration(one) && one.body !== undefined);
      this.parsed = {
        unit,
        functions: new Map(functions.map((one) => [(one as ts.FunctionDeclaration).name!.text, one as ts.FunctionDeclaration])),
      };
    }
    return this.parsed;
  }
}

/** Top-level declarations, which begin a line. */
const DECLARATION = /^(?:export )?(?:function\*?|const) ([\w$]+)/gm;

export class BuiltinSources {
  readonly functions = new Map<string, BuiltinFunction>();
  /** Objects that have any function here: `Array`, `Array.prototype`. */
  readonly objects = new Set<string>();
  readonly prototypeKeys = new Set<string>();
  /** All files are one namespace. */
  readonly names: SharedNames;
  private readonly declaredIn = new Map<string, BuiltinFile>();

  constructor(texts: ReadonlyMap<string, string>) {
    const empty = parse('builtins.ts', '');
    const scope = new Scope(undefined, new FunctionScope(empty, undefined, false), empty, { isFunction: true, isGlobal: true });
    this.names = { scope, find: (name) => this.find(name) };
    for (const [path, text] of texts) {
      const file = new BuiltinFile(path, text, this);
      for (const [declaration, name] of text.matchAll(DECLARATION)) this.add(name!, declaration.includes('function'), file);
    }
  }

  private add(name: string, isFunction: boolean, file: BuiltinFile): void {
    this.declaredIn.set(name, file);
    if (!isFunction) return;
    const one = new BuiltinFunction(name, file);
    this.functions.set(name, one);
    if (!one.place) return;
    this.objects.add(one.place.object);
    if (one.place.object.endsWith('.prototype')) this.prototypeKeys.add(keyText(one.place.key));
  }

  private find(name: string): Binding | undefined {
    const file = this.declaredIn.get(name);
    if (!file) return undefined;
    void file.unit; // parsing declares its names
    return this.names.scope.names.get(name);
  }

  has(name: string): boolean {
    return this.functions.has(name);
  }
}

export function keyText(key: PropertyKey): string {
  return typeof key === 'string' ? key : `@@${key.symbol}`;
}

/** `Array$prototype$map`, `Object$keys`, `Map$prototype$get$size`, `Map$construct`, `Array$prototype$$iterator`. */
function placeOf(name: string): BuiltinPlace | undefined {
  const [base, ...rest] = name.split('$');
  if (!base || rest.length === 0) return undefined;
  if (base === 'Global' && rest.length === 1) return { object: rest[0]!, role: 'call', key: 'call' };
  if (NOT_OBJECTS.has(base)) return undefined;
  const isPrototype = rest[0] === 'prototype' && rest.length > 1;
  const object = isPrototype ? `${base}.prototype` : base;
  const parts = isPrototype ? rest.slice(1) : rest;
  const [first, second] = parts;
  if (first === '') return { object, role: 'function', key: { symbol: second as WellKnownSymbol } };
  if (parts.length === 1) {
    if (!isPrototype && (first === 'call' || first === 'construct')) return { object, role: first, key: first };
    return { object, role: 'function', key: first! };
  }
  if (first !== 'get' && first !== 'set') return undefined;
  const key: PropertyKey = second === '' ? { symbol: parts[2] as WellKnownSymbol } : second!;
  return { object, role: first === 'get' ? 'getter' : 'setter', key };
}

const NOT_OBJECTS = new Set(['Operators', 'Global']);

let parsed: BuiltinSources | undefined;

export function builtinSources(): BuiltinSources {
  parsed ??= new BuiltinSources(readTexts());
  return parsed;
}

/** Modules of the compiler that stand beside the self-hosted ones. */
const PLAIN = new Set(['constants.ts', 'index.ts']);

function readTexts(): ReadonlyMap<string, string> {
  const folder = builtinsFolder();
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !PLAIN.has(name));
  return new Map(names.sort().map((name) => [`${folder}/${name}`, readFileSync(`${folder}/${name}`, 'utf8')]));
}

/** The sources stand beside this file's folder; a build of the project leaves them where they are. */
function builtinsFolder(): string {
  const beside = fileURLToPath(new URL('../builtins', import.meta.url));
  const hasSources = existsSync(beside) && readdirSync(beside).some((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
  return hasSources ? beside : fileURLToPath(new URL('../../../../compiler/dynamic/builtins', import.meta.url));
}
