/** Sites of a program: making them, looking properties up along prototypes, storing. */
import type { CoreFunction, CoreProgram, PropertyKey } from '../core/types.js';
import { ANY_LENGTH } from './number-range.js';
import { ANY_PRIMITIVE } from './operators.js';
import { SiteSet } from './site-set.js';
import { type Cell, type Reader, Site, type SiteOptions, type SiteRegistry } from './sites.js';
import {
  type AbstractType,
  constantType,
  join,
  KIND,
  mayBe,
  NEVER,
  NULL,
  numberType,
  OBJECT_KIND,
  OBJECTS,
  primitive,
  STRING,
  UNDEFINED,
} from './types.js';

/** What a lookup found: values of plain properties, and getters (or setters) that are to be called. */
export interface Found {
  readonly type: AbstractType;
  readonly accessors: AbstractType;
}

const LENGTH = numberType(ANY_LENGTH);
const ERROR_PROTOTYPES = /^(Type|Range|Syntax|Reference|Eval|URI|Aggregate)Error(\.prototype)?$/;
const TYPED_ARRAYS = [
  'Int8',
  'Uint8',
  'Uint8Clamped',
  'Int16',
  'Uint16',
  'Int32',
  'Uint32',
  'Float32',
  'Float64',
  'BigInt64',
  'BigUint64',
].map((name) => `${name}Array`);
const ANY_OBJECT_KIND = 2047 & ~OBJECT_KIND.function;

/** One name space for strings and well-known symbols. */
export function keyName(key: PropertyKey): string {
  return typeof key === 'string' ? key : symbolKey(key.symbol);
}
export const symbolKey = (name: string) => `@@${name}`;

/** An integer that is an element's index, as a property key. */
export function isIndex(key: string): boolean {
  return /^(0|[1-9]\d{0,9})$/.test(key);
}

export class Heap {
  readonly registry: SiteRegistry = { sets: new Map(), count: 0 };
  readonly #sites = new Map<unknown, Map<string, Site>>();
  readonly #builtins = new Map<string, Site>();
  /** Where the built-in objects hold the functions of the program. */
  readonly builtinCells = new Map<string, Cell[]>();
  /** Keys that some code deletes; '*': any. Shared by all sites: deleting is rare. */
  readonly #deleted = new Set<string>();

  constructor(
    readonly program: CoreProgram,
    private readonly invalidateAll: () => void,
  ) {}

  /** The site of a node (or any other identity) in a context, made at first. */
  site(identity: unknown, key: string, options: () => SiteOptions, prepare: (site: Site) => void): Site {
    let sites = this.#sites.get(identity);
    if (!sites) {
      sites = new Map();
      this.#sites.set(identity, sites);
    }
    let site = sites.get(key);
    if (!site) {
      site = new Site(this.registry, options());
      sites.set(key, site);
      prepare(site);
    }
    return site;
  }

  typeOf(site: Site): AbstractType {
    return { kinds: site.isFunction ? KIND.function : KIND.object, range: NEVER.range, sites: SiteSet.of(site) };
  }

  /** A fresh object of a built-in kind, such as an array literal makes. */
  object(identity: unknown, key: string, objectKind: number, prototype: string, elementKinds = 0): Site {
    return this.site(
      identity,
      key,
      () => ({ objectKind, elementKinds }),
      (site) => site.prototype.write(this.builtinType(prototype)),
    );
  }

  functionSite(fn: CoreFunction, context: string | undefined): Site {
    return this.site(
      fn.id,
      `closure:${context ?? ''}`,
      () => ({ objectKind: OBJECT_KIND.function, function: fn, ...(context === undefined ? {} : { context }) }),
      (site) => {
        site.prototype.write(this.builtinType('Function.prototype'));
        for (const [key, type] of [
          ['name', STRING],
          ['length', LENGTH],
        ] as const)
          this.define(site, key, type);
        if (fn.kind === 'arrow' || fn.kind === 'method') return;
        const prototype = this.prototypeSite(site);
        this.define(site, 'prototype', this.typeOf(prototype));
        this.define(prototype, 'constructor', this.typeOf(site));
      },
    );
  }

