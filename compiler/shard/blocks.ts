/** From pieces to blocks: what each needs, what it leaves behind, and from which block a value comes. */
import { costOf, type Functions } from '../analysis/cost.js';
import type { Conflict } from '../analysis/dependence.js';
import type { EffectsOf } from '../analysis/effects.js';
import { ONE, plus } from '../analysis/polynomial.js';
import type { Ranges } from '../analysis/ranges.js';
import type { Sharing } from '../analysis/sharing.js';
import {
  assignedVariables,
  bodiesOf,
  cloneStatement,
  cloneStatements,
  type FunctionId,
  type IrFunction,
  type Span,
  type Statement,
  type Type,
  type Variable,
  type VariableId,
  variablesRead,
  walkExpressions,
  walkStatements,
} from '../ir/index.js';
import type { BlockKind, ContractItem, Reason, Region } from '../manifest.js';
import { asPlain, keepSharedTogether, mergePlain, writtenIn } from './borders.js';
import { endsWithExit } from './exits.js';
import type { FreshNames } from './names.js';
import { Naming } from './naming.js';
import { narrowNumbers } from './narrow.js';
import { type Piece, type Pieces, type PlainPiece, type RangePiece, readIn } from './pieces.js';
import type { BlockPlan, PlannedItem } from './plan.js';
import { type IterationCode, iterationCode } from './range-block.js';
import { RangePolynomials } from './range-polynomials.js';
import { sinkNumbers } from './sink.js';
import { splitIndependent } from './split.js';
import type { SteppedPiece } from './stepped.js';
import { SteppedContract, steppedCode } from './stepped-block.js';

export interface BlockContext {
  readonly fn: IrFunction;
  readonly functions: Functions;
  readonly effects: EffectsOf;
  readonly sharing: Sharing;
  readonly ranges: Ranges;
  readonly names: FreshNames;
  /** Statements that do not depend on each other stay together. */
  readonly keepWhole: boolean;
  lineAt(span: Span): readonly [number, number];
}

export interface PlacedBlock {
  readonly block: BlockPlan;
  /** The first of the statements that the block was made of: what holds before it holds when the block begins. */
  readonly start: Statement;
}

/** A block in the making. */
interface Draft {
  readonly piece: Piece;
  /** Declared elsewhere and read or changed here. */
  readonly needs: Set<VariableId>;
  /** Declared or changed here, in place. */
  readonly gives: Set<VariableId>;
  /** Numbers that are computed here anew. */
  readonly cheap: readonly Statement[];
  readonly code?: IterationCode;
}

export function buildBlocks(found: Pieces, context: BlockContext): PlacedBlock[] {
  return new BlockBuilder(found, context).build();
}

class BlockBuilder {
  private readonly naming: Naming;
  /** Those of the function and copies of numbers for polynomials. */
  private readonly variables: Map<VariableId, Variable>;
  private readonly polynomials: RangePolynomials;

  constructor(
    private readonly found: Pieces,
    private readonly context: BlockContext,
  ) {
    this.variables = new Map(context.fn.variables);
    const { fn, ranges, names } = context;
    this.naming = new Naming(fn.parameters, this.variables);
    this.polynomials = new RangePolynomials(fn.parameters, this.variables, ranges, names, this.naming);
  }

  build(): PlacedBlock[] {
    const { fn, sharing, keepWhole } = this.context;
    const together = (pieces: readonly Piece[]): readonly Piece[] => keepSharedTogether(pieces, fn, sharing);
    const whole = together(sinkNumbers(this.withoutLooseEnds(this.found.pieces)));
    const pieces = this.producingBounds(keepWhole ? whole : together(splitIndependent(whole, this.context)));
    const drafts = pieces.map((piece) => this.draft(piece));
    const blocks: BlockPlan[] = [];
    const last = new Map<VariableId, string>();
    drafts.forEach((draft, k) => {
      const neededLater = new Set(drafts.slice(k + 1).flatMap(({ needs }) => [...needs]));
      // Nothing runs behind a block that may return; and a block that may return waits for all that may fail before it.
      const mayReturn = draft.piece.kind === 'plain' && returnsOf(draft.piece.statements) !== 'never';
      const waitFor = blocks.filter(({ returns }) => mayReturn || returns !== 'never').map(({ id }) => id);
      const block = this.block(`b${k}`, draft, neededLater, last, waitFor);
      for (const { item, variable } of block.items) if (item.mode !== 'in') last.set(variable, block.id);
      blocks.push(block);
    });
    return blocks.map((block, k) => ({ block, start: startOf(drafts[k]!.piece, fn) }));
  }

