/** What a stepped block runs, what it says of its phases, and which part of each array a shard must have. */
import { INT32_MAX, INT32_MIN, type Interval } from '../analysis/interval.js';
import { atomsOf, ONE, type Poly, plus, substitute } from '../analysis/polynomial.js';
import type { Symbols } from '../analysis/symbols.js';
import { cloneStatement, cloneStatements, type Expression, type Statement, type Variable, type VariableId } from '../ir/index.js';
import type { Phase, Polynomial, Region, Steps, Touch } from '../manifest.js';
import type { FreshNames } from './names.js';
import type { Naming } from './naming.js';
import { HI, LO } from './range-names.js';
import type { PhasePiece, PieceTouch, SteppedPiece } from './stepped.js';

/** Bounds of a shard's range: all iterations below the first shard's first are its own, all above the last one's last too. */
export const RANGE_BOUND: Interval = { lo: INT32_MIN, hi: INT32_MAX, integer: true, negativeZero: false, nan: false };

export interface SteppedCode {
  readonly body: readonly Statement[];
  /** The bounds of the shard's range. */
  readonly lo: Variable;
  readonly hi: Variable;
  readonly added: readonly Variable[];
}

const NUMBER = { kind: 'number' } as const;

/** The loop over the steps, with a barrier before each phase, and shared loops that keep within the shard's range. */
export function steppedCode({ statement, phases }: SteppedPiece, names: FreshNames): SteppedCode {
  const { span } = statement;
  const [lo, hi] = [names.variable('$lo', NUMBER, false, span), names.variable('$hi', NUMBER, false, span)];
  const added: Variable[] = [lo, hi];
  const read = ({ id }: Variable): Expression => ({ kind: 'variable', id, type: NUMBER, span });
  const define = (name: string, value: Expression, out: Statement[]): Expression => {
    const variable = names.variable(name, NUMBER, false, span);
    added.push(variable);
    out.push({ kind: 'let', variable: variable.id, value, span });
    return read(variable);
  };
  const math = (name: string, ...operands: Expression[]): Expression => ({
    kind: 'math',
    name,
    arguments: operands,
    type: NUMBER,
    span,
  });
  const body = phases.flatMap((phase): Statement[] => {
    const out: Statement[] = [{ kind: 'barrier', span }];
    if (!phase.shared) return [...out, ...cloneStatements(phase.statements)];
    const { loop, counter, from, limits } = phase.shared;
    const [{ bound, inclusive }] = limits as [(typeof limits)[number]];
    const one: Expression = { kind: 'number', value: 1, type: NUMBER, span };
    const end: Expression = inclusive ? { kind: 'binary', operator: '+', left: bound, right: one, type: NUMBER, span } : bound;
    const first = define('$first', math('Math.max', from, read(lo)), out);
    const last = define('$end', math('Math.min', end, read(hi)), out);
    const at: Expression = { kind: 'variable', id: counter, type: NUMBER, span: loop.span };
    const kept: Statement = {
      ...loop,
      init: loop.init.map((one) => (one.kind === 'let' && one.variable === counter ? { ...one, value: first } : one)),
      test: { kind: 'binary', operator: '<', left: at, right: last, type: { kind: 'boolean' }, span: loop.test.span },
    };
    return [...out, cloneStatement(kept)];
  });
  return { body: [cloneStatement({ ...statement, body })], lo, hi, added };
}

export class SteppedContract {
  constructor(
    private readonly piece: SteppedPiece,
    private readonly naming: Naming,
  ) {}

  get arrays(): ReadonlySet<VariableId> {
    return new Set(this.piece.phases.flatMap(({ reads }) => reads.map(({ variable }) => variable)));
  }

  get written(): ReadonlySet<VariableId> {
    return new Set(this.piece.phases.flatMap(({ writes }) => writes.map(({ variable }) => variable)));
  }

  /** Numbers, and arrays by their length, that the polynomials are made of. */
  atomVariables(): Set<VariableId> {
    const found = new Set<VariableId>();
    for (const { symbols, poly } of this.polynomials()) {
      for (const atom of atomsOf(poly)) {
        if (atom === LO || atom === HI) continue;
        const { variable, lengthOf } = symbols.atomInfo(atom);
        if (variable !== undefined && variable !== this.piece.counted.counter) found.add(variable);
        if (lengthOf !== undefined) found.add(lengthOf);
      }
    }
    return found;
  }

