/**
 * The abstract heap. A site stands for all objects made at one place of the program (in one context of a built-in); it holds what was ever
 * stored in them. Cells are where types gather; who has read a cell is evaluated again when it grows.
 */
import type { CoreFunction, FunctionId } from '../core/types.js';
import type { SiteSet } from './site-set.js';
import { type AbstractType, join, NEVER, widen } from './types.js';

/** Evaluates again when a cell it has read has grown. */
export interface Reader {
  invalidate(): void;
}

const PATIENT_GROWTHS = 4;

export class Cell {
  #type: AbstractType = NEVER;
  #growths = 0;
  readonly #readers = new Set<Reader>();

  get type(): AbstractType {
    return this.#type;
  }

  #lastReader: Reader | undefined;

  read(reader: Reader): AbstractType {
    if (this.#lastReader !== reader) {
      this.#lastReader = reader;
      this.#readers.add(reader);
    }
    return this.#type;
  }

  get isRead(): boolean {
    return this.#readers.size > 0;
  }

  write(type: AbstractType): void {
    // A few different constants are no reason to give up their bounds.
    const next = this.#growths < PATIENT_GROWTHS ? join(this.#type, type) : widen(this.#type, type);
    if (next === this.#type) return;
    this.#growths++;
    this.#type = next;
    this.notify();
  }

  notify(): void {
    for (const reader of this.#readers) reader.invalidate();
  }
}

export interface Accessor {
  readonly getter: Cell;
  readonly setter: Cell;
}

/** Contexts tell apart the calls of built-ins; see contexts.ts. */
export type Context = string;

export interface SiteOptions {
  readonly objectKind: number;
  readonly elementKinds?: number;
  readonly function?: CoreFunction;
  readonly context?: Context;
  /** `Map`, `Array.prototype`: a built-in object. */
  readonly builtin?: string;
}

/** All sites of a program, and the sets of them. */
export interface SiteRegistry {
  readonly sets: Map<string, SiteSet>;
  count: number;
}

export class Site {
  readonly number: number;
  readonly registry: Map<string, SiteSet>;
  readonly objectKind: number;
  readonly elementKinds: number;
  readonly function: CoreFunction | undefined;
  readonly functionId: FunctionId | undefined;
  readonly isFunction: boolean;
  readonly context: Context | undefined;
  readonly builtin: string | undefined;
  /** null or objects. */
  readonly prototype = new Cell();
  /** Stored under keys that are not known. */
  readonly others = new Cell();
  /** Under integer keys. Absent elements count as undefined. */
  readonly elements = new Cell();
  /** Of Map and Set. */
  readonly keys = new Cell();
  readonly values = new Cell();
  /** Not empty: some code may make these arrays shorter. */
  readonly shrinks = new Cell();
  /** Grows with each new key in `fields`. */
  readonly shape = new Cell();
  readonly fields = new Map<string, Cell>();
  readonly accessors = new Map<string, Accessor>();
  /** Keys that these objects have from the moment others see them. */
  readonly present = new Set<string>();
  /** Keys of the first slots, in their order, from the moment others see the objects: see slots.ts. */
  slots: readonly string[] = [];
  /** Was this site given its beginning? */
  isPrepared = false;

  constructor(registry: SiteRegistry, options: SiteOptions) {
    this.number = registry.count++;
    this.registry = registry.sets;
    this.objectKind = options.objectKind;
    this.elementKinds = options.elementKinds ?? 0;
    this.function = options.function;
    this.functionId = options.function?.id;
    this.isFunction = options.objectKind === 4;
    this.context = options.context;
    this.builtin = options.builtin;
  }

  field(key: string): Cell {
    let cell = this.fields.get(key);
    if (!cell) {
      cell = new Cell();
      this.fields.set(key, cell);
      this.shape.notify();
    }
    return cell;
  }

  accessor(key: string): Accessor {
    let accessor = this.accessors.get(key);
    if (!accessor) {
      accessor = { getter: new Cell(), setter: new Cell() };
      this.accessors.set(key, accessor);
      this.shape.notify();
    }
    return accessor;
  }
}
