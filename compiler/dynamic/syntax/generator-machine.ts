/**
 * Takes the body of a generator apart into blocks without `yield` in their middle. A block is left by `goto`, by `yield`, or by return;
 * `break`, `return` and exceptions that leave a `try` go by way of its `finally`.
 */
import type { Span } from '../../ir/types.js';
import type { Expression, Label, Statement, VariableId } from '../core/types.js';
import { childrenOf, mapChildren, mapStatements, visitExpression, visitExpressions, visitStatements } from '../core/visit.js';
import type { FunctionContext } from './context.js';
import {
  binary,
  callBuiltin,
  effect,
  element,
  get,
  ifStatement,
  intrinsic,
  isStable,
  letStatement,
  numberOf,
  returnStatement,
  set,
  unary,
  undefinedAt,
} from './make.js';
import { YIELD, YIELD_ALL } from './suspensions.js';

export interface MachineVariables {
  readonly state: VariableId;
  readonly result: VariableId;
  readonly mode: VariableId;
  readonly input: VariableId;
  readonly current: VariableId;
  readonly error: VariableId;
}

/** A `finally` around: how control entered it, and where it goes on afterwards. */
interface Finalizer {
  readonly kind: VariableId;
  readonly value: VariableId;
  readonly entry: number;
  /** Labels that control leaves it for: kind 3 + index. */
  readonly exits: { readonly label: Label; readonly isContinue: boolean }[];
}

interface Region {
  /** Block that gets exceptions. */
  readonly handler?: number;
  readonly finalizer?: Finalizer;
}

/** Where `break` and `continue` to a label of the generator lead. */
interface Exit {
  readonly breakTo: number;
  readonly continueTo?: number;
  /** Regions around it. */
  readonly depth: number;
}

type Block = Statement[];

const NORMAL = 0;
const THROW = 1;
const RETURN = 2;
const FIRST_EXIT = 3;

export class Machine {
  readonly loop: Label;
  readonly declaredInLoops = new Set<VariableId>();
  private readonly blocks: Block[] = [];
  private readonly handlers: (number | undefined)[] = [];
  private readonly regions: Region[] = [];
  private readonly exits = new Map<Label, Exit>();
  private block: Block;
  private loops = 0;

  constructor(
    private readonly context: FunctionContext,
    private readonly v: MachineVariables,
    private readonly done: number,
  ) {
    this.loop = context.label();
    this.block = this.blocks[this.newBlock()]!;
  }

  translate(body: readonly Statement[], span: Span): readonly (readonly Statement[])[] {
    this.list(body);
    this.leave(undefinedAt(span), span);
    return this.blocks;
  }

  /** What the machine does with an exception, by block: go to its handler, or nothing. */
  handlerCases(span: Span): Statement[][] {
    return this.blocks.map((_, index) => {
      const handler = this.handlers[index];
      return handler === undefined ? [] : this.goto(handler, span);
    });
  }

  private newBlock(): number {
    this.blocks.push([]);
    this.handlers.push(this.regions.findLast((one) => one.handler !== undefined)?.handler);
    return this.blocks.length - 1;
  }

  private enter(block: number): void {
    this.block = this.blocks[block]!;
  }

  private emit(...statements: Statement[]): void {
    this.block.push(...statements);
  }

  private goto(block: number, span: Span): Statement[] {
    return [effect(set(span, this.v.current, numberOf(span, block))), { kind: 'continue', label: this.loop, span }];
  }

  /** A temporary, which lives across a `yield` if it has to. */
  private temporary(value: Expression, name = 'held'): Expression {
    const variable = this.context.temporary(name);
    this.emit(letStatement(value.span, variable, value));
    return get(value.span, variable);
  }

  private list(statements: readonly Statement[]): void {
    for (const statement of statements) this.statement(statement);
  }

  private statement(statement: Statement): void {
    if (!suspends([statement])) {
      this.noteLoopVariables(statement);
      this.emit(...this.copy([statement]));
      return;
    }
    const { span } = statement;
    switch (statement.kind) {
      case 'expression': {
        const value = this.expression(statement.value);
        if (value.kind !== 'get' && value.kind !== 'undefined') this.emit(effect(value));
        return;
      }
      case 'let':
        if (this.loops > 0) this.declaredInLoops.add(statement.variable);
        this.emit(letStatement(span, statement.variable, this.expression(statement.value)));
        return;
      case 'return':
        this.leave(this.expression(statement.value), span);
        return;
      case 'throw':
        this.emit({ kind: 'throw', value: this.expression(statement.value), span });
        return;
      case 'if':
        this.branch(
          this.expression(statement.test),
          () => this.list(statement.then),
          () => this.list(statement.otherwise),
          span,
        );
        return;
      case 'loop':
        this.loopStatement(statement);
        return;
      case 'block': {
        const end = this.newBlock();
        this.exits.set(statement.label, { breakTo: end, depth: this.regions.length });
        this.list(statement.body);
        this.emit(...this.goto(end, span));
        this.enter(end);
        return;
      }
      case 'jump': {
        const on = this.expression(statement.on);
        const end = this.newBlock();
        const lists = [...statement.cases, statement.otherwise];
        const starts = lists.map(() => this.newBlock());
        const cases = starts.map((start) => this.goto(start, span));
        this.emit({ kind: 'jump', on, cases: cases.slice(0, -1), otherwise: cases.at(-1)!, span });
        lists.forEach((list, index) => {
          this.enter(starts[index]!);
          this.list(list);
          this.emit(...this.goto(end, span));
        });
        this.enter(end);
        return;
      }
      case 'try':
        this.tryStatement(statement);
        return;
      default:
        this.emit(...this.copy([statement]));
    }
  }