  /** What instances of a function inherit from. */
  prototypeSite(maker: Site): Site {
    return this.site(
      maker,
      'prototype',
      () => ({ objectKind: OBJECT_KIND.plain }),
      (site) => {
        if (maker.function?.kind !== 'derived') site.prototype.write(this.builtinType('Object.prototype'));
      },
    );
  }

  builtinType(name: string): AbstractType {
    return this.typeOf(this.builtin(name));
  }

  builtin(name: string): Site {
    const known = this.#builtins.get(name);
    if (known) return known;
    const listed = this.program.builtins.find((object) => object.name === name);
    const isFunction = listed?.call !== undefined || listed?.construct !== undefined || name === 'Function.prototype';
    const site = new Site(this.registry, { objectKind: isFunction ? OBJECT_KIND.function : ANY_OBJECT_KIND, builtin: name });
    this.#builtins.set(name, site);
    site.prototype.write(this.#builtinPrototype(name, isFunction));
    for (const property of listed?.properties ?? []) {
      const key = keyName(property.key);
      if (property.kind === 'constant')
        this.define(site, key, typeof property.value === 'number' ? constantType(property.value) : STRING);
      else if ((property.kind as string) === 'object')
        this.define(site, key, this.builtinType((property as unknown as { object: string }).object));
      else {
        const fn = this.program.functions.get((property as { function: string }).function);
        if (!fn) continue;
        const value = this.typeOf(this.functionSite(fn, undefined));
        if (property.kind === 'function') {
          this.define(site, key, value);
          this.builtinCells.set(fn.id, [...(this.builtinCells.get(fn.id) ?? []), site.field(key)]);
        } else site.accessor(key)[(property.kind as string) === 'setter' ? 'setter' : 'getter'].write(value);
      }
    }
    const prototype = `${name}.prototype`;
    if (isFunction && !site.fields.has('prototype') && this.program.builtins.some((object) => object.name === prototype)) {
      this.define(site, 'prototype', this.builtinType(prototype));
    }
    if (isFunction)
      for (const [key, type] of [
        ['name', STRING],
        ['length', LENGTH],
      ] as const)
        this.define(site, key, type);
    return site;
  }

  #builtinPrototype(name: string, isFunction: boolean): AbstractType {
    if (name === 'Object.prototype') return NULL;
    if (ERROR_PROTOTYPES.test(name)) return this.builtinType(name.endsWith('.prototype') ? 'Error.prototype' : 'Error');
    const typed = TYPED_ARRAYS.find((array) => name.startsWith(array));
    if (typed) return this.builtinType(name.endsWith('.prototype') ? 'TypedArray.prototype' : 'TypedArray');
    if (name === 'Generator.prototype' || /^(Array|Map|Set|String|RegExpString)Iterator\.prototype$/.test(name))
      return this.builtinType('Iterator.prototype');
    return this.builtinType(isFunction && name !== 'Function.prototype' ? 'Function.prototype' : 'Object.prototype');
  }

  /** A property that the objects have from their beginning. */
  define(site: Site, key: string, type: AbstractType): void {
    site.present.add(key);
    site.field(key).write(type);
  }

