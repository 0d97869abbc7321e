/**
 * `xs.filter(p).map(f).reduce(g, start)` as one loop: each element goes through all callbacks before the next one does, which nobody can
 * tell from the order of JavaScript, a whole array after the other, because only callbacks without effects are put together so.
 */
import ts from '#typescript';
import {
  assignedVariables,
  type Expression,
  type Span,
  type Statement,
  type Type,
  walkExpressions,
  walkStatements,
} from '../ir/index.js';
import { inlineCallback } from './array-callbacks.js';
import { refuse } from './codes.js';
import { emitCountingLoop } from './counting-loop.js';
import { type FunctionBuilder, hasEffect } from './function-builder.js';
import { BOOLEAN, elementType, isArrayLike, isReference, NUMBER } from './types.js';

type Callback = ts.ArrowFunction | ts.FunctionExpression;

interface Stage {
  readonly method: 'map' | 'filter' | 'reduce';
  readonly node: ts.CallExpression;
  readonly callback: Callback;
}

interface Chain {
  readonly source: ts.Expression;
  readonly stages: readonly Stage[];
}

/** The chain that ends with this call; undefined when it is none of these methods. */
export function chainOf(build: FunctionBuilder, node: ts.CallExpression): Chain | undefined {
  const stages: Stage[] = [];
  let at: ts.Expression = node;
  for (;;) {
    while (ts.isParenthesizedExpression(at)) at = at.expression;
    const stage = ts.isCallExpression(at) ? stageOf(at) : undefined;
    if (!stage || (stage.method === 'reduce' && stages.length > 0)) break;
    const receiver = (stage.node.expression as ts.PropertyAccessExpression).expression;
    if (!isListOfNumbers(build, receiver)) break;
    stages.unshift(stage);
    at = receiver;
  }
  return stages.length > 0 ? { source: at, stages } : undefined;
}

function stageOf(node: ts.CallExpression): Stage | undefined {
  const { expression: callee, arguments: given } = node;
  if (!ts.isPropertyAccessExpression(callee) || callee.questionDotToken) return undefined;
  const method = callee.name.text;
  if (method !== 'map' && method !== 'filter' && method !== 'reduce') return undefined;
  const [callback] = given;
  if (!callback || !(ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))) return undefined;
  // The array itself, as the last parameter, is not what it would be once the loops are one.
  const most = method === 'reduce' ? 3 : 2;
  if (callback.parameters.length > most || given.length !== most - 1) return undefined;
  return { method, node, callback };
}

/** Other typed arrays would change the numbers on their way. */
function isListOfNumbers(build: FunctionBuilder, node: ts.Expression): boolean {
  const type = build.checker.getTypeAtLocation(node);
  const name = type.getSymbol()?.name;
  if (name === 'Float64Array') return true;
  if (name !== 'Array' && name !== 'ReadonlyArray') return false;
  const [element] = build.checker.getTypeArguments(type as ts.TypeReference);
  return element !== undefined && (element.flags & ts.TypeFlags.NumberLike) !== 0;
}

export function chainedCalls(build: FunctionBuilder, { source, stages }: Chain): Expression {
  return new Chaining(build, stages).over(source);
}

class Chaining {
  private readonly span: Span;
  private readonly last: Stage;
  /** Callbacks that call functions, which may fail: no two of them may be put together. */
  private calling = 0;

  constructor(
    private readonly build: FunctionBuilder,
    private readonly stages: readonly Stage[],
  ) {
    this.last = stages.at(-1)!;
    this.span = build.span(this.last.node);
  }

  over(source: ts.Expression): Expression {
    const { build, span, last } = this;
    const array = build.pin(build.expression(source));
    if (!isArrayLike(array.type)) return refuse(source, 'unsupportedCall', 'This is no array of numbers.');
    const size = build.pin({ kind: 'length', of: array, type: NUMBER, span });
    const result = this.start(size, array.type);
    build.inLoop((id) => {
      emitCountingLoop(build, id, size, last.node, span, (at) => {
        const value = build.keep({ kind: 'load', array, index: at, type: elementType(array.type as never), span });
        this.stage(0, value, at, result);
      });
    });
    return result;
  }

  private get filters(): boolean {
    return this.stages.some(({ method }) => method === 'filter');
  }