  /** Range pieces whose iteration can not be cut out are plain. */
  private withoutLooseEnds(pieces: readonly Piece[]): Piece[] {
    return mergePlain(
      pieces.map((piece) => (piece.kind !== 'range' || iterationCode(piece, this.context.names) ? piece : asPlain(piece))),
    );
  }

  /**
   * Numbers in polynomials must come from a block before, even cheap ones: they are added to such a block, or get one. A number that
   * may be NaN lends its place to a copy that is not.
   */
  private producingBounds(pieces: readonly Piece[]): Piece[] {
    const result: Piece[] = [];
    const produced = new Set<VariableId>();
    for (const piece of pieces) {
      const cheap: Statement[] = [];
      const copies: Statement[] = [];
      for (const id of this.atomVariables(piece)) {
        const original = this.polynomials.originalOf(id);
        const statement = this.found.cheap.get(original);
        if (statement && !produced.has(original)) cheap.push(statement);
        if (original !== id && !produced.has(id)) copies.push(this.polynomials.copies.get(original)!.declaration);
        produced.add(original).add(id);
      }
      const before = result.findLastIndex(({ kind }) => kind === 'plain');
      const host = result[before];
      const made = [...cheap, ...copies];
      if (made.length > 0 && host?.kind === 'plain') {
        result[before] = { ...host, statements: [...this.cheapFirst([...cheap, ...host.statements]), ...copies] };
      } else if (made.length > 0) result.unshift({ kind: 'plain', statements: [...this.cheapFirst(cheap), ...copies] });
      result.push(piece);
    }
    return result;
  }

  /** Numbers, and arrays by their length, that the contract's polynomials name. */
  private atomVariables(piece: Piece): ReadonlySet<VariableId> {
    if (piece.kind === 'plain') return new Set();
    return piece.kind === 'range'
      ? this.polynomials.atomVariables(piece)
      : new SteppedContract(piece, this.naming).atomVariables();
  }

  /** Cheap numbers need nothing but each other, in the order of the source. */
  private cheapFirst(statements: readonly Statement[]): Statement[] {
    const cheap = [...this.found.cheap.values()].filter((statement) => statements.includes(statement));
    return [...cheap, ...statements.filter((statement) => !cheap.some((one) => one === statement))];
  }

  private draft(piece: Piece): Draft {
    if (piece.kind === 'plain') return this.plainDraft(piece);
    return piece.kind === 'range' ? this.rangeDraft(piece) : this.steppedDraft(piece);
  }

  private steppedDraft(piece: SteppedPiece): Draft {
    const contract = new SteppedContract(piece, this.naming);
    const atoms = contract.atomVariables();
    const inside = declaredIn([piece.statement]);
    const read = [...readIn([piece.statement]), ...contract.arrays, ...atoms].filter((id) => !inside.has(id));
    const { needs, cheap } = this.resolveCheap(new Set(read), atoms);
    return { piece, needs, gives: new Set(contract.written), cheap };
  }

  private rangeDraft(piece: RangePiece): Draft {
    const code = iterationCode(piece, this.context.names)!;
    const inside = declaredIn([piece.statement]);
    const added = new Set(code.added.map(({ id }) => id));
    const own = (id: VariableId): boolean => inside.has(id) || added.has(id) || piece.loop.private.includes(id);
    const atoms = this.polynomials.atomVariables(piece);
    const read = new Set([...readIn(code.body), ...piece.loop.arrays.map(({ variable }) => variable), ...piece.loop.lengths]);
    for (const id of read) if (own(id)) read.delete(id);
    const { needs, cheap } = this.resolveCheap(new Set([...read, ...atoms]), atoms);
    for (const { variable } of piece.loop.reductions) needs.add(variable);
    const gives = new Set([
      ...piece.loop.arrays.filter(({ writes }) => writes).map(({ variable }) => variable),
      ...piece.loop.reductions.map(({ variable }) => variable),
    ]);
    for (const id of madeIn(piece)) needs.delete(id);
    return { piece, needs, gives, cheap, code };
  }

