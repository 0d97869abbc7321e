/** Loops that count: one variable goes up or down by a constant at every round, and the test compares it with a bound. */
import { type Expression, type Statement, type VariableId, walkStatements } from '../ir/index.js';

type Loop = Extract<Statement, { kind: 'loop' }>;

export interface CountedLoop {
  readonly counter: VariableId;
  /** What a round adds; not zero. */
  readonly step: number;
  /** The test holds while `counter operator bound`, and `rest`, if there is one. */
  readonly operator: '<' | '<=' | '>' | '>=';
  readonly bound: Expression;
  readonly rest: Expression | undefined;
  /** The counter's first value, when the loop itself sets it. */
  readonly start: Expression | undefined;
  /** Whether the counter keeps its value throughout the body. */
  readonly steady: boolean;
}

export function recognizeCounted(loop: Loop): CountedLoop | undefined {
  const conditions = conjuncts(loop.test);
  for (const condition of conditions) {
    for (const { counter, operator, bound } of comparisons(condition)) {
      const step = stepOf(loop, counter);
      if (step === undefined || step > 0 !== operator.startsWith('<')) continue;
      const others = conditions.filter((other) => other !== condition);
      const rest = others.reduce<Expression | undefined>(
        (left, right) => (left ? { kind: 'logical', operator: '&&', left, right, type: right.type, span: right.span } : right),
        undefined,
      );
      return { counter, step, operator, bound, rest, start: startOf(loop, counter), steady: !assigns(loop.body, counter) };
    }
  }
  return undefined;
}

function conjuncts(test: Expression): Expression[] {
  return test.kind === 'logical' && test.operator === '&&' ? [...conjuncts(test.left), ...conjuncts(test.right)] : [test];
}

const MIRRORED = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

function comparisons(condition: Expression): Pick<CountedLoop, 'counter' | 'operator' | 'bound'>[] {
  if (condition.kind !== 'binary' || !(condition.operator in MIRRORED)) return [];
  const operator = condition.operator as keyof typeof MIRRORED;
  const { left, right } = condition;
  return [
    ...(left.kind === 'variable' && left.type.kind === 'number' ? [{ counter: left.id, operator, bound: right }] : []),
    ...(right.kind === 'variable' && right.type.kind === 'number'
      ? [{ counter: right.id, operator: MIRRORED[operator], bound: left }]
      : []),
  ];
}

/** The constant that each round adds to the variable: by a single assignment that no path through the body leaves out. */
function stepOf(loop: Loop, counter: VariableId): number | undefined {
  const assignments = [...loop.update, ...loop.body].filter(
    (statement) => statement.kind === 'assign' && statement.variable === counter,
  );
  const only = assignments[0];
  if (assignments.length !== 1 || only?.kind !== 'assign' || countAssignments(loop, counter) !== 1) return undefined;
  if (loop.body.includes(only) && continues(loop)) return undefined;
  const { value } = only;
  if (value.kind !== 'binary' || value.left.kind !== 'variable' || value.left.id !== counter || value.right.kind !== 'number')
    return undefined;
  const amount = value.right.value;
  if (!Number.isInteger(amount) || amount <= 0 || amount > 1 << 20) return undefined;
  return value.operator === '+' ? amount : value.operator === '-' ? -amount : undefined;
}

function countAssignments(loop: Loop, counter: VariableId): number {
  let count = 0;
  walkStatements([...loop.update, ...loop.body], (statement) => {
    if ((statement.kind === 'assign' || statement.kind === 'let') && statement.variable === counter) count++;
  });
  return count;
}

function assigns(statements: readonly Statement[], counter: VariableId): boolean {
  let found = false;
  walkStatements(statements, (statement) => {
    if ((statement.kind === 'assign' || statement.kind === 'let') && statement.variable === counter) found = true;
  });
  return found;
}

function continues(loop: Loop): boolean {
  let found = false;
  walkStatements(loop.body, (statement) => {
    if (statement.kind === 'continue' && statement.loop === loop.id) found = true;
  });
  return found;
}

function startOf(loop: Loop, counter: VariableId): Expression | undefined {
  for (const statement of loop.init) {
    if ((statement.kind === 'let' || statement.kind === 'assign') && statement.variable === counter) return statement.value;
  }
  return undefined;
}
