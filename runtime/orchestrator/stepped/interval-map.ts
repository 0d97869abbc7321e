/** A function of the indices of an array that is constant on a few intervals. */

export interface Piece<Value> {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly value: Value;
}

export class IntervalMap<Value> {
  readonly #length: number;
  /** Where the pieces begin, ascending from 0; one value for each. */
  #starts: number[] = [0];
  #values: Value[];

  constructor(length: number, value: Value) {
    this.#length = length;
    this.#values = [value];
  }

  set(from: number, to: number, value: Value): void {
    if (from >= to) return;
    const first = this.#pieceAt(from);
    const last = this.#pieceAt(to - 1);
    const starts: number[] = [];
    const values: Value[] = [];
    const add = (start: number, one: Value): void => {
      if (values.length > 0 && values.at(-1) === one) return;
      starts.push(start);
      values.push(one);
    };
    // The neighbours on both sides are looked at again, because they may hold the same value.
    const left = Math.max(0, first - 1);
    for (let k = left; k < first; k++) add(this.#starts[k]!, this.#values[k]!);
    if (this.#starts[first]! < from) add(this.#starts[first]!, this.#values[first]!);
    add(from, value);
    const end = this.#endOf(last);
    if (to < end) add(to, this.#values[last]!);
    const right = last + 1;
    if (right < this.#starts.length) add(this.#starts[right]!, this.#values[right]!);
    this.#starts.splice(left, right + 1 - left, ...starts);
    this.#values.splice(left, right + 1 - left, ...values);
  }

  /** The pieces of [from, to), in order. */
  *within(from: number, to: number): Generator<Piece<Value>, void, undefined> {
    if (from >= to) return;
    for (let k = this.#pieceAt(from); k < this.#starts.length && this.#starts[k]! < to; k++) {
      yield { from: Math.max(from, this.#starts[k]!), to: Math.min(to, this.#endOf(k)), value: this.#values[k]! };
    }
  }

  #endOf(piece: number): number {
    return this.#starts[piece + 1] ?? this.#length;
  }

  #pieceAt(index: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