  private noteLoopVariables(statement: Statement): void {
    if (this.loops === 0) return;
    visitStatements([statement], (one) => {
      if (one.kind === 'let') this.declaredInLoops.add(one.variable);
    });
  }

  /** A statement without `yield`, its ways out led to the machine's. */
  private copy(statements: readonly Statement[]): Statement[] {
    return mapStatements(statements, {
      statement: (one) => {
        if (one.kind === 'return') return this.leaving(one.value, one.span);
        if (one.kind !== 'break' && one.kind !== 'continue') return one;
        return this.exits.has(one.label) ? this.exitTo(one.label, one.kind === 'continue', one.span) : one;
      },
    });
  }

  private branch(test: Expression, then: () => void, otherwise: () => void, span: Span): void {
    const [first, second, end] = [this.newBlock(), this.newBlock(), this.newBlock()];
    this.emit(ifStatement(span, test, this.goto(first!, span), this.goto(second!, span)));
    this.enter(first!);
    then();
    this.emit(...this.goto(end!, span));
    this.enter(second!);
    otherwise();
    this.emit(...this.goto(end!, span));
    this.enter(end!);
  }

  private loopStatement(statement: Statement & { kind: 'loop' }): void {
    const { span } = statement;
    const [head, update, end] = [this.newBlock(), this.newBlock(), this.newBlock()];
    this.exits.set(statement.label, { breakTo: end!, continueTo: update!, depth: this.regions.length });
    this.loops++;
    this.emit(...this.goto(head!, span));
    this.enter(head!);
    const test = () => {
      if (!statement.test) return;
      const value = this.expression(statement.test);
      this.emit(ifStatement(span, unary(span, '!', value), this.goto(end!, span)));
    };
    if (!statement.testsLast) test();
    this.list(statement.body);
    this.emit(...this.goto(update!, span));
    this.enter(update!);
    this.list(statement.update);
    if (statement.testsLast) test();
    this.emit(...this.goto(head!, span));
    this.loops--;
    this.enter(end!);
  }

  private tryStatement(statement: Statement & { kind: 'try' }): void {
    const { span, handler, finalizer } = statement;
    const end = this.newBlock();
    let final: Finalizer | undefined;
    let failed = 0;
    if (finalizer) {
      final = {
        kind: this.context.temporary('completion', true),
        value: this.context.temporary('value', true),
        entry: this.newBlock(),
        exits: [],
      };
      failed = this.newBlock();
      this.regions.push({ handler: failed, finalizer: final });
    }
    const after = () => this.emit(...(final ? this.toFinalizer(final, NORMAL, undefinedAt(span), span) : this.goto(end, span)));
    const caught = handler ? this.newBlock() : undefined;
    if (caught !== undefined) this.regions.push({ handler: caught });
    const start = this.newBlock();
    this.emit(...this.goto(start, span));
    this.enter(start);
    this.list(statement.body);
    if (caught !== undefined) this.regions.pop();
    after();
    if (handler && caught !== undefined) {
      this.enter(caught);
      if (this.loops > 0) this.declaredInLoops.add(handler.variable);
      this.emit(letStatement(span, handler.variable, get(span, this.v.error)));
      this.list(handler.body);
      after();
    }
    if (final && finalizer) this.finalizer(final, failed, finalizer, end, span);
    this.enter(end);
  }

  private finalizer(final: Finalizer, failed: number, statements: readonly Statement[], end: number, span: Span): void {
    this.regions.pop();
    this.enter(failed);
    this.emit(...this.toFinalizer(final, THROW, get(span, this.v.error), span));
    this.enter(final.entry);
    this.list(statements);
    const cases: Statement[][] = [
      this.goto(end, span),
      [{ kind: 'throw', value: get(span, final.value), span }],
      this.leaving(get(span, final.value), span),
      ...final.exits.map(({ label, isContinue }) => this.exitTo(label, isContinue, span)),
    ];
    this.emit({ kind: 'jump', on: get(span, final.kind), cases, otherwise: [], span });
  }

  private toFinalizer(final: Finalizer, kind: number, value: Expression, span: Span): Statement[] {
    return [
      effect(set(span, final.value, value)),
      effect(set(span, final.kind, numberOf(span, kind))),
      ...this.goto(final.entry, span),
    ];
  }

  private leave(value: Expression, span: Span): void {
    this.emit(...this.leaving(value, span));
  }

