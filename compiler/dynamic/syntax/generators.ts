/**
 * Generators as state machines. The body becomes a closure `resume(mode, input)` (see builtins/generator.ts) that jumps to where the last
 * `yield` left it; variables that live across a `yield` belong to the function around it. After regenerator (Ben Newman, 2013).
 */
import type { Span } from '../../ir/types.js';
import type { Statement, Variable, VariableId } from '../core/types.js';
import { mapStatements, visitExpressions, visitStatements } from '../core/visit.js';
import type { FunctionContext } from './context.js';
import { Machine, type MachineVariables } from './generator-machine.js';
import {
  binary,
  callBuiltin,
  effect,
  get,
  ifStatement,
  intrinsic,
  letStatement,
  numberOf,
  returnStatement,
  set,
  undefinedAt,
} from './make.js';
import { refuse } from './refusal.js';

const START = 0;
const DONE = -1;
const RUNNING = -2;

/** `early`: variables that have their values before the body begins, parameters above all. */
export function generatorBody(
  context: FunctionContext,
  body: readonly Statement[],
  early: ReadonlySet<VariableId>,
  span: Span,
): Statement[] {
  const fresh = (name: string): VariableId => context.temporary(name, true);
  const variables: MachineVariables = {
    state: fresh('state'),
    result: fresh('result'),
    mode: fresh('mode'),
    input: fresh('input'),
    current: fresh('current'),
    error: fresh('error'),
  };
  const machine = new Machine(context, variables, DONE);
  const blocks = machine.translate(replaceThis(context, body), span);
  const resume = resumeBody(context, machine, variables, blocks, span);
  return makeResume(context, variables, resume, machine.declaredInLoops, early, span);
}

/** `this` of the generator function is a variable for the closure. */
function replaceThis(context: FunctionContext, body: readonly Statement[]): readonly Statement[] {
  const binding = context.unit.scopes.implicit.get(context.scope)?.this;
  if (!binding) return body;
  const variable = context.variable(binding);
  return mapStatements(body, { expression: (one) => (one.kind === 'this' ? get(one.span, variable) : one) });
}

function resumeBody(
  context: FunctionContext,
  machine: Machine,
  v: MachineVariables,
  blocks: readonly (readonly Statement[])[],
  span: Span,
): Statement[] {
  const is = (variable: VariableId, value: number) => binary(span, '===', get(span, variable), numberOf(span, value));
  const assign = (variable: VariableId, value: number) => effect(set(span, variable, numberOf(span, value)));
  const empty = () => returnStatement(span, intrinsic(span, 'empty'));
  const held = context.temporary('held');
  const final = ifStatement(span, is(v.mode, 3), [
    letStatement(span, held, get(span, v.result)),
    effect(set(span, v.result, undefinedAt(span))),
    returnStatement(span, get(span, held)),
  ]);
  const running = ifStatement(span, is(v.state, RUNNING), [
    effect(callBuiltin(span, context.program.builtin('Operators$failRunning'))),
  ]);
  const stopped: Statement[] = [
    assign(v.state, DONE),
    ifStatement(span, is(v.mode, 1), [{ kind: 'throw', value: get(span, v.input), span }]),
    ifStatement(span, is(v.mode, 2), [effect(set(span, v.result, get(span, v.input)))]),
    empty(),
  ];
  const notStarted: Statement = ifStatement(span, is(v.state, START), [
    ifStatement(span, binary(span, '!==', get(span, v.mode), numberOf(span, 0)), stopped),
  ]);
  const finished = ifStatement(span, is(v.state, DONE), stopped);
  const caught = context.temporary('caught');
  const handler: Statement[] = [
    effect(set(span, v.error, get(span, caught))),
    { kind: 'jump', on: get(span, v.current), cases: machine.handlerCases(span), otherwise: [], span },
    assign(v.state, DONE),
    { kind: 'throw', value: get(span, caught), span },
  ];
  const run: Statement = { kind: 'jump', on: get(span, v.current), cases: blocks, otherwise: [], span };
  return [
    final,
    running,
    finished,
    notStarted,
    letStatement(span, v.current, get(span, v.state)),
    assign(v.state, RUNNING),
    {
      kind: 'loop',
      label: machine.loop,
      update: [],
      body: [{ kind: 'try', body: [run], handler: { variable: caught, body: handler }, span }],
      span,
    },
  ];
}

