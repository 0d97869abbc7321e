/**
 * Loops whose iterations meet in results that parts can find on their own: cut into consecutive parts, one for each iteration of a loop
 * around them, which is parallel, with a loop behind that puts the partial results together in order (strip-mining; Allen and Kennedy,
 * "Optimizing Compilers for Modern Architectures", 2001, 6). Doubles to be added up are written down instead, and added up in order.
 */
import type { ParallelLoop } from '../analysis/dependence.js';
import {
  cloneExpression,
  cloneStatements,
  type Expression,
  type IrFunction,
  type LoopId,
  type Statement,
  type Type,
  type Variable,
  type VariableId,
} from '../ir/index.js';
import { Code, DOUBLES, NUMBER } from './build.js';
import { withoutExits } from './exits.js';
import type { FreshNames } from './names.js';
import {
  combined,
  type PartialContext,
  type PartialResult,
  partialArray,
  partialFold,
  partialScan,
  partialSelection,
} from './partial-results.js';
import { foldingCode, withDeclarations } from './range-block.js';
import { replaceStatements } from './replace.js';
import { silentCopy } from './scans.js';
import type { SharedResults } from './shared-results.js';

/** At most so many parts, so that what they leave behind stays small; so many iterations make a part worth its while. */
const MOST_PARTS = 32;
const LEAST_PART = 64;

export interface Restructured {
  readonly statements: readonly Statement[];
  readonly added: readonly Variable[];
  /** The loops that run in parallel. */
  readonly parallel: readonly LoopId[];
  /** Loops that put results together: they stay where they are. */
  readonly merging: readonly LoopId[];
}

/** The loop in such a form; undefined when one iteration of it can not be cut out. */
export function restructure(
  loop: ParallelLoop,
  results: SharedResults,
  fn: IrFunction,
  names: FreshNames,
): Restructured | undefined {
  return new Restructuring(loop, results, fn, names).build();
}

class Restructuring {
  private readonly code: Code;
  private readonly added: Variable[] = [];
  private readonly merging: LoopId[] = [];
  private readonly turns: Variable;
  private readonly parts: Variable;
  private readonly size: Variable;
  private readonly counter: Variable;

  constructor(
    private readonly loop: ParallelLoop,
    private readonly results: SharedResults,
    private readonly fn: IrFunction,
    private readonly names: FreshNames,
  ) {
    this.code = new Code(loop.counted.loop.span);
    this.turns = this.variable('$turns');
    this.parts = this.variable('$parts');
    this.size = this.variable('$size');
    this.counter = fn.variables.get(loop.counted.counter)!;
  }

  build(): Restructured | undefined {
    const { loop } = this.loop.counted;
    const list = withoutExits(
      loop.body,
      (inner) => inner.kind === 'continue' && inner.loop === loop.id,
      () => [],
    );
    if (!list) return undefined;
    const { folds, scans, histograms, sums } = this.results;
    if (scans.length > 0) return this.inTwoPasses(list);
    const inParts = folds.length + histograms.length + this.loop.selections.length > 0;
    return inParts || sums.length > 0 ? this.withResults(list, inParts) : this.withScratch(list);
  }

  /** Each iteration makes its own scratch arrays. */
  private withScratch(list: readonly Statement[]): Restructured {
    const id = this.names.loop();
    return this.result([{ ...this.loop.counted.loop, id, body: this.withOwnVariables(list, []) }], [id]);
  }

  private withResults(list: readonly Statement[], inParts: boolean): Restructured {
    const { code, parts } = this;
    const part = this.variable('$part', NUMBER, true);
    const merging = this.variable('$part', NUMBER, true);
    const partial = inParts ? this.partialResults({ part, merging }) : [];
    const replaced = new Map(partial.flatMap(({ replaced: one }) => (one ? [[one.statement, one.by] as const] : [])));
    const terms = this.withTerms(replaceStatements(list, (statement) => replaced.get(statement)));
    const body = this.withOwnVariables(terms.list, partial);
    const id = this.names.loop();
    const before = [...this.amounts(inParts), ...terms.before, ...partial.flatMap((one) => one.before)];
    const loop: Statement = inParts
      ? code.count(id, part, code.number(0), code.read(parts), [
          ...partial.flatMap((one) => one.start),
          ...this.iterationsOfPart(part, this.counter, body),
          ...partial.flatMap((one) => one.finish),
        ])
      : { ...this.loop.counted.loop, id, body };
    const merge = partial.flatMap((one) => one.merge);
    const merged = merge.length > 0 ? [this.mergingLoop(merging, parts, merge)] : [];
    return this.result([...before, loop, ...merged, ...terms.after], [id]);
  }