  /** Takes a property away; without a key: any. */
  delete(object: AbstractType, key: string | undefined): void {
    const name = key ?? '*';
    if (key === undefined || isIndex(key))
      for (const site of object.sites.sites) if (site.objectKind !== OBJECT_KIND.typedArray) site.elements.write(UNDEFINED);
    if (this.#deleted.has(name)) return;
    this.#deleted.add(name);
    this.invalidateAll();
  }

  /** Some code deletes properties. */
  get mayDelete(): boolean {
    return this.#deleted.size > 0;
  }

  #freezes = false;

  /** Some code makes objects that can't be extended. */
  freeze(): void {
    if (this.#freezes) return;
    this.#freezes = true;
    this.invalidateAll();
  }

  /** Certainly an array or typed array that is iterated by its indices, with the very prototype of its kind. */
  isOrdinaryIndexed(site: Site, reader: Reader): boolean {
    if (site.objectKind !== OBJECT_KIND.array && site.objectKind !== OBJECT_KIND.typedArray) return false;
    site.shape.read(reader);
    if (
      site.fields.has(symbolKey('iterator')) ||
      site.accessors.has(symbolKey('iterator')) ||
      site.others.read(reader).kinds !== 0
    )
      return false;
    const prototype = site.prototype.read(reader);
    return prototype.kinds !== 0 && prototype.sites.sites.every((parent) => /Array\.prototype$/.test(parent.builtin ?? ''));
  }

  isPlainArray(site: Site, reader: Reader): boolean {
    return site.objectKind === OBJECT_KIND.array && !this.#freezes && this.isOrdinaryIndexed(site, reader);
  }

  /** Certainly a RegExp that nobody gave anything beside its `lastIndex`. */
  isPlainRegExp(site: Site, reader: Reader): boolean {
    if (site.objectKind !== OBJECT_KIND.regexp || this.#freezes) return false;
    site.shape.read(reader);
    if (site.accessors.size > 0 || [...site.fields.keys()].some((key) => key !== 'lastIndex')) return false;
    if (site.others.read(reader).kinds !== 0 || site.elements.read(reader).kinds !== 0) return false;
    const prototype = site.prototype.read(reader);
    return prototype.kinds !== 0 && prototype.sites.sites.every((parent) => parent.builtin === 'RegExp.prototype');
  }

  #isPresent(site: Site, key: string): boolean {
    return site.present.has(key) && !this.#deleted.has(key) && !this.#deleted.has('*');
  }

  /** The objects at which looking up properties of a value begins. */
  holders(type: AbstractType): Site[] {
    const holders = [...type.sites.sites];
    const primitives = [
      [KIND.string, 'String.prototype'],
      [KIND.number, 'Number.prototype'],
      [KIND.boolean, 'Boolean.prototype'],
      [KIND.bigint, 'BigInt.prototype'],
      [KIND.symbol, 'Symbol.prototype'],
    ] as const;
    for (const [kind, prototype] of primitives) if (mayBe(type, kind)) holders.push(this.builtin(prototype));
    return holders;
  }

  /** `receiver.key`; undefined and null have thrown before. */
  lookup(receiver: AbstractType, key: string, reader: Reader): Found {
    let type = NEVER;
    let accessors = NEVER;
    if (isIndex(key)) return { type: this.element(receiver, numberType(ANY_LENGTH), reader), accessors };
    const seen = new Set<Site>();
    const visit = (site: Site): void => {
      if (seen.has(site)) return;
      seen.add(site);
      if (key === 'length' && site.objectKind & (OBJECT_KIND.array | OBJECT_KIND.typedArray) && !site.builtin) {
        type = join(type, LENGTH);
        return;
      }
      const cell = site.fields.get(key);
      const accessor = site.accessors.get(key);
      if (cell) type = join(type, cell.read(reader));
      if (accessor) accessors = join(accessors, accessor.getter.read(reader));
      if (!cell || !accessor) site.shape.read(reader);
      type = join(type, site.others.read(reader));
      if (this.#isPresent(site, key)) return;
      this.#upwards(site, reader, visit, () => {
        type = join(type, UNDEFINED);
      });
    };
    if (mayBe(receiver, KIND.string) && key === 'length') type = join(type, LENGTH);
    for (const site of this.holders(key === 'length' ? { ...receiver, kinds: receiver.kinds & ~KIND.string } : receiver))
      visit(site);
    return { type, accessors };
  }

  #upwards(site: Site, reader: Reader, visit: (site: Site) => void, end: () => void): void {
    const prototype = site.prototype.read(reader);
    if (mayBe(prototype, KIND.null)) end();
    for (const parent of prototype.sites.sites) visit(parent);
  }

  /** `receiver[key]` for a key that is a value. */
  element(receiver: AbstractType, key: AbstractType, reader: Reader): AbstractType {
    return this.elementAndAccessors(receiver, key, reader).type;
  }

