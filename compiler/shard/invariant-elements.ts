/** Elements that a loop uses in every iteration and that stay where they are while it runs. */
import { type Access, collectAccesses } from '../analysis/accesses.js';
import type { LoopContext } from '../analysis/dependence.js';
import { IterationPairs } from '../analysis/iterations.js';
import { asCountedLoop, type Loop } from '../analysis/loops.js';
import { atomsOf, isUsable, type Poly, printPoly } from '../analysis/polynomial.js';
import type { Surroundings } from '../analysis/surroundings.js';
import { Symbols } from '../analysis/symbols.js';
import {
  assignedVariables,
  type Expression,
  operandsOf,
  type Statement,
  type VariableId,
  variablesRead,
  walkExpressions,
  walkStatements,
} from '../ir/index.js';

type Load = Extract<Expression, { kind: 'load' }>;
type Store = Extract<Statement, { kind: 'store' }>;

export interface InvariantElement {
  readonly loads: readonly Load[];
  readonly stores: readonly Store[];
  /** An access whose index can be evaluated before the loop. */
  readonly model: Load | Store;
}

export type ElementContext = Omit<LoopContext, 'liveAfter' | 'surroundings'>;

export function invariantElements(loop: Loop, surroundings: Surroundings, context: ElementContext): InvariantElement[] {
  const counted = asCountedLoop(loop);
  const { fn, ranges, sharing, effects, globals } = context;
  if (!counted || !ranges.variable(counted.counter).integer || !isStraight(loop)) return [];
  const symbols = new Symbols(fn, loop, ranges, sharing, surroundings);
  const { accesses, obstacles } = collectAccesses(fn, symbols, sharing, effects, globals);
  if (obstacles.length > 0) return [];
  const pairs = new IterationPairs(symbols, counted);
  const counter = symbols.counterAtom(counted.counter);
  const isFixed = (p: Poly): boolean => isUsable(p) && symbols.isStable(p) && !atomsOf(p).has(counter);
  const groups = new Map<string, { fixed: Poly; members: Access[] }>();
  for (const access of accesses) {
    const [fixed, ...deeper] = access.subscripts;
    if (!fixed || deeper.length > 0 || !access.node || !isFixed(fixed) || access.node.array.kind !== 'variable') continue;
    const key = `${access.root} ${printPoly(fixed)}`;
    const group = groups.get(key) ?? { fixed, members: [] };
    group.members.push(access);
    groups.set(key, group);
  }
  const always = accessedAlways(loop.body);
  const found: InvariantElement[] = [];
  for (const { fixed, members } of groups.values()) {
    const { root } = members[0]!;
    const others = accesses.filter((access) => !members.includes(access));
    const written = members.some(({ write }) => write);
    const mayMeet = (other: Access): boolean => {
      if (!written && !other.write) return false;
      // What is written below an element leaves the element itself where it is.
      if (other.root === root && other.node && other.subscripts.length > 1) return false;
      return other.root === root ? !pairs.isApartFrom(other, fixed) : sharing.mayShare(other.root, root);
    };
    if (others.some(mayMeet) || (written && !keepsDoubles(members[0]!.node!)) || isRecord(members[0]!.node!)) continue;
    const nodes = members.map(({ node }) => node!);
    const model = nodes.find((node) => isKnownBefore(node, loop));
    if (!model || !nodes.some((node) => always.has(node))) continue;
    found.push({
      loads: nodes.filter((node) => node.kind === 'load'),
      stores: nodes.filter((node) => node.kind === 'store'),
      model,
    });
  }
  return found;
}

/** No way out of an iteration but its end, and nothing that is not in plain sight. */
function isStraight(loop: Loop): boolean {
  let straight = true;
  walkStatements(loop.body, (statement) => {
    if (['break', 'continue', 'return', 'throw', 'barrier'].includes(statement.kind)) straight = false;
  });
  walkExpressions([loop], (expression) => {
    if (['call', 'intrinsic', 'newArray', 'arrayLiteral', 'record'].includes(expression.kind)) straight = false;
  });
  return straight;
}

/** Loads and stores that each iteration gets to. */
function accessedAlways(body: readonly Statement[]): ReadonlySet<Load | Store> {
  const found = new Set<Load | Store>();
  const visit = (expression: Expression): void => {
    if (expression.kind === 'load') found.add(expression);
    if (expression.kind === 'logical') visit(expression.left);
    else if (expression.kind === 'conditional') visit(expression.test);
    else for (const operand of operandsOf(expression)) visit(operand);
  };
  for (const statement of body) {
    if (statement.kind === 'store') {
      found.add(statement);
      for (const part of [statement.index, statement.value]) visit(part);
    } else if (statement.kind === 'let' || statement.kind === 'assign') visit(statement.value);
    else if (statement.kind === 'if') visit(statement.test);
  }
  return found;
}

/** Other arrays round what is stored, which a number in a variable would not be. */
function keepsDoubles({ array }: Load | Store): boolean {
  const { type } = array;
  return type.kind === 'typed' ? type.element === 'f64' : type.kind === 'array' && type.element.kind === 'number';
}

/** Tuples and objects may be kept as their fields, which is better. */
function isRecord({ array }: Load | Store): boolean {
  const element = array.type.kind === 'array' ? array.type.element.kind : 'number';
  return element === 'tuple' || element === 'object';
}

function isKnownBefore({ array, index }: Load | Store, loop: Loop): boolean {
  const inside = assignedVariables([loop]);
  const read = [...variablesRead(array), ...variablesRead(index)];
  return read.every((id: VariableId) => !inside.has(id));
}
