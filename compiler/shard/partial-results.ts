/**
 * What a part of a loop's iterations leaves behind, when it starts from nothing: its own fold, its own best candidate, its own histogram
 * (privatisation). Parts are put together in their order, with the bits that the whole loop gives.
 */
import type { ExactFold, ExactOperator } from '../analysis/exact-folds.js';
import type { Selection } from '../analysis/selections.js';
import { cloneExpression, type Expression, type Statement, type Variable, type VariableId } from '../ir/index.js';
import { type Code, DOUBLES, NUMBER } from './build.js';
import type { Histogram } from './histograms.js';
import type { FreshNames } from './names.js';

export interface PartialResult {
  /** The variables that stand for those of the loop within a part. */
  readonly renamed: ReadonlyMap<VariableId, Variable>;
  readonly added: readonly Variable[];
  /** Before the parts: where they leave what they found. */
  readonly before: readonly Statement[];
  /** At the start of a part, and at its end. */
  readonly start: readonly Statement[];
  readonly finish: readonly Statement[];
  /** For each part, in order. */
  readonly merge: readonly Statement[];
  /** A statement of the loop that is another one in a part. */
  readonly replaced?: { readonly statement: Statement; readonly by: Statement };
}

export interface PartialContext {
  readonly code: Code;
  readonly names: FreshNames;
  readonly variables: ReadonlyMap<VariableId, Variable>;
  /** The number of parts, the counter of parts, and that of the merging loop. */
  readonly parts: Variable;
  readonly part: Variable;
  readonly merging: Variable;
}

export function combined(code: Code, operator: ExactOperator, left: Expression, right: Expression): Expression {
  if (operator === 'min' || operator === 'max') return code.math(`Math.${operator}`, left, right);
  if (operator === 'wrap+') return code.arithmetic('|', code.arithmetic('+', left, right), code.number(0));
  return code.arithmetic(operator, left, right);
}

/** A number into which the loop folds. */
export function partialFold(
  { variable: id, operator, neutral }: ExactFold,
  { code, names, variables, parts, part, merging }: PartialContext,
): PartialResult {
  const whole = variables.get(id)!;
  const own = names.variable(whole.name, NUMBER, true, whole.span);
  const found = names.variable(`$${whole.name}`, DOUBLES, false, whole.span);
  const merged = combined(code, operator, code.read(whole), code.element(found, code.read(merging)));
  return {
    renamed: new Map([[id, own]]),
    added: [own, found],
    before: [code.declare(found, code.newArray(DOUBLES, code.read(parts)))],
    start: [code.declare(own, code.number(neutral))],
    finish: [code.store(found, code.read(part), code.read(own))],
    merge: [code.assign(whole, merged)],
  };
}

/** The second time over the parts of a fold: each begins with what the parts before it come to. */
export function partialScan(
  { variable: id, operator }: ExactFold,
  first: PartialResult,
  { code, names, variables, part, merging }: PartialContext,
): PartialResult {
  const whole = variables.get(id)!;
  const own = names.variable(whole.name, NUMBER, true, whole.span);
  const next = names.variable(whole.name, NUMBER, false, whole.span);
  const found = first.added.find(({ type }) => type === DOUBLES)!;
  const merged = combined(code, operator, code.read(whole), code.element(found, code.read(merging)));
  return {
    renamed: new Map([[id, own]]),
    added: [own, next],
    before: [],
    start: [code.declare(own, code.element(found, code.read(part)))],
    finish: [],
    merge: [
      code.declare(next, merged),
      code.store(found, code.read(merging), code.read(whole)),
      code.assign(whole, code.read(next)),
    ],
  };
}

/** The best candidate of a part, which begins with the best that is known before the loop, and whether it found a better one. */
export function partialSelection(selection: Selection, context: PartialContext): PartialResult {
  const { code, names, variables, parts, part, merging } = context;
  const wholes = selection.variables.map((id) => variables.get(id)!);
  const array = (name: string): Variable => names.variable(`$${name}`, DOUBLES, false, code.span);
  const took = names.variable('$found', NUMBER, true, code.span);
  const tookOf = array('found');
  const states = wholes.map((whole) => ({
    whole,
    own: names.variable(whole.name, NUMBER, true, whole.span),
    found: array(whole.name),
  }));
  const { statement, comparison, best } = selection;
  const candidates = new Map(states.map(({ whole, found }) => [whole.id, code.element(found, code.read(merging))]));
  const known = comparison[best];
  const candidate = cloneExpression(known, { read: (id) => candidates.get(id) });
  const [left, right] = best === 'left' ? [known, candidate] : [candidate, known];
  const isBetter = code.compare(comparison.operator as '<', cloneExpression(left), cloneExpression(right));
  const isFound = code.compare('!==', code.element(tookOf, code.read(merging)), code.number(0));
  return {
    renamed: new Map(states.map(({ whole, own }) => [whole.id, own])),
    added: [took, tookOf, ...states.flatMap(({ own, found }) => [own, found])],
    before: [tookOf, ...states.map(({ found }) => found)].map((one) =>
      code.declare(one, code.newArray(DOUBLES, code.read(parts))),
    ),
    start: [code.declare(took, code.number(0)), ...states.map(({ whole, own }) => code.declare(own, code.read(whole)))],
    finish: [
      code.store(tookOf, code.read(part), code.read(took)),
      ...states.map(({ own, found }) => code.store(found, code.read(part), code.read(own))),
    ],
    merge: [
      code.when(isFound, [
        code.when(
          isBetter,
          states.map(({ whole, found }) => code.assign(whole, code.element(found, code.read(merging)))),
        ),
      ]),
    ],
    replaced: { statement, by: { ...statement, then: [...statement.then, code.assign(took, code.number(1))] } },
  };
}

/** An array into whose elements the loop folds. */
export function partialArray(
  { variable: id, operator, neutral }: Histogram,
  { code, names, variables, parts, part, merging }: PartialContext,
): PartialResult {
  const whole = variables.get(id)!;
  const { name, type, span } = whole;
  const own = names.variable(name, type, false, span);
  const found = names.variable(`$${name}`, type.kind === 'typed' ? type : DOUBLES, false, span);
  const counter = (): Variable => names.variable('k', NUMBER, true, span);
  const [copied, folded] = [counter(), counter()];
  const place = (of: Variable, at: Variable): Expression =>
    code.arithmetic('+', code.arithmetic('*', code.read(of), code.lengthOf(whole)), code.read(at));
  const length = code.lengthOf(whole);
  const element = code.element(whole, code.read(folded));
  const filled = type.kind === 'array' ? code.newArray(type, length, neutral) : code.newArray(type, length);
  const fill: Statement[] =
    type.kind === 'typed' && neutral !== 0
      ? [
          {
            kind: 'expression',
            value: { kind: 'intrinsic', name: 'fill', receiver: code.read(own), arguments: [code.number(neutral)], type, span },
            span,
          },
        ]
      : [];
  return {
    renamed: new Map([[id, own]]),
    added: [own, found, copied, folded],
    before: [code.declare(found, code.newArray(found.type, code.arithmetic('*', code.read(parts), code.lengthOf(whole))))],
    start: [code.declare(own, filled), ...fill],
    finish: [
      code.count(names.loop(), copied, code.number(0), code.lengthOf(whole), [
        code.store(found, place(part, copied), code.element(own, code.read(copied))),
      ]),
    ],
    merge: [
      code.count(names.loop(), folded, code.number(0), code.lengthOf(whole), [
        code.store(whole, code.read(folded), combined(code, operator, element, code.element(found, place(merging, folded)))),
      ]),
    ],
  };
}
