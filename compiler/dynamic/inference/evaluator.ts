/** Statements: one evaluation of a function's body, following its paths. */
import type { Label, Statement, VariableId } from '../core/types.js';
import type { Analysis } from './analysis.js';
import { type Environment, joinPaths } from './environment.js';
import { ExpressionEvaluator } from './expressions.js';
import type { Instance } from './instance.js';
import { UNDEFINED } from './types.js';

type Path = Environment | null;

/** Where `break` and `continue` go, and `finally` blocks that they pass through. */
type Frame =
  | { readonly kind: 'target'; readonly label: Label; breaks: Path; continues: Path }
  | { readonly kind: 'finalizer'; readonly pending: { target: Extract<Frame, { kind: 'target' }>; isBreak: boolean }[] };

export class Evaluator extends ExpressionEvaluator {
  readonly #frames: Frame[] = [];

  constructor(analysis: Analysis, instance: Instance) {
    super(analysis, instance);
  }

  run(): void {
    const { fn, parameters, rest } = this.instance;
    fn.parameters.forEach((variable, index) => {
      this.declare(variable, parameters[index]!.read(this.instance));
    });
    if (fn.rest !== undefined) this.declare(fn.rest, this.restArray(rest));
    this.statements(fn.body);
    if (this.path) this.instance.result.write(UNDEFINED);
  }

  protected override statements(body: readonly Statement[]): void {
    for (const statement of body) {
      if (!this.path) return;
      this.#statement(statement);
    }
  }

  #statement(statement: Statement): void {
    switch (statement.kind) {
      case 'expression':
        this.evaluate(statement.value);
        return;
      case 'let':
        this.declare(statement.variable, this.evaluate(statement.value));
        return;
      case 'if': {
        const { yes, no } = this.condition(statement.test);
        this.path = yes;
        this.statements(statement.then);
        const afterThen = this.path;
        this.path = no;
        this.statements(statement.otherwise);
        this.path = joinPaths(afterThen, this.path);
        return;
      }
      case 'loop':
        this.#loop(statement);
        return;
      case 'block': {
        const frame = this.#push(statement.label);
        this.statements(statement.body);
        this.#frames.pop();
        this.path = joinPaths(this.path, frame.breaks);
        return;
      }
      case 'break':
      case 'continue':
        this.#leave(statement.label, statement.kind === 'break');
        return;
      case 'jump': {
        this.evaluate(statement.on);
        const start = this.path;
        let end: Path = null;
        for (const body of [...statement.cases, statement.otherwise]) {
          this.path = start?.copy() ?? null;
          this.statements(body);
          end = joinPaths(end, this.path);
        }
        this.path = end;
        return;
      }
      case 'return': {
        const type = this.evaluate(statement.value);
        this.instance.result.write(type);
        this.path = null;
        return;
      }
      case 'throw':
        this.analysis.thrown.write(this.evaluate(statement.value));
        this.path = null;
        return;
      case 'try':
        this.#try(statement);
        return;
    }
  }

  #push(label: Label): Extract<Frame, { kind: 'target' }> {
    const frame = { kind: 'target' as const, label, breaks: null, continues: null };
    this.#frames.push(frame);
    return frame;
  }

  #leave(label: Label, isBreak: boolean): void {
    const path = this.path;
    this.path = null;
    const index = this.#frames.findLastIndex((frame) => frame.kind === 'target' && frame.label === label);
    const target = this.#frames[index];
    if (target?.kind !== 'target') return;
    const finalizer = this.#frames.slice(index + 1).findLast((frame) => frame.kind === 'finalizer');
    if (finalizer?.kind === 'finalizer') finalizer.pending.push({ target, isBreak });
    else this.#arrive(target, isBreak, path);
  }

  #arrive(target: Extract<Frame, { kind: 'target' }>, isBreak: boolean, path: Path): void {
    if (isBreak) target.breaks = joinPaths(target.breaks, path);
    else target.continues = joinPaths(target.continues, path);
  }

  #loop(loop: Extract<Statement, { kind: 'loop' }>): void {
    const heads = this.instance.loopHeads;
    const known = heads.get(loop);
    let head: Environment = known ? known.widened(this.path!) : this.path!;
    for (;;) {
      heads.set(loop, head);
      this.path = head.copy();
      let exit: Path = null;
      if (loop.test && !loop.testsLast) {
        const { yes, no } = this.condition(loop.test);
        this.path = yes;
        exit = no;
      }
      const frame = this.#push(loop.label);
      this.statements(loop.body);
      this.#frames.pop();
      this.path = joinPaths(this.path, frame.continues);
      this.statements(loop.update);
      if (this.path && loop.test && loop.testsLast) {
        const { yes, no } = this.condition(loop.test);
        this.path = yes;
        exit = no;
      }
      const next = this.path ? head.widened(this.path) : head;
      this.path = joinPaths(exit, frame.breaks);
      if (next.equals(head)) return;
      head = next;
    }
  }

  #try(statement: Extract<Statement, { kind: 'try' }>): void {
    const { handler, finalizer } = statement;
    const start = this.path!;
    const finalizerFrame: Frame = { kind: 'finalizer', pending: [] };
    if (finalizer) this.#frames.push(finalizerFrame);
    // Whatever may hold when something throws, in the body or its handler.
    const outer = this.watch(start);
    const inner = this.watch(start);
    this.statements(statement.body);
    this.unwatch(inner);
    let end = this.path;
    if (handler) {
      this.path = inner.copy();
      this.declare(handler.variable, this.analysis.caught(this.instance));
      this.statements(handler.body);
      end = joinPaths(end, this.path);
    }
    this.unwatch(outer);
    this.path = end;
    if (!finalizer) return;
    this.#frames.pop();
    // Once for all ways that leave early, once for the way through.
    this.path = outer.copy();
    this.statements(finalizer);
    const left = this.path;
    if (finalizerFrame.kind === 'finalizer') {
      const through = this.#frames.findLast((frame) => frame.kind === 'finalizer');
      for (const { target, isBreak } of finalizerFrame.pending) {
        const isInside = through && this.#frames.indexOf(through) > this.#frames.indexOf(target);
        if (isInside && through.kind === 'finalizer') through.pending.push({ target, isBreak });
        else if (left) this.#arrive(target, isBreak, left);
      }
    }
    this.path = end;
    this.statements(finalizer);
  }
}

export type { VariableId };