  private plainDraft(piece: PlainPiece): Draft {
    const { sharing, fn } = this.context;
    const declared = new Set(piece.statements.flatMap((statement) => (statement.kind === 'let' ? [statement.variable] : [])));
    const inside = declaredIn(piece.statements);
    const read = readIn(piece.statements);
    const assigned = assignedVariables(piece.statements);
    for (const id of [...read, ...assigned]) if (inside.has(id)) read.delete(id);
    for (const id of assigned) if (!inside.has(id)) read.add(id);
    const { needs, cheap } = this.resolveCheap(read, declared);
    const classes = new Set(writtenIn(piece.statements, sharing).map((id) => sharing.classOf(id)));
    const gives = new Set<VariableId>(declared);
    for (const id of assigned) if (!inside.has(id)) gives.add(id);
    for (const id of fn.variables.keys()) if (needs.has(id) && classes.has(sharing.classOf(id))) gives.add(id);
    return { piece, needs, gives, cheap };
  }

  /** Splits what a block reads into what must come in and what it computes itself, in the order of the source. */
  private resolveCheap(
    read: ReadonlySet<VariableId>,
    given: ReadonlySet<VariableId>,
  ): { needs: Set<VariableId>; cheap: Statement[] } {
    const needs = new Set<VariableId>();
    const wanted = new Set<VariableId>();
    const visit = (id: VariableId): void => {
      const statement = this.found.cheap.get(id);
      if (!this.variables.has(id)) return;
      if (!statement || given.has(id)) {
        needs.add(id);
        return;
      }
      if (wanted.has(id)) return;
      wanted.add(id);
      for (const inner of variablesRead(statement.value)) visit(inner);
    };
    for (const id of read) visit(id);
    const cheap = [...this.found.cheap].filter(([id]) => wanted.has(id)).map(([, statement]) => cloneStatement(statement));
    return { needs, cheap };
  }

  private block(
    id: string,
    draft: Draft,
    neededLater: ReadonlySet<VariableId>,
    last: ReadonlyMap<VariableId, string>,
    waitFor: readonly string[],
  ): BlockPlan {
    const items = this.items(draft, neededLater, last);
    const after = new Set(waitFor);
    for (const { item } of items) if (item.from && item.from !== 'parameter') after.add(item.from);
    return { id, items, after: [...after].sort(byNumber), ...this.code(id, draft, items) };
  }

  private items(draft: Draft, neededLater: ReadonlySet<VariableId>, last: ReadonlyMap<VariableId, string>): PlannedItem[] {
    switch (draft.piece.kind) {
      case 'plain':
        return this.plainItems(draft, neededLater, last);
      case 'range':
        return this.rangeItems(draft, draft.piece, last);
      case 'stepped':
        return this.steppedItems(draft, draft.piece, last);
    }
  }

  private code(id: string, draft: Draft, items: readonly PlannedItem[]): Omit<BlockPlan, 'id' | 'items' | 'after'> {
    switch (draft.piece.kind) {
      case 'plain':
        return this.plainCode(id, draft, draft.piece, items);
      case 'range':
        return this.rangeCode(id, draft, draft.piece, items);
      case 'stepped':
        return this.steppedCode(id, draft, draft.piece, items);
    }
  }

  private steppedItems(draft: Draft, piece: SteppedPiece, last: ReadonlyMap<VariableId, string>): PlannedItem[] {
    const contract = new SteppedContract(piece, this.naming);
    const { arrays, written } = contract;
    return this.inOrder(draft.needs).map((variable) => {
      const source = this.source(variable, last);
      if (!arrays.has(variable)) return this.item(variable, { mode: 'in', region: this.untouched(variable), ...source });
      const region = contract.layout(variable);
      return this.item(
        variable,
        written.has(variable) ? { mode: 'inout', region, ...source, written: region } : { mode: 'in', region, ...source },
      );
    });
  }

  private source(variable: VariableId, last: ReadonlyMap<VariableId, string>): Pick<ContractItem, 'from' | 'source'> {
    const from = last.get(variable);
    if (from !== undefined) return { from, source: this.naming.of(variable) };
    return { from: 'parameter', source: this.context.fn.variables.get(variable)!.name };
  }

  private typeOf(variable: VariableId): Type {
    return this.variables.get(variable)!.type;
  }

  private item(variable: VariableId, rest: Omit<ContractItem, 'name' | 'type'>): PlannedItem {
    return { variable, item: { name: this.naming.of(variable), type: this.typeOf(variable), ...rest } };
  }