  elementAndAccessors(receiver: AbstractType, key: AbstractType, reader: Reader, isInBounds = false): Found {
    let type = isInBounds ? NEVER : UNDEFINED;
    let accessors = NEVER;
    const isInteger =
      key.kinds === KIND.number &&
      key.range.isInteger &&
      !key.range.mayBeNaN &&
      Number.isFinite(key.range.maximum) &&
      Number.isFinite(key.range.minimum);
    if (mayBe(receiver, KIND.string) && mayBe(key, ~KIND.symbol)) type = join(type, STRING);
    const seen = new Set<Site>();
    const visit = (site: Site): void => {
      if (seen.has(site)) return;
      seen.add(site);
      // Built-in objects have no numbers for keys, and stay as they are.
      if (site.builtin && key.kinds === KIND.number) return;
      type = join(type, this.typedElement(site));
      type = join(type, site.elements.read(reader));
      const isArray = site.objectKind === OBJECT_KIND.array || site.objectKind === OBJECT_KIND.typedArray;
      // Fractions and negative numbers are no indices: they are named properties.
      if (isInteger && isArray && key.range.minimum >= 0) return;
      type = join(type, site.others.read(reader));
      if (key.kinds === KIND.number) {
        if (!isInteger)
          for (const name of ['NaN', 'Infinity', '-Infinity']) type = join(type, site.fields.get(name)?.read(reader) ?? NEVER);
        for (const [name, cell] of site.fields) if (/^-?\d/.test(name)) type = join(type, cell.read(reader));
        site.shape.read(reader);
      } else {
        site.shape.read(reader);
        if (site.objectKind === OBJECT_KIND.array || site.objectKind === OBJECT_KIND.typedArray) type = join(type, LENGTH);
        for (const cell of site.fields.values()) type = join(type, cell.read(reader));
        for (const accessor of site.accessors.values()) accessors = join(accessors, accessor.getter.read(reader));
      }
      this.#upwards(site, reader, visit, () => {});
    };
    if (mayBe(receiver, KIND.string) && key.kinds !== KIND.number) type = join(type, LENGTH);
    for (const site of this.holders(receiver)) visit(site);
    return { type, accessors };
  }

  /** What typed arrays give, undefined left out. */
  typedElement(site: Site): AbstractType {
    if (site.objectKind !== OBJECT_KIND.typedArray) return NEVER;
    let type = NEVER;
    for (let kind = 0; kind <= 10; kind++) if (site.elementKinds & (1 << kind)) type = join(type, ELEMENT_TYPES[kind]!);
    return type;
  }

  /** Stores under a known key; gives the setters to be called. */
  store(receiver: AbstractType, key: string, value: AbstractType, reader: Reader): AbstractType {
    let setters = NEVER;
    for (const site of receiver.sites.sites) {
      if (isIndex(key)) {
        this.storeElement(site, value);
        continue;
      }
      if (key === 'length' && site.objectKind & (OBJECT_KIND.array | OBJECT_KIND.typedArray)) {
        this.shrink(site);
        site.elements.write(UNDEFINED);
        continue;
      }
      const seen = new Set<Site>();
      const visit = (holder: Site): void => {
        if (seen.has(holder)) return;
        seen.add(holder);
        const accessor = holder.accessors.get(key);
        if (accessor) setters = join(setters, accessor.setter.read(reader));
        else holder.shape.read(reader);
        this.#upwards(holder, reader, visit, () => {});
      };
      visit(site);
      site.field(key).write(value);
    }
    return setters;
  }

  /** Stores under a key that is a value. */
  storeAny(receiver: AbstractType, key: AbstractType, value: AbstractType, reader: Reader, isInBounds = false): AbstractType {
    let setters = NEVER;
    for (const site of receiver.sites.sites) {
      const isArray = site.objectKind === OBJECT_KIND.array;
      if (mayBe(key, ~KIND.symbol)) this.storeElement(site, value, isInBounds);
      const isElement =
        key.kinds === KIND.number &&
        (isArray || site.objectKind === OBJECT_KIND.typedArray) &&
        key.range.isInteger &&
        key.range.minimum >= 0 &&
        !key.range.mayBeNaN;
      if (isElement) continue;
      if (isArray) site.elements.write(UNDEFINED);
      // The key may be 'length'.
      if (isArray && mayBe(key, ~(KIND.number | KIND.symbol))) this.shrink(site);
      site.others.write(value);
      if (key.kinds === KIND.number) continue;
      const seen = new Set<Site>();
      const visit = (holder: Site): void => {
        if (seen.has(holder)) return;
        seen.add(holder);
        holder.shape.read(reader);
        for (const accessor of holder.accessors.values()) setters = join(setters, accessor.setter.read(reader));
        this.#upwards(holder, reader, visit, () => {});
      };
      visit(site);
    }
    return setters;
  }