  /** Returns from the generator, by way of the `finally` around. */
  private leaving(value: Expression, span: Span): Statement[] {
    const final = this.regions.findLast((one) => one.finalizer)?.finalizer;
    if (final) return this.toFinalizer(final, RETURN, value, span);
    return [
      effect(set(span, this.v.result, value)),
      effect(set(span, this.v.state, numberOf(span, this.done))),
      returnStatement(span, intrinsic(span, 'empty')),
    ];
  }

  private exitTo(label: Label, isContinue: boolean, span: Span): Statement[] {
    const exit = this.exits.get(label)!;
    const final = this.regions.slice(exit.depth).findLast((one) => one.finalizer)?.finalizer;
    if (!final) return this.goto(isContinue ? exit.continueTo! : exit.breakTo, span);
    let index = final.exits.findIndex((one) => one.label === label && one.isContinue === isContinue);
    if (index < 0) index = final.exits.push({ label, isContinue }) - 1;
    return this.toFinalizer(final, FIRST_EXIT + index, undefinedAt(span), span);
  }

  /** The value of an expression, to be used at once; all that suspends has happened before. */
  private expression(expression: Expression): Expression {
    if (!suspendsIn(expression)) return expression;
    const { span } = expression;
    switch (expression.kind) {
      case 'block':
        this.list(expression.body);
        return this.expression(expression.value);
      case 'conditional':
        return this.choose(this.expression(expression.test), expression.then, expression.otherwise, span);
      case 'logical': {
        const left = this.temporary(this.expression(expression.left));
        if (expression.operator === '&&') return this.choose(left, expression.right, left, span);
        if (expression.operator === '||') return this.choose(left, left, expression.right, span);
        return this.choose(binary(span, '==', left, { kind: 'null', span }), expression.right, left, span);
      }
      case 'intrinsic':
        if (expression.name === YIELD) return this.yield(this.expression(expression.arguments[0]!), span);
        if (expression.name === YIELD_ALL) return this.yieldAll(this.expression(expression.arguments[0]!), span);
        break;
      default:
    }
    return this.inOrder(expression);
  }

  private choose(test: Expression, then: Expression, otherwise: Expression, span: Span): Expression {
    const result = this.context.temporary('chosen', true);
    const give = (value: Expression) => () => this.emit(effect(set(span, result, this.expression(value))));
    this.branch(test, give(then), give(otherwise), span);
    return get(span, result);
  }

  /** Parts that are evaluated before the last one that suspends are kept. */
  private inOrder(expression: Expression): Expression {
    const parts = childrenOf(expression);
    const last = parts.findLastIndex((one) => suspendsIn(one));
    let index = 0;
    return mapChildren(expression, (part) => {
      const position = index++;
      if (position > last) return part;
      const value = this.expression(part);
      if (position === last || isStable(value, this.context.isReassigned)) return value;
      return this.temporary(value);
    });
  }

  private yield(value: Expression, span: Span): Expression {
    const next = this.newBlock();
    this.emit(effect(set(span, this.v.state, numberOf(span, next))), returnStatement(span, value));
    this.enter(next);
    this.emit(
      ifStatement(span, binary(span, '!==', get(span, this.v.mode), numberOf(span, 0)), [
        ifStatement(span, binary(span, '===', get(span, this.v.mode), numberOf(span, 1)), [
          { kind: 'throw', value: get(span, this.v.input), span },
        ]),
        ...this.leaving(get(span, this.v.input), span),
      ]),
    );
    return get(span, this.v.input);
  }

  private yieldAll(iterator: Expression, span: Span): Expression {
    const record = this.temporary({ kind: 'array', elements: [iterator, undefinedAt(span)], span }, 'delegate');
    const zero = numberOf(span, 0);
    this.emit(effect(set(span, this.v.mode, zero)), effect(set(span, this.v.input, undefinedAt(span))));
    const step = this.newBlock();
    this.emit(...this.goto(step, span));
    this.enter(step);
    const { context, v } = this;
    const delegate = callBuiltin(
      span,
      context.program.builtin('Operators$delegate'),
      record,
      get(span, v.mode),
      get(span, v.input),
    );
    const value = this.temporary(delegate, 'step');
    this.emit(
      ifStatement(span, unary(span, '!', intrinsic(span, 'isEmpty', value)), [
        effect(set(span, v.state, numberOf(span, step))),
        returnStatement(span, value),
      ]),
    );
    const result = element(span, record, numberOf(span, 1));
    this.emit(ifStatement(span, binary(span, '===', get(span, v.mode), numberOf(span, 2)), this.leaving(result, span)));
    return result;
  }
}

function isSuspension(expression: Expression): boolean {
  return expression.kind === 'intrinsic' && (expression.name === YIELD || expression.name === YIELD_ALL);
}

function suspends(statements: readonly Statement[]): boolean {
  let found = false;
  visitExpressions(statements, (one) => {
    found ||= isSuspension(one);
  });
  return found;
}

function suspendsIn(expression: Expression): boolean {
  let found = false;
  visitExpression(expression, (one) => {
    found ||= isSuspension(one);
  });
  return found;
}