  /** The variable that the chain leaves its result in. */
  private start(size: Expression, source: Type): Expression {
    const { build, span, last } = this;
    if (last.method === 'reduce') {
      const start = build.expressionOf(last.node.arguments[1]!, this.typeOf(last.node));
      if (isReference(start.type)) {
        return refuse(last.node, 'unsupportedCall', 'Only numbers and truth values are reduced to.', 'Write a loop.');
      }
      const id = build.slot(start.type, span);
      build.emit({ kind: 'let', variable: id, value: start, span });
      return build.read(id, span);
    }
    const type = this.typeOf(last.node);
    if (!isArrayLike(type)) return refuse(last.node, 'shapeMismatch', 'The result is no array.');
    if (this.filters) {
      if (type.kind !== 'array')
        return refuse(last.node, 'unsupportedCall', 'The length of the result is not known.', 'Write a loop.');
      return build.keep({ kind: 'arrayLiteral', elements: [], type, span });
    }
    if (source.kind !== type.kind) return refuse(last.node, 'shapeMismatch', 'The result is another kind of array.');
    const zero = elementType(type).kind === 'number' ? { kind: 'number' as const, value: 0 } : undefined;
    if (!zero) return refuse(last.node, 'unsupportedCall', 'Only numbers can be the result.', 'Write a loop.');
    const fill = type.kind === 'array' ? { fill: { ...zero, type: NUMBER, span } } : {};
    return build.keep({ kind: 'newArray', length: size, ...fill, type, span });
  }

  private stage(k: number, value: Expression, at: Expression, result: Expression): void {
    const { build, span } = this;
    const stage = this.stages[k];
    if (!stage) {
      this.collect(value, at, result);
      return;
    }
    // Behind a filter the position among what is left would have to be counted.
    const index = this.stages.slice(0, k).some(({ method }) => method === 'filter') ? undefined : at;
    if (!index && stage.callback.parameters.length > (stage.method === 'reduce' ? 2 : 1)) {
      refuse(
        stage.callback,
        'unsupportedParameter',
        'The position among filtered elements is not known.',
        'Write a loop that counts.',
      );
    }
    if (stage.method === 'reduce') {
      const id = (result as Extract<Expression, { kind: 'variable' }>).id;
      const reduced = this.quietly(stage, () => inlineCallback(build, stage.callback, [result, value, index], result.type, [id]));
      build.emit({ kind: 'assign', variable: id, value: reduced, span: reduced.span });
      return;
    }
    if (stage.method === 'map') {
      const type = elementType(this.typeOf(stage.node) as never);
      const mapped = this.quietly(stage, () => inlineCallback(build, stage.callback, [value, index], type));
      this.stage(k + 1, build.pin(mapped), at, result);
      return;
    }
    const test = this.quietly(stage, () => inlineCallback(build, stage.callback, [value, index], BOOLEAN));
    const then = build.block(() => this.stage(k + 1, value, at, result));
    build.emit({ kind: 'if', test, then, otherwise: [], span });
  }

  private collect(value: Expression, at: Expression, result: Expression): void {
    const { build, span } = this;
    if (!this.filters) {
      build.emit({ kind: 'store', array: result, index: at, value, span });
      return;
    }
    const push: Expression = { kind: 'intrinsic', name: 'push', receiver: result, arguments: [value], type: NUMBER, span };
    build.emit({ kind: 'expression', value: push, span });
  }

  private typeOf(node: ts.CallExpression): Type {
    return this.build.program.types.map(this.build.checker.getTypeAtLocation(node), node);
  }

  /** The callback's code, which must not let anyone see when it runs, unless it is the only one. */
  private quietly(stage: Stage, work: () => Expression): Expression {
    const { build, stages } = this;
    const { statements, value } = build.capture(work);
    build.out.push(...statements);
    if (stages.length === 1) return value;
    const all: Statement[] = [...statements, { kind: 'expression', value, span: value.span }];
    const noise = noiseOf(all);
    this.calling += noise === 'calls' ? 1 : 0;
    if (noise === 'effects' || this.calling > 1) {
      refuse(stage.callback, 'closure', 'What this callback does shows when it is called.', 'Write a loop.');
    }
    return value;
  }
}

/** Functions that take no arrays change nothing, but may fail. */
function noiseOf(statements: readonly Statement[]): 'none' | 'calls' | 'effects' {
  const declared = new Set<number>();
  let effects = false;
  let calls = false;
  walkStatements(statements, (statement) => {
    if (statement.kind === 'let') declared.add(statement.variable);
    if (statement.kind === 'store' || statement.kind === 'throw') effects = true;
  });
  walkExpressions(statements, (expression) => {
    if (expression.kind === 'call') {
      calls = true;
      if (expression.arguments.some(({ type }) => isReference(type))) effects = true;
    } else if (expression.kind === 'intrinsic' && hasEffect(expression)) effects = true;
  });
  if ([...assignedVariables(statements)].some((id) => !declared.has(id))) effects = true;
  return effects ? 'effects' : calls ? 'calls' : 'none';
}