  /** First each part is folded, then each part starts from what the parts before it come to. */
  private inTwoPasses(list: readonly Statement[]): Restructured {
    const { code, names, parts, fn } = this;
    const [first, merging, second] = [0, 1, 2].map(() => this.variable('$part', NUMBER, true)) as [Variable, Variable, Variable];
    const partial = this.partialResults({ part: first, merging });
    const silent = new Set(this.loop.arrays.filter((use) => use.writes && !use.scratch).map(({ variable }) => variable));
    const copy = silentCopy(this.withOwnVariables(list, partial), silent, new Map([...fn.variables, ...this.addedById()]), names);
    this.added.push(...copy.added);
    const counter = this.variable(this.counter.name, NUMBER, true);
    const folding = cloneStatements(copy.list, { variable: (id) => (id === this.counter.id ? counter.id : id) });
    const scans = this.results.scans.map((scan, k) =>
      partialScan(scan, partial[k]!, { ...this.context(), part: second, merging }),
    );
    const body = this.withOwnVariables(list, scans);
    const [folded, written] = [names.loop(), names.loop()];
    return this.result(
      [
        ...this.amounts(true),
        ...partial.flatMap((one) => one.before),
        code.count(folded, first, code.number(0), code.read(parts), [
          ...partial.flatMap((one) => one.start),
          ...this.iterationsOfPart(first, counter, folding),
          ...partial.flatMap((one) => one.finish),
        ]),
        this.mergingLoop(
          merging,
          parts,
          scans.flatMap((one) => one.merge),
        ),
        code.count(written, second, code.number(0), code.read(parts), [
          ...scans.flatMap((one) => one.start),
          ...this.iterationsOfPart(second, this.counter, body),
        ]),
      ],
      [folded, written],
    );
  }

  private result(statements: readonly Statement[], parallel: readonly LoopId[]): Restructured {
    return { statements, added: this.added, parallel, merging: this.merging };
  }

  private context(): Pick<PartialContext, 'code' | 'names' | 'variables' | 'parts'> {
    return { code: this.code, names: this.names, variables: this.fn.variables, parts: this.parts };
  }

  private partialResults(counters: Pick<PartialContext, 'part' | 'merging'>): PartialResult[] {
    const context = { ...this.context(), ...counters };
    const { folds, scans, histograms } = this.results;
    return [
      ...[...folds, ...scans].map((fold) => partialFold(fold, context)),
      ...this.loop.selections.map((selection) => partialSelection(selection, context)),
      ...histograms.map((histogram) => partialArray(histogram, context)),
    ];
  }

  private addedById(): [VariableId, Variable][] {
    return this.added.map((variable) => [variable.id, variable]);
  }

  private variable(name: string, type: Type = NUMBER, mutable = false): Variable {
    const variable = this.names.variable(name, type, mutable, this.code.span);
    this.added.push(variable);
    return variable;
  }

  private from(): Expression {
    return cloneExpression(this.loop.counted.from);
  }

  private to(): Expression {
    const { bound, inclusive } = this.loop.counted.limits[0]!;
    const to = cloneExpression(bound);
    return inclusive ? this.code.arithmetic('+', to, this.code.number(1)) : to;
  }

  private turnsOf(): Expression {
    const { code } = this;
    return code.math('Math.max', code.number(0), code.arithmetic('-', this.to(), this.from()));
  }