  storeElement(site: Site, value: AbstractType, isInBounds = false): void {
    if (site.objectKind === OBJECT_KIND.typedArray) return;
    site.elements.write(value);
    // May be behind the end: what lies in between is absent.
    if (!isInBounds) site.elements.write(UNDEFINED);
  }

  shrink(site: Site): void {
    site.shrinks.write(UNDEFINED);
  }

  /** A variable below the length of these stays below it: strings, typed arrays, arrays that nothing makes shorter. */
  keepsLength(type: AbstractType, reader: Reader): boolean {
    if (mayBe(type, ~(KIND.string | KIND.object))) return false;
    return type.sites.sites.every(
      (site) =>
        site.objectKind === OBJECT_KIND.typedArray ||
        (site.objectKind === OBJECT_KIND.array && site.shrinks.read(reader).kinds === 0),
    );
  }

  /** All that the objects hold, one level deep. */
  contents(type: AbstractType, reader: Reader): AbstractType {
    let all = NEVER;
    for (const site of type.sites.sites) {
      site.shape.read(reader);
      all = join(all, this.typedElement(site));
      for (const cell of [site.elements, site.others, site.keys, site.values, site.prototype, ...site.fields.values()])
        all = join(all, cell.read(reader));
      for (const { getter, setter } of site.accessors.values()) all = join(join(all, getter.read(reader)), setter.read(reader));
    }
    return all;
  }

  /** Own properties, values of accessors left out: what spread copies. */
  ownValues(type: AbstractType, reader: Reader): AbstractType {
    let all = NEVER;
    if (mayBe(type, KIND.string)) all = join(all, STRING);
    for (const site of type.sites.sites) {
      site.shape.read(reader);
      all = join(all, this.typedElement(site));
      for (const cell of [site.elements, site.others, ...site.fields.values()]) all = join(all, cell.read(reader));
    }
    return all;
  }

  /** Copies own properties of the source objects: those of the target become theirs, too. */
  copy(target: AbstractType, source: AbstractType, reader: Reader): void {
    for (const from of source.sites.sites) {
      from.shape.read(reader);
      for (const to of target.sites.sites) {
        if (to === from) continue;
        for (const [key, cell] of from.fields) if (key !== '__proto__') to.field(key).write(cell.read(reader));
        to.others.write(from.others.read(reader));
        to.elements.write(join(from.elements.read(reader), this.typedElement(from)));
      }
    }
    if (mayBe(source, KIND.string)) for (const to of target.sites.sites) to.elements.write(STRING);
  }

  objectOnly(type: AbstractType): AbstractType {
    return mayBe(type, ~OBJECTS) ? { kinds: type.kinds & OBJECTS, range: NEVER.range, sites: type.sites } : type;
  }
}

const byte = (minimum: number, maximum: number) => numberType({ ...ANY_LENGTH, minimum, maximum });
const BIG = primitive(KIND.bigint);
const DOUBLE: AbstractType = { kinds: KIND.number, range: ANY_PRIMITIVE.range, sites: NEVER.sites };
/** By ELEMENT_KIND. */
export const ELEMENT_TYPES: readonly AbstractType[] = [
  byte(-128, 127),
  byte(0, 255),
  byte(0, 255),
  byte(-32768, 32767),
  byte(0, 65535),
  byte(-2147483648, 2147483647),
  byte(0, 4294967295),
  DOUBLE,
  DOUBLE,
  BIG,
  BIG,
];