  private plainItems(draft: Draft, neededLater: ReadonlySet<VariableId>, last: ReadonlyMap<VariableId, string>): PlannedItem[] {
    const all: Region = { kind: 'all' };
    const incoming = this.inOrder(draft.needs).map((variable) => {
      const goesOn = draft.gives.has(variable) && neededLater.has(variable);
      const source = this.source(variable, last);
      return this.item(
        variable,
        goesOn ? { mode: 'inout', region: all, ...source, written: all } : { mode: 'in', region: all, ...source },
      );
    });
    const outgoing = this.inOrder(draft.gives)
      .filter((variable) => neededLater.has(variable) && !draft.needs.has(variable))
      .map((variable) => this.item(variable, { mode: 'out', region: all, written: all }));
    return [...incoming, ...outgoing];
  }

  private rangeItems(draft: Draft, piece: RangePiece, last: ReadonlyMap<VariableId, string>): PlannedItem[] {
    const items: PlannedItem[] = [];
    const made = madeIn(piece);
    for (const variable of this.inOrder(new Set([...draft.needs, ...made]))) {
      const source = made.includes(variable) ? {} : this.source(variable, last);
      const reduction = piece.loop.reductions.find((one) => one.variable === variable);
      const use = piece.loop.arrays.find((one) => one.variable === variable);
      if (reduction) {
        const start = piece.initial ? { initial: piece.initial.value } : {};
        items.push(this.item(variable, { mode: 'reduce', region: { kind: 'all' }, ...source, fold: reduction.fold, ...start }));
      } else if (!use) items.push(this.item(variable, { mode: 'in', region: this.untouched(variable), ...source }));
      else {
        const region = this.polynomials.region(piece, variable);
        const array = piece.fresh.get(variable);
        if (array) {
          const fresh = { length: this.polynomials.polynomial(array.length, piece), fill: array.fill };
          items.push(this.item(variable, { mode: 'out', region, written: region, fresh }));
        } else if (use.writes) items.push(this.item(variable, { mode: 'inout', region, ...source, written: region }));
        else items.push(this.item(variable, { mode: 'in', region, ...source }));
      }
    }
    return items;
  }

  /** Of an array that only lends its length no element is sent. */
  private untouched(variable: VariableId): Region {
    const { kind } = this.typeOf(variable);
    return kind === 'typed' || kind === 'array' ? { kind: 'interval', from: [], to: [] } : { kind: 'all' };
  }

  /** Parameters first, then in the order of declaration. */
  private inOrder(variables: ReadonlySet<VariableId>): VariableId[] {
    return [...this.variables.keys()].filter((id) => variables.has(id));
  }

  private rangeCode(
    id: string,
    draft: Draft,
    piece: RangePiece,
    items: readonly PlannedItem[],
  ): Omit<BlockPlan, 'id' | 'items' | 'after'> {
    const { term } = draft.code!;
    const { prologue, body, added } = narrowNumbers(piece, draft.cheap, draft.code!.body, this.context);
    const variables = [...draft.code!.added, ...added];
    const { counted, symbols, reductions } = piece.loop;
    const limit = counted.limits[0]!;
    const bound = symbols.valueOf(limit.bound).poly;
    const cost = costOf(body, this.context.functions);
    const parameters = [...items.map(({ variable }) => variable), counted.counter];
    return {
      kind: reductions.length > 0 ? 'reduce' : 'range',
      parallel: true,
      span: piece.statement.span,
      lines: this.lines([piece.statement]),
      returns: 'never',
      fn: this.function(id, parameters, prologue, body, variables, { kind: 'void' }, piece.statement.span),
      range: {
        counter: counted.counter,
        from: this.polynomials.polynomial(symbols.valueOf(counted.from).poly, piece),
        to: this.polynomials.polynomial(limit.inclusive ? plus(bound, ONE) : bound, piece),
        loop: piece.statement.id,
        prologue,
      },
      ...(term ? { term } : {}),
      ...(cost.known ? { cost: cost.operations } : {}),
    };
  }

  private steppedCode(
    id: string,
    draft: Draft,
    piece: SteppedPiece,
    items: readonly PlannedItem[],
  ): Omit<BlockPlan, 'id' | 'items' | 'after'> {
    const { body, lo, hi, added } = steppedCode(piece, this.context.names);
    const parameters = [...items.map(({ variable }) => variable), lo.id, hi.id];
    const contract = new SteppedContract(piece, this.naming);
    const { span } = piece.statement;
    return {
      kind: 'stepped',
      parallel: false,
      span,
      lines: this.lines([piece.statement]),
      returns: 'never',
      fn: this.function(id, parameters, [], [...draft.cheap, ...body], added, { kind: 'void' }, span),
      steps: {
        lo: lo.id,
        hi: hi.id,
        loop: piece.statement.id,
        shared: piece.phases.flatMap(({ shared }) => shared?.loop.id ?? []),
        range: contract.range(),
        description: contract.steps(),
      },
    };
  }