/** Distributes the variables between the generator function and `resume`, and makes both. */
function makeResume(
  context: FunctionContext,
  v: MachineVariables,
  resume: Statement[],
  declaredInLoops: ReadonlySet<VariableId>,
  early: ReadonlySet<VariableId>,
  span: Span,
): Statement[] {
  const { program, variables } = context;
  const own = new Set<VariableId>([v.mode, v.input, v.current, v.error]);
  const mentioned = variablesIn(program, resume);
  for (const id of localsOf(program, resume, variables)) own.add(id);
  const inner = new Map<VariableId, Variable>();
  const hoisted: VariableId[] = [];
  for (const id of mentioned) {
    const variable = variables.get(id);
    if (!variable) continue;
    if (own.has(id)) {
      inner.set(id, variable);
      variables.delete(id);
      continue;
    }
    if (variable.isCaptured && declaredInLoops.has(id)) {
      refuse(
        context.scope.node,
        'unsupportedStatement',
        `A function in this generator captures '${variable.name}', which is new in every iteration of a loop that yields.`,
        'Copy the variable inside of the loop, directly in front of the function.',
      );
    }
    hoisted.push(id);
  }
  const body = mapStatements(resume, {
    statement: (one) => (one.kind === 'let' && !inner.has(one.variable) ? effect(set(one.span, one.variable, one.value)) : one),
    expression: (one) => ('checked' in one && variables.has(one.variable) ? ({ ...one, checked: undefined } as never) : one),
  });
  const isAssigned = new Set<VariableId>();
  visitExpressions(body, (one) => {
    if (one.kind === 'set') isAssigned.add(one.variable);
  });
  const before: Statement[] = [];
  for (const id of hoisted) {
    const variable = variables.get(id)!;
    variables.set(id, {
      ...variable,
      isCaptured: true,
      isReassigned: variable.isReassigned || isAssigned.has(id),
      hasDeadZone: false,
    });
    if (isAssigned.has(id) && !early.has(id)) {
      before.push(letStatement(span, id, id === v.state ? numberOf(span, START) : undefinedAt(span)));
    }
  }
  const id = program.newFunctionId(`${context.id}.resume`);
  program.functions.set(id, {
    id,
    name: '',
    length: 2,
    parameters: [v.mode, v.input],
    kind: 'arrow',
    usesThis: false,
    variables: inner,
    captures: [
      ...hoisted,
      ...[...mentioned].filter((one) => !variables.has(one) && !inner.has(one) && !program.globals.has(one)),
    ],
    body,
    span,
    isBuiltin: context.unit.isBuiltin,
  });
  const closure = { kind: 'function', function: id, span } as const;
  return [...before, returnStatement(span, callBuiltin(span, program.builtin('Operators$generator'), closure))];
}

type Program = FunctionContext['program'];

/** Every variable that the statements use, those that closures take with them included. */
function variablesIn(program: Program, statements: readonly Statement[]): Set<VariableId> {
  const found = new Set<VariableId>();
  visitExpressions(statements, (one) => {
    if (one.kind === 'get' || one.kind === 'set') found.add(one.variable);
    const code =
      one.kind === 'function' ? one.function : one.kind === 'class' ? (one.constructor as unknown as string) : undefined;
    if (code !== undefined) for (const id of program.functions.get(code)?.captures ?? []) found.add(id);
  });
  visitStatements(statements, (one) => {
    if (one.kind === 'let') found.add(one.variable);
    if (one.kind === 'try' && one.handler) found.add(one.handler.variable);
  });
  return found;
}

/** Variables that are declared and used between two places where the generator can stop. */
function localsOf(program: Program, resume: readonly Statement[], variables: ReadonlyMap<VariableId, Variable>): VariableId[] {
  const places = new Map<VariableId, number>();
  const declared = new Set<VariableId>();
  const note = (statements: readonly Statement[]) => {
    for (const id of variablesIn(program, statements)) places.set(id, (places.get(id) ?? 0) + 1);
    visitStatements(statements, (one) => {
      if (one.kind === 'let') declared.add(one.variable);
      if (one.kind === 'try' && one.handler) declared.add(one.handler.variable);
    });
  };
  const loop = resume.at(-1)!;
  if (loop.kind !== 'loop') throw new Error('a generator ends with its loop');
  const [attempt] = loop.body;
  if (attempt?.kind !== 'try' || attempt.body[0]?.kind !== 'jump') throw new Error('a generator runs in a try');
  for (const block of attempt.body[0].cases) note(block);
  note(resume.slice(0, -1));
  note(attempt.handler!.body);
  const caught = attempt.handler!.variable;
  return [...places].flatMap(([id, count]) =>
    variables.has(id) && ((count === 1 && declared.has(id)) || id === caught) ? [id] : [],
  );
}
