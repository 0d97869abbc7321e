/**
 * The reverse of graph-encode.ts. The bytes come from another machine: every count is checked against what is left, and nothing is made
 * that the bytes do not pay for.
 */
import { ELEMENT_KIND, ERROR_NAMES, GRAPH } from '../../compiler/dynamic/layout.js';
import { GraphError } from './graph-error.js';

/** Throws {@link GraphError} when the bytes are damaged. Instances of classes become plain objects, their errors the nearest built-in one. */
export function decodeGraph(bytes: Uint8Array): unknown {
  return new GraphDecoder(bytes).decode();
}

type ViewConstructor = new (buffer: ArrayBuffer, byteOffset: number, length: number) => object;

const VIEW_CONSTRUCTORS: ReadonlyMap<number, ViewConstructor> = new Map<number, ViewConstructor>([
  [ELEMENT_KIND.i8, Int8Array],
  [ELEMENT_KIND.u8, Uint8Array],
  [ELEMENT_KIND.u8c, Uint8ClampedArray],
  [ELEMENT_KIND.i16, Int16Array],
  [ELEMENT_KIND.u16, Uint16Array],
  [ELEMENT_KIND.i32, Int32Array],
  [ELEMENT_KIND.u32, Uint32Array],
  [ELEMENT_KIND.f32, Float32Array],
  [ELEMENT_KIND.f64, Float64Array],
  [ELEMENT_KIND.i64, BigInt64Array],
  [ELEMENT_KIND.u64, BigUint64Array],
]);

/** Properties of errors that are not enumerable when JavaScript itself makes them. */
const HIDDEN_OF_ERRORS: ReadonlySet<string> = new Set(['message', 'cause', 'errors']);

/** Least bytes of a property: the length of its key and a node. */
const PROPERTY_BYTES = 5;

/** An object that lacks some of its content. */
type Unfinished =
  | { readonly kind: 'array'; readonly target: unknown[]; next: number }
  /** `left`: keys and values; `key` of the value that comes next. */
  | { readonly kind: 'map'; readonly target: Map<unknown, unknown>; left: number; key?: unknown }
  | { readonly kind: 'set'; readonly target: Set<unknown>; left: number }
  /** `left` is -1 until the count has been read. */
  | { readonly kind: 'fields'; readonly target: object; readonly isError: boolean; left: number }
  | { readonly kind: 'message'; readonly target: Error };

const HOLE = Symbol('hole');

class GraphDecoder {
  readonly #bytes: Buffer;
  #at = 0;
  readonly #seen: object[] = [];
  readonly #open: Unfinished[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  decode(): unknown {
    const root = this.#value();
    for (let top = this.#open.at(-1); top; top = this.#open.at(-1)) this.#continue(top);
    if (this.#at < this.#bytes.byteLength) throw damaged(`${this.#bytes.byteLength - this.#at} bytes too many`);
    return root;
  }

  /** Reads one child, or ends the object. */
  #continue(top: Unfinished): void {
    switch (top.kind) {
      case 'array': {
        if (top.next === top.target.length) {
          this.#open.pop();
          return;
        }
        const value = this.#node();
        if (value !== HOLE) top.target[top.next] = value;
        top.next++;
        return;
      }
      case 'map': {
        if (top.left === 0) {
          this.#open.pop();
          return;
        }
        const value = this.#value();
        // The content of a key that is an object is read before the value is; it is the same key then.
        if (top.left-- % 2 === 0) top.key = value;
        else top.target.set(top.key, value);
        return;
      }
      case 'set':
        if (top.left-- === 0) this.#open.pop();
        else top.target.add(this.#value());
        return;
      case 'message': {
        this.#open.pop();
        const message = this.#node();
        if (message !== HOLE) setHidden(top.target, 'message', message);
        return;
      }
      case 'fields':
        if (top.left < 0) top.left = this.#count(PROPERTY_BYTES);
        if (top.left-- === 0) {
          if (top.isError) setHidden(top.target, 'stack', headline(top.target));
          this.#open.pop();
        } else this.#property(top.target, top.isError);
        return;
    }
  }

  #property(target: object, isError: boolean): void {
    const key = this.#text();
    if (Object.hasOwn(target, key) && !isError) throw damaged(`the property "${key}" twice`);
    const value = this.#value();
    if (isError && HIDDEN_OF_ERRORS.has(key)) setHidden(target, key, value);
    else if (key === '__proto__')
      Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
    else (target as Record<string, unknown>)[key] = value;
  }