  private plainCode(
    id: string,
    draft: Draft,
    piece: PlainPiece,
    items: readonly PlannedItem[],
  ): Omit<BlockPlan, 'id' | 'items' | 'after'> {
    const { fn, functions } = this.context;
    const body = [...draft.cheap, ...cloneStatements(piece.statements)];
    const parameters = items.filter(({ item }) => item.mode !== 'out').map(({ variable }) => variable);
    const cost = costOf(piece.statements, functions);
    const reason = this.reason(piece.statements);
    const first = piece.statements[0]!;
    return {
      kind: this.kindOf(piece.statements),
      parallel: false,
      ...(reason ? { reason } : {}),
      span: first.span,
      lines: this.lines(piece.statements),
      returns: returnsOf(piece.statements),
      fn: this.function(id, parameters, [], body, [], fn.returns, first.span),
      ...(cost.known ? { cost: cost.operations } : {}),
    };
  }

  private function(
    id: string,
    parameters: readonly VariableId[],
    prologue: readonly Statement[],
    body: readonly Statement[],
    added: readonly Variable[],
    returns: Type,
    span: Span,
  ): IrFunction {
    const variables = new Map<VariableId, Variable>();
    const known = new Map(added.map((variable) => [variable.id, variable]));
    const add = (variable: VariableId): void => {
      const entry = known.get(variable) ?? this.variables.get(variable);
      if (entry) variables.set(variable, entry);
    };
    for (const parameter of parameters) add(parameter);
    for (const variable of declaredIn([...prologue, ...body])) add(variable);
    const name = `${this.context.fn.name}$${id}`;
    return { id: name as FunctionId, name, parameters, returns, variables, body, span };
  }

  private kindOf(statements: readonly Statement[]): BlockKind {
    let loops = false;
    let recursion = false;
    walkStatements(statements, (statement) => {
      if (statement.kind === 'loop') loops = true;
    });
    walkExpressions(statements, (expression) => {
      if (expression.kind === 'call' && this.context.effects.get(expression.callee)?.recursive) recursion = true;
    });
    if (recursion) return 'recurse';
    return loops ? 'sequential' : 'task';
  }

  /** Why the heaviest of the loops was not made parallel. */
  private reason(statements: readonly Statement[]): Reason | undefined {
    const loops = statements.filter((statement) => this.found.conflicts.has(statement));
    const weight = (statement: Statement): number => costOf([statement], this.context.functions).operations;
    const [heaviest] = loops.sort((a, b) => weight(b) - weight(a));
    const conflict = heaviest && this.found.conflicts.get(heaviest);
    return conflict && describe(conflict);
  }

  private lines(statements: readonly Statement[]): readonly [number, number] {
    const lines = statements.flatMap(({ span }) => this.context.lineAt(span));
    return [Math.min(...lines), Math.max(...lines)];
  }
}

function describe({ message, accesses }: Conflict): Reason {
  return {
    message,
    accesses: accesses.map(({ what, span }) => ({ what, at: { file: span.file, line: span.line, column: span.column } })),
  };
}

/** Variables that `let` declares in the statements, nested ones too. */
function declaredIn(statements: readonly Statement[]): Set<VariableId> {
  const found = new Set<VariableId>();
  walkStatements(statements, (statement) => {
    if (statement.kind === 'let') found.add(statement.variable);
  });
  return found;
}

/** Variables that begin with the piece: no block before defines them. */
function madeIn({ fresh, initial }: RangePiece): VariableId[] {
  return [...fresh.keys(), ...(initial ? [initial.statement.variable] : [])];
}

/** The first of the piece's statements in the order of the program; pieces also hold statements from further down. */
function startOf(piece: Piece, fn: IrFunction): Statement {
  if (piece.kind !== 'plain') return piece.statement;
  const own = new Set(piece.statements);
  return fn.body.find((statement) => own.has(statement)) ?? piece.statements[0]!;
}

function returnsOf(statements: readonly Statement[]): BlockPlan['returns'] {
  const isReturn = (statement: Statement): boolean => statement.kind === 'return';
  if (endsWithExit(statements, isReturn)) return 'always';
  const within = (list: readonly Statement[]): boolean =>
    list.some((statement) => isReturn(statement) || bodiesOf(statement).some(within));
  return within(statements) ? 'sometimes' : 'never';
}

function byNumber(a: string, b: string): number {
  return Number(a.slice(1)) - Number(b.slice(1));
}
