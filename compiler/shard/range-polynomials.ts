/** What contracts say of ranges in numbers: polynomials over the bounds of a shard, scalar inputs and lengths of arrays. */
import { UINT31_MAX } from '../analysis/interval.js';
import { atomsOf, constantOf, isUsable, type Poly, ZERO } from '../analysis/polynomial.js';
import type { Ranges } from '../analysis/ranges.js';
import type { Expression, Statement, Variable, VariableId } from '../ir/index.js';
import type { Polynomial, Region } from '../manifest.js';
import type { FreshNames } from './names.js';
import type { Naming } from './naming.js';
import { numberAt, type RangePiece, shardRegion } from './pieces.js';
import { HI, LO } from './range-names.js';

export class RangePolynomials {
  /** Declarations of copies by the variable they stand for: a number that may be NaN lends its place to one that is not. */
  readonly copies = new Map<VariableId, { readonly variable: VariableId; readonly declaration: Statement }>();

  /** `variables` gains those of the copies. */
  constructor(
    private readonly parameters: readonly VariableId[],
    private readonly variables: Map<VariableId, Variable>,
    private readonly ranges: Ranges,
    private readonly names: FreshNames,
    private readonly naming: Naming,
  ) {}

  /** The variable that a copy stands for; itself when it is no copy. */
  originalOf(id: VariableId): VariableId {
    for (const [original, { variable }] of this.copies) if (variable === id) return original;
    return id;
  }

  region(piece: RangePiece, variable: VariableId): Region {
    const bounds = this.regionPolys(piece, variable);
    if (!bounds) return { kind: 'all' };
    return { kind: 'interval', from: this.polynomial(bounds[0], piece), to: this.polynomial(bounds[1], piece) };
  }

  polynomial(poly: Poly, piece: RangePiece): Polynomial {
    return [...poly.values()].map(({ coefficient, atoms }) => ({
      coefficient,
      factors: atoms.map((atom) => {
        if (atom === LO || atom === HI) return atom;
        const { variable, lengthOf } = piece.loop.symbols.atomInfo(atom);
        return lengthOf === undefined
          ? this.naming.of(this.inPolynomials(variable!, piece))
          : `${this.naming.of(lengthOf)}.length`;
      }),
    }));
  }

  /** The variable in whose name the number stands in polynomials. */
  private inPolynomials(variable: VariableId, piece: RangePiece): VariableId {
    const interval = numberAt(variable, piece.loop, this.ranges);
    if (!interval.nan) return variable;
    const known = this.copies.get(variable);
    if (known) return known.variable;
    const { name, span } = this.variables.get(variable)!;
    const type = { kind: 'number' } as const;
    const copy = this.names.variable(name, type, false, span);
    this.variables.set(copy.id, copy);
    const read = (): Expression => ({ kind: 'variable', id: variable, type, span });
    const least: Expression = { kind: 'number', value: Math.ceil(interval.lo) + 0, type, span };
    const test: Expression = { kind: 'binary', operator: '===', left: read(), right: read(), type: { kind: 'boolean' }, span };
    const value: Expression = { kind: 'conditional', test, then: read(), otherwise: least, type, span };
    this.copies.set(variable, { variable: copy.id, declaration: { kind: 'let', variable: copy.id, value, span } });
    return copy.id;
  }

  /** Scalars, and arrays by their length, that the polynomials of a range are made of. */
  atomVariables(piece: RangePiece): Set<VariableId> {
    const found = new Set<VariableId>();
    for (const poly of this.polynomialsOf(piece)) {
      for (const atom of atomsOf(poly)) {
        if (atom === LO || atom === HI) continue;
        const { variable, lengthOf } = piece.loop.symbols.atomInfo(atom);
        if (variable !== undefined) found.add(this.inPolynomials(variable, piece));
        if (lengthOf !== undefined) found.add(lengthOf);
      }
    }
    return found;
  }

  private polynomialsOf(piece: RangePiece): Poly[] {
    const { counted, symbols, arrays } = piece.loop;
    const regions = arrays.flatMap(({ variable }) => this.regionPolys(piece, variable) ?? []);
    const lengths = [...piece.fresh.values()].map(({ length }) => length);
    const bounds = [counted.from, counted.limits[0]!.bound].map((bound) => symbols.valueOf(bound).poly);
    return [...bounds, ...regions, ...lengths];
  }

  /** Bounds of what a shard touches; undefined when that is the whole array. */
  private regionPolys(piece: RangePiece, variable: VariableId): [Poly, Poly] | undefined {
    const { kind } = this.variables.get(variable)!.type;
    if (kind !== 'typed' && kind !== 'array') return undefined;
    const { from, to } = shardRegion(piece, variable);
    const lower = from && this.isFit(from, piece) && (constantOf(from) ?? 1) > 0 ? from : ZERO;
    const upper = to && this.isFit(to, piece) && (constantOf(to) ?? 0) < UINT31_MAX ? to : undefined;
    if (lower.size === 0 && !upper) return undefined;
    const end = upper ?? this.lengthPoly(piece, variable);
    return end && [lower, end];
  }

  private isFit(p: Poly, piece: RangePiece): boolean {
    return isUsable(p) && [...atomsOf(p)].every((atom) => atom === LO || atom === HI || this.isFitAtom(atom, piece));
  }

  /** Finite, and either no NaN or immutable, so that a copy can be made. */
  private isFitAtom(atom: string, piece: RangePiece): boolean {
    const { variable } = piece.loop.symbols.atomInfo(atom);
    if (variable === undefined) return true;
    const { nan, lo, hi } = numberAt(variable, piece.loop, this.ranges);
    if (!Number.isFinite(lo) || !Number.isFinite(hi)) return false;
    return !nan || (!this.variables.get(variable)!.mutable && !this.parameters.includes(variable));
  }

  private lengthPoly(piece: RangePiece, variable: VariableId): Poly | undefined {
    const { span } = piece.statement;
    const of: Expression = { kind: 'variable', id: variable, type: this.variables.get(variable)!.type, span };
    const { poly } = piece.loop.symbols.valueOf({ kind: 'length', of, type: { kind: 'number' }, span });
    return piece.loop.symbols.isStable(poly) && this.isFit(poly, piece) ? poly : undefined;
  }
}
