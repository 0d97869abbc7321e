/**
 * Packages look at the clock to see how long something takes: to give up after a while, to count calls in a short time. Where a program only
 * compares such times, each way that the comparisons may turn out is one that Node could take as well, and Shoal takes the way of a
 * machine that needs no time at all: the clock stands still. Where a time goes anywhere else, it stays a stop.
 */
import type { Expression, Statement, VariableId } from '../core/types.js';
import { childrenOf, mapStatements, partsOf } from '../core/visit.js';
import { numberOf, undefinedAt } from './make.js';
import type { ProgramContext } from './program.js';
import { definitions, mapProgram } from './program-code.js';
import { stopNumber } from './stops.js';

/** The time that it shows, in milliseconds since 1970: a day like any other, since programs may compare it with 0. */
const TIME = Date.UTC(2026, 0, 1);

const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%']);
const COMPARISONS: ReadonlySet<string> = new Set(['<', '>', '<=', '>=', '==', '===', '!=', '!==']);
const UNARY: ReadonlySet<string> = new Set(['+', '-', '!']);

export function stopClock(program: ProgramContext): void {
  if (!program.stops.some((one) => one.isClock)) return;
  const times = new Times(program);
  if (times.escape()) return;
  const replace = (change: (one: Expression) => Expression) =>
    mapProgram(program, (statements) => mapStatements(statements, { expression: change }));
  replace((one) => (times.isReading(one) ? numberOf(one.span, TIME) : one));
  // What is left of the clock are variables that nobody reads.
  replace((one) => (times.isClock(one) ? undefinedAt(one.span) : one));
}

class Times {
  /** Variables that are `Date.now` itself. */
  private readonly clocks = new Set<VariableId>();
  /** Variables that may hold a time. */
  private readonly holders = new Set<VariableId>();

  constructor(private readonly program: ProgramContext) {
    const all = definitions(program);
    for (const [variable, values] of all) if (values.length === 1 && this.isClock(values[0]!)) this.clocks.add(variable);
    for (let before = -1; before !== this.holders.size; ) {
      before = this.holders.size;
      for (const [variable, values] of all) if (values.some((one) => this.isTime(one))) this.holders.add(variable);
    }
  }

  isClock(one: Expression): boolean {
    if (one.kind === 'get') return this.clocks.has(one.variable);
    const number = stopNumber(one);
    return number !== undefined && this.program.stops[number]!.isClock === true;
  }

  isReading(one: Expression): boolean {
    return one.kind === 'call' && this.isClock(one.callee);
  }

  /** Whether a time may get where it is not only compared, or the clock where it is not only read. */
  escape(): boolean {
    let found = false;
    mapProgram(this.program, (statements) => {
      found ||= this.list(statements);
      return statements;
    });
    return found;
  }

  private isTime(one: Expression): boolean {
    switch (one.kind) {
      case 'call':
        return this.isReading(one);
      case 'get':
        return this.holders.has(one.variable);
      case 'set':
      case 'block':
        return this.isTime(one.value);
      case 'unary':
        return UNARY.has(one.operator) && one.operator !== '!' && this.isTime(one.operand);
      case 'binary':
        return ARITHMETIC.has(one.operator) && (this.isTime(one.left) || this.isTime(one.right));
      case 'logical':
        return this.isTime(one.left) || this.isTime(one.right);
      case 'conditional':
        return this.isTime(one.then) || this.isTime(one.otherwise);
      default:
        return false;
    }
  }

  private list(statements: readonly Statement[]): boolean {
    return statements.some((one) => {
      const { expressions, lists } = partsOf(one);
      const isFree = one.kind === 'let' || one.kind === 'expression' || one.kind === 'if' || one.kind === 'loop';
      return expressions.some((part) => this.escapes(part, isFree)) || lists.some((inner) => this.list(inner));
    });
  }

  /** @param mayBeTime Whether a time may stand where the expression does. */
  private escapes(one: Expression, mayBeTime: boolean): boolean {
    if (!mayBeTime && this.isTime(one)) return true;
    if (this.isReading(one)) return false;
    if (this.isClock(one)) return !mayBeTime;
    if (one.kind === 'block' && this.list(one.body)) return true;
    return childrenOf(one).some((child) => this.escapes(child, this.takesTime(one, child, mayBeTime)));
  }

  private takesTime(parent: Expression, child: Expression, mayBeTime: boolean): boolean {
    switch (parent.kind) {
      case 'set':
        return this.holders.has(parent.variable) || this.clocks.has(parent.variable);
      case 'binary':
        return ARITHMETIC.has(parent.operator) || COMPARISONS.has(parent.operator);
      case 'unary':
        return UNARY.has(parent.operator);
      case 'block':
      case 'logical':
        return mayBeTime;
      case 'conditional':
        return child === parent.test || mayBeTime;
      default:
        return false;
    }
  }
}