  /** The more each part leaves behind, the fewer they are. */
  private amounts(inParts: boolean): Statement[] {
    const { code, fn } = this;
    const turns = code.declare(this.turns, this.turnsOf());
    if (!inParts) return [turns];
    const lengths = this.results.histograms.map(({ variable }) => code.lengthOf(fn.variables.get(variable)!));
    const least = lengths.reduce((sum, length) => code.arithmetic('+', sum, length), code.number(LEAST_PART));
    const wished = code.math('Math.floor', code.arithmetic('/', code.read(this.turns), least));
    const parts = code.arithmetic('+', code.number(1), code.math('Math.min', code.number(MOST_PARTS - 1), wished));
    const size = code.math('Math.ceil', code.arithmetic('/', code.read(this.turns), code.read(this.parts)));
    return [turns, code.declare(this.parts, parts), code.declare(this.size, size)];
  }

  /** The body writing down its terms, and the loops that fold them. */
  private withTerms(list: readonly Statement[]): { list: readonly Statement[]; before: Statement[]; after: Statement[] } {
    const { code, names } = this;
    const before: Statement[] = [];
    const after: Statement[] = [];
    let written = list;
    for (const sum of this.results.sums) {
      const whole = this.fn.variables.get(sum.variable)!;
      const terms = this.variable(`$${whole.name}`, DOUBLES);
      const folding = foldingCode(written, sum, names, code.span);
      this.added.push(...folding.added);
      const place = code.arithmetic('-', code.read(this.counter), this.from());
      written = [...folding.body, code.store(terms, place, folding.term)];
      before.push(code.declare(terms, code.newArray(DOUBLES, code.read(this.turns))));
      const at = this.variable('$turn', NUMBER, true);
      const folded = combined(code, sum.fold as '+', code.read(whole), code.element(terms, code.read(at)));
      after.push(this.mergingLoop(at, this.turns, [code.assign(whole, folded)]));
    }
    return { list: written, before, after };
  }

  private mergingLoop(counter: Variable, to: Variable, body: readonly Statement[]): Statement {
    const id = this.names.loop();
    this.merging.push(id);
    return this.code.count(id, counter, this.code.number(0), this.code.read(to), body);
  }

  /** Scratch arrays, private numbers and partial results get variables of the iteration's or the part's own. */
  private withOwnVariables(list: readonly Statement[], partial: readonly PartialResult[]): Statement[] {
    const { code, fn, loop } = this;
    const renamed = new Map(partial.flatMap((one) => [...one.renamed]));
    const declarations: Statement[] = [];
    const declared = withDeclarations(list, new Set(loop.private));
    for (const id of loop.private) {
      const { name, type } = fn.variables.get(id)!;
      renamed.set(id, this.variable(name, type, true));
    }
    for (const { variable } of loop.arrays.filter(({ scratch }) => scratch)) {
      const whole = fn.variables.get(variable)!;
      const own = this.variable(whole.name, whole.type);
      renamed.set(variable, own);
      const fill = whole.type.kind === 'array' ? 0 : undefined;
      declarations.push(code.declare(own, code.newArray(whole.type, code.lengthOf(whole), fill)));
    }
    for (const one of partial) this.added.push(...one.added);
    return [...declarations, ...cloneStatements(declared, { variable: (id) => renamed.get(id)?.id ?? id })];
  }

  /** The iterations of one part, when it has any. */
  private iterationsOfPart(part: Variable, counter: Variable, body: readonly Statement[]): Statement[] {
    const { code, size } = this;
    const [start, end] = [this.variable('$start'), this.variable('$end')];
    const behind = (parts: Expression): Expression =>
      code.arithmetic('+', this.from(), code.arithmetic('*', parts, code.read(size)));
    const next = code.arithmetic('+', code.read(part), code.number(1));
    const iterations = code.count(this.names.loop(), counter, code.read(start), code.read(end), body);
    return [
      code.declare(start, behind(code.read(part))),
      code.declare(end, code.math('Math.min', this.to(), behind(next))),
      code.when(code.compare('<', code.read(start), code.read(end)), [iterations]),
    ];
  }
}
