/** Comparison of two values bit for bit: NaN equals NaN, 0 and -0 differ, and so do arrays of different kinds. */
import { bytesOf } from '../../values/index.js';
import { specialNumberName } from './json.js';

export interface Difference {
  /** Where, such as `result.points[3]`. */
  readonly path: string;
  readonly left: string;
  readonly right: string;
}

/** The first difference, or undefined when the values are the same to the last bit. */
export function firstDifference(left: unknown, right: unknown, path = 'result'): Difference | undefined {
  return new Comparison().compare(left, right, path);
}

class Comparison {
  /** What each object was compared with: an object that comes again must come again on the other side, too. */
  readonly #partners = new Map<object, object>();

  compare(left: unknown, right: unknown, path: string): Difference | undefined {
    if (!isObject(left) || !isObject(right)) {
      return Object.is(left, right) ? undefined : { path, left: show(left), right: show(right) };
    }
    const partner = this.#partners.get(left);
    if (partner) return partner === right ? undefined : { path, left: 'an object met before', right: 'another one' };
    this.#partners.set(left, right);
    const kind = kindOf(left);
    if (kind !== kindOf(right)) return { path, left: show(left), right: show(right) };
    if (ArrayBuffer.isView(left)) return compareViews(left, right as ArrayBufferView, path);
    if (left instanceof ArrayBuffer) return compareViews(new Uint8Array(left), new Uint8Array(right as ArrayBuffer), path);
    if (left instanceof Map) return this.#entries([...left].flat(1), [...(right as Map<unknown, unknown>)].flat(1), path);
    if (left instanceof Set) return this.#entries([...left], [...(right as Set<unknown>)], path);
    return this.#properties(left, right, path);
  }

  #entries(left: readonly unknown[], right: readonly unknown[], path: string): Difference | undefined {
    if (left.length !== right.length) return { path: `${path}.size`, left: String(left.length), right: String(right.length) };
    for (const [index, value] of left.entries()) {
      const difference = this.compare(value, right[index], `${path} entry ${index}`);
      if (difference) return difference;
    }
    return undefined;
  }

  #properties(left: object, right: object, path: string): Difference | undefined {
    const isArray = Array.isArray(left);
    if (isArray && left.length !== (right as unknown[]).length) {
      return { path: `${path}.length`, left: String(left.length), right: String((right as unknown[]).length) };
    }
    const [leftKeys, rightKeys] = [keysOf(left), keysOf(right)];
    const rightFields = right as Readonly<Record<string, unknown>>;
    for (const key of leftKeys) {
      const place = isArray ? `${path}[${key}]` : `${path}.${key}`;
      const field = (left as Readonly<Record<string, unknown>>)[key];
      if (!Object.hasOwn(right, key)) return { path: place, left: show(field), right: 'missing' };
      const difference = this.compare(field, rightFields[key], place);
      if (difference) return difference;
    }
    const extra = rightKeys.find((key) => !Object.hasOwn(left, key));
    if (extra !== undefined) return { path: `${path}.${extra}`, left: 'missing', right: show(rightFields[extra]) };
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function keysOf(object: object): string[] {
  return object instanceof Error ? Object.getOwnPropertyNames(object).filter((key) => key !== 'stack') : Object.keys(object);
}

/** `Array`, `Uint8Array`, `Map`, `TypeError`, `Object`. */
function kindOf(object: object): string {
  if (!(object instanceof Error)) return Object.prototype.toString.call(object).slice('[object '.length, -1);
  return (Object.getPrototypeOf(object) as { readonly constructor: { readonly name: string } }).constructor.name;
}

function compareViews(left: ArrayBufferView, right: ArrayBufferView, path: string): Difference | undefined {
  const [from, to] = [left, right] as unknown as readonly [ArrayLike<unknown>, ArrayLike<unknown>];
  if (left instanceof DataView) return compareViews(bytesOf(left), bytesOf(right), path);
  if (from.length !== to.length) return { path: `${path}.length`, left: String(from.length), right: String(to.length) };
  if (Buffer.compare(bytesOf(left), bytesOf(right)) === 0) return undefined;
  // Different bytes may still be the same values: JavaScript can't tell one NaN from another.
  const index = Array.from(from).findIndex((element, place) => !Object.is(element, to[place]));
  return index < 0 ? undefined : { path: `${path}[${index}]`, left: show(from[index]), right: show(to[index]) };
}

function show(value: unknown): string {
  if (typeof value === 'number') return specialNumberName(value) ?? String(value);
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (value === undefined) return 'nothing';
  if (!isObject(value)) return typeof value === 'bigint' ? `${value}n` : String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (ArrayBuffer.isView(value))
    return `${kindOf(value)}(${(value as unknown as ArrayLike<unknown>).length ?? value.byteLength})`;
  if (value instanceof Map || value instanceof Set) return `a ${kindOf(value)} of ${value.size}`;
  if (value instanceof Error) return `a ${kindOf(value)} (${JSON.stringify(value.message)})`;
  return `an object with ${Object.keys(value).join(', ')}`;
}
