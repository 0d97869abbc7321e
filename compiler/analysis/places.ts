/** Where the arrays lie that a loop uses: which of those from outside, and where in it. */
import type { Expression, VariableId } from '../ir/index.js';
import type { EffectsOf } from './effects.js';
import { isReferenceType } from './sharing.js';
import type { Symbols } from './symbols.js';

/** Where the storage of a reference lies. */
export type Place =
  /** An array from outside, or what hangs below its element at `path`; below any element of that one when it is not `open`. */
  | { readonly kind: 'outer'; readonly root: VariableId; readonly path: readonly Expression[]; readonly open: boolean }
  /** Made in this iteration. */
  | { readonly kind: 'own' }
  | { readonly kind: 'constant' }
  | { readonly kind: 'unknown' };

export class Places {
  private readonly definitions = new Map<VariableId, Expression>();

  constructor(
    private readonly symbols: Symbols,
    private readonly effects: EffectsOf,
    private readonly globals: ReadonlySet<VariableId>,
  ) {}

  /** The one value of a variable that is declared in the loop. */
  define(variable: VariableId, value: Expression): void {
    this.definitions.set(variable, value);
  }

  resolve(expression: Expression): Place {
    switch (expression.kind) {
      case 'variable': {
        if (this.globals.has(expression.id)) return { kind: 'constant' };
        if (!this.symbols.insideLoop.has(expression.id)) return { kind: 'outer', root: expression.id, path: [], open: true };
        const definition = this.definitions.get(expression.id);
        return definition ? this.resolve(definition) : { kind: 'unknown' };
      }
      case 'load': {
        const place = this.resolve(expression.array);
        if (place.kind !== 'outer') return place;
        return place.open ? { ...place, path: [...place.path, expression.index] } : place;
      }
      case 'field': {
        const place = this.resolve(expression.record);
        return place.kind === 'outer' ? { ...place, open: false } : place;
      }
      case 'newArray':
      case 'arrayLiteral':
      case 'record':
        // Their elements are looked at by `keep`.
        return { kind: 'own' };
      case 'call': {
        const linked = this.effects.get(expression.callee)?.links.some((group) => group.includes(-1));
        return linked ? { kind: 'unknown' } : { kind: 'own' };
      }
      case 'intrinsic':
        if (expression.name === 'slice') return this.sharesRows(expression) ? { kind: 'unknown' } : { kind: 'own' };
        return expression.name === 'fill' || expression.name === 'pop' ? this.belowIfPopped(expression) : { kind: 'unknown' };
      default:
        return { kind: 'unknown' };
    }
  }

  /** A copy of an array of arrays has the same rows. */
  sharesRows({ type, receiver }: Extract<Expression, { kind: 'intrinsic' }>): boolean {
    return type.kind === 'array' && isReferenceType(type.element) && this.resolve(receiver).kind !== 'own';
  }

  private belowIfPopped(expression: Extract<Expression, { kind: 'intrinsic' }>): Place {
    const place = this.resolve(expression.receiver);
    if (expression.name === 'fill' || place.kind === 'own') return place;
    return { kind: 'unknown' };
  }
}

/** Whether it is an array from outside, and not a part of one. */
export function isItself(place: Extract<Place, { kind: 'outer' }>): boolean {
  return place.open && place.path.length === 0;
}