  steps(): Steps {
    const { counted, symbols, phases } = this.piece;
    return {
      counter: this.naming.of(counted.counter),
      ...this.bounds(counted, symbols),
      phases: phases.map((phase) => this.phase(phase)),
    };
  }

  /** What is cut into shards: the iterations of the phase with most work, in the first step. */
  range(): { from: Polynomial; to: Polynomial } {
    const { phases, counted, symbols } = this.piece;
    const shared = phases.filter((phase) => phase.shared);
    const degree = ({ operations }: PhasePiece): number =>
      Math.max(0, ...[...operations.values()].map(({ atoms }) => atoms.length));
    const [heaviest] = shared.sort((a, b) => degree(b) - degree(a));
    const { from, to } = this.boundPolys(heaviest!.shared!, heaviest!.symbols);
    const start = symbols.valueOf(counted.from).poly;
    const first = (p: Poly): Poly => substitute(p, symbols.counterAtom(counted.counter), start);
    return { from: this.polynomial(first(from), heaviest!.symbols), to: this.polynomial(first(to), heaviest!.symbols) };
  }

  /** Shards have a part of it, which the phases tell. */
  layout(variable: VariableId): Region {
    return { kind: 'interval', from: [], to: [{ coefficient: 1, factors: [`${this.naming.of(variable)}.length`] }] };
  }

  private phase({ shared, symbols, reads, writes, operations }: PhasePiece): Phase {
    const touch = (one: PieceTouch): Touch => ({ item: this.naming.of(one.variable), region: this.region(one, symbols) });
    return {
      ...(shared ? { range: this.bounds(shared, symbols) } : {}),
      reads: reads.map(touch),
      writes: writes.map(touch),
      operations: this.polynomial(operations, symbols),
    };
  }

  private region({ variable, from, to }: PieceTouch, symbols: Symbols): Region {
    if (!from && !to) return { kind: 'all' };
    const end = to ? this.polynomial(to, symbols) : [{ coefficient: 1, factors: [`${this.naming.of(variable)}.length`] }];
    return { kind: 'interval', from: from ? this.polynomial(from, symbols) : [], to: end };
  }

  private bounds(counted: SteppedPiece['counted'], symbols: Symbols): { from: Polynomial; to: Polynomial } {
    const { from, to } = this.boundPolys(counted, symbols);
    return { from: this.polynomial(from, symbols), to: this.polynomial(to, symbols) };
  }

  private boundPolys({ from, limits }: SteppedPiece['counted'], symbols: Symbols): { from: Poly; to: Poly } {
    const [{ bound, inclusive }] = limits as [(typeof limits)[number]];
    const end = symbols.valueOf(bound).poly;
    return { from: symbols.valueOf(from).poly, to: inclusive ? plus(end, ONE) : end };
  }

  private polynomial(poly: Poly, symbols: Symbols): Polynomial {
    return [...poly.values()].map(({ coefficient, atoms }) => ({
      coefficient,
      factors: atoms.map((atom) => {
        if (atom === LO || atom === HI) return atom;
        const { variable, lengthOf } = symbols.atomInfo(atom);
        return lengthOf === undefined ? this.naming.of(variable!) : `${this.naming.of(lengthOf)}.length`;
      }),
    }));
  }

  private *polynomials(): Generator<{ readonly symbols: Symbols; readonly poly: Poly }> {
    const { counted, symbols, phases } = this.piece;
    for (const poly of Object.values(this.boundPolys(counted, symbols))) yield { symbols, poly };
    for (const phase of phases) {
      if (phase.shared)
        for (const poly of Object.values(this.boundPolys(phase.shared, phase.symbols))) yield { symbols: phase.symbols, poly };
      yield { symbols: phase.symbols, poly: phase.operations };
      for (const { from, to } of [...phase.reads, ...phase.writes]) {
        for (const poly of [from, to]) if (poly) yield { symbols: phase.symbols, poly };
      }
    }
  }
}
