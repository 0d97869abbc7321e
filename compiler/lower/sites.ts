/** The places of a block that can trap, numbered in the order in which lowering meets them. */
import type { Span } from '../ir/index.js';
import type { TrapSite } from '../manifest.js';

const LONGEST_TEXT = 80;

export class TrapSites {
  readonly list: TrapSite[] = [];
  private readonly numbers = new Map<string, number>();

  constructor(private readonly sources: ReadonlyMap<string, string>) {}

  /** The number of the place; `text` when it is not simply the source under `span`. */
  number(span: Span, text = this.sourceOf(span.file, span.start, span.end)): number {
    const key = `${span.file}:${span.line}:${span.column}:${text}`;
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.list.length;
      this.numbers.set(key, number);
      this.list.push({ file: span.file, line: span.line, column: span.column, text });
    }
    return number;
  }

  /** The place of an assignment's target, `array[index]`. */
  ofTarget(array: Span, index: Span): number {
    const text = this.sourceOf(array.file, array.start, index.end);
    return this.number(array, text === '' ? text : `${text}]`);
  }

  private sourceOf(file: string, start: number, end: number): string {
    const text = (this.sources.get(file) ?? '').slice(start, end).replace(/\s+/g, ' ');
    return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 3)}...` : text;
  }
}