  #value(): unknown {
    const value = this.#node();
    if (value === HOLE) throw damaged('a hole outside of an array');
    return value;
  }

  #node(): unknown {
    const tag = this.#u8();
    switch (tag) {
      case GRAPH.undefined:
        return undefined;
      case GRAPH.null:
        return null;
      case GRAPH.false:
        return false;
      case GRAPH.true:
        return true;
      case GRAPH.number:
        return this.#bytes.readDoubleLE(this.#take(8));
      case GRAPH.string:
        return this.#text();
      case GRAPH.bigint:
        return this.#bigint();
      case GRAPH.hole:
        return HOLE;
      case GRAPH.seen: {
        const number = this.#u32();
        const object = this.#seen[number];
        if (!object) throw damaged(`a reference to object ${number}`);
        return object;
      }
      default:
        return this.#object(tag);
    }
  }

  #object(tag: number): object {
    switch (tag) {
      case GRAPH.array: {
        const target = new Array<unknown>(this.#count(1));
        this.#open.push({ kind: 'array', target, next: 0 });
        return this.#number(target);
      }
      case GRAPH.object:
        return this.#fields({});
      case GRAPH.bareObject:
        return this.#fields(Object.create(null) as object);
      case GRAPH.instance:
        this.#text();
        return this.#fields({});
      case GRAPH.map: {
        const target = new Map<unknown, unknown>();
        this.#open.push({ kind: 'map', target, left: 2 * this.#count(2) });
        return this.#number(target);
      }
      case GRAPH.set: {
        const target = new Set<unknown>();
        this.#open.push({ kind: 'set', target, left: this.#count(1) });
        return this.#number(target);
      }
      case GRAPH.arrayBuffer:
        return this.#number(this.#buffer());
      case GRAPH.typedArray: {
        const kind = VIEW_CONSTRUCTORS.get(this.#u8());
        if (!kind) throw damaged('an unknown kind of typed array');
        return this.#view(kind);
      }
      case GRAPH.dataView:
        return this.#view(DataView);
      case GRAPH.error:
        return this.#error();
      default:
        throw damaged(`the tag ${tag}`);
    }
  }

  #number<T extends object>(object: T): T {
    this.#seen.push(object);
    return object;
  }

  #fields(target: object): object {
    this.#open.push({ kind: 'fields', target, isError: false, left: -1 });
    return this.#number(target);
  }

  #error(): Error {
    const name = ERROR_NAMES[this.#u8()];
    if (name === undefined) throw damaged('an unknown kind of error');
    this.#text();
    const error = name === 'AggregateError' ? new AggregateError([]) : new globalThis[name]();
    Reflect.deleteProperty(error, 'errors');
    this.#open.push({ kind: 'fields', target: error, isError: true, left: -1 }, { kind: 'message', target: error });
    return this.#number(error);
  }

  #buffer(): ArrayBuffer {
    const length = this.#count(1);
    const at = this.#take(length);
    const buffer = new ArrayBuffer(length);
    new Uint8Array(buffer).set(this.#bytes.subarray(at, at + length));
    return buffer;
  }

  /** Its buffer is behind it, but has the higher number. */
  #view(construct: ViewConstructor): object {
    const byteOffset = this.#u32();
    const length = this.#u32();
    const number = this.#seen.length;
    // Nothing in between can refer to it.
    this.#seen.push(this.#seen);
    const buffer = this.#node();
    if (!(buffer instanceof ArrayBuffer)) throw damaged('a view of something that is no buffer');
    try {
      const view = new construct(buffer, byteOffset, length);
      this.#seen[number] = view;
      return view;
    } catch {
      throw damaged(`a view of ${length} elements from byte ${byteOffset} of ${buffer.byteLength}`);
    }
  }

  #bigint(): bigint {
    const negative = this.#u8();
    if (negative > 1) throw damaged('a sign that is none');
    const count = this.#count(8);
    const at = this.#take(8 * count);
    let digits = '0x0';
    for (let k = count - 1; k >= 0; k--)
      digits += this.#bytes
        .readBigUInt64LE(at + 8 * k)
        .toString(16)
        .padStart(16, '0');
    try {
      const magnitude = BigInt(digits);
      return negative === 1 ? -magnitude : magnitude;
    } catch {
      throw damaged(`a bigint of ${count} digits`);
    }
  }

  #text(): string {
    const length = this.#count(2);
    const at = this.#take(2 * length);
    return this.#bytes.toString('utf16le', at, at + 2 * length);
  }

  /** How many of something there are, of which each takes at least that many bytes. */
  #count(least: number): number {
    const count = this.#u32();
    if (count * least > this.#bytes.byteLength - this.#at) throw damaged(`${count} of something, but too few bytes for them`);
    return count;
  }

  #u8(): number {
    return this.#bytes[this.#take(1)]!;
  }

  #u32(): number {
    return this.#bytes.readUInt32LE(this.#take(4));
  }

  #take(bytes: number): number {
    const at = this.#at;
    if (bytes > this.#bytes.byteLength - at) throw damaged('they end too early');
    this.#at += bytes;
    return at;
  }
}

/** In place of a stack: the frames of this program say nothing about where the error was made. */
function headline(error: object): string {
  const { name, message } = error as { readonly name?: unknown; readonly message?: unknown };
  const title = typeof name === 'string' ? name : 'Error';
  return typeof message === 'string' && message !== '' ? `${title}: ${message}` : title;
}

function setHidden(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: false, configurable: true });
}

function damaged(what: string): GraphError {
  return new GraphError(`The bytes stand for no value: ${what}.`);
}
