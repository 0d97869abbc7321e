/**
 * Loops in two versions: where all indices are known to be in bounds before the loop starts, one without checks runs, else one with
 * them (Würthinger, Wimmer and Mössenböck, "Array bounds check elimination in the context of deoptimization", 2009). The test is a
 * handful of comparisons, and exact: it fails when the numbers in it are so large that doubles would round.
 */
import type { Loop } from '../analysis/loops.js';
import type { Atom, Poly } from '../analysis/polynomial.js';
import { atomsOf, constantOf, minus, printPoly } from '../analysis/polynomial.js';
import { assignedVariables, walkStatements } from '../ir/index.js';
import { hasPlace, placeNames } from './array-access.js';
import type { FunctionScope } from './function-scope.js';
import { type BoundedAccess, type IndexBounds, indexBounds } from './index-bounds.js';
import { doubleText } from './representation.js';
import { isUncheckedIndex } from './unchecked-index.js';

/** Doubles hold integers below this exactly. */
const EXACT_BITS = 53;
/** Loops within versions of loops: each doubles the code once more. */
const DEEPEST = 2;
/** More comparisons than this would be no handful. */
const MOST_CONDITIONS = 24;

/** Writes the loop by `body`, once or in two versions. */
export function writeVersions(scope: FunctionScope, loop: Loop, body: () => void): void {
  const { versions } = scope;
  const { depth, changing, checked } = versions;
  const version = !checked && depth < DEEPEST && (depth === 0 || isInnermost(loop)) ? versionOf(scope, loop) : undefined;
  versions.changing = assignedVariables([loop]);
  if (!version) body();
  else {
    const write = (): void => {
      scope.lowered.clear();
      scope.nest(body);
      scope.lowered.clear();
    };
    scope.write(`if (${version.test}) {`);
    for (const { node } of version.accesses) versions.inBounds.add(node);
    versions.depth++;
    write();
    for (const { node } of version.accesses) versions.inBounds.delete(node);
    scope.write('} else {');
    versions.checked = true;
    write();
    scope.write('}');
  }
  versions.depth = depth;
  versions.checked = checked;
  versions.changing = changing;
}

interface Version {
  readonly test: string;
  readonly accesses: readonly BoundedAccess[];
}

function versionOf(scope: FunctionScope, loop: Loop): Version | undefined {
  const { module, fn } = scope;
  const bounds = indexBounds(loop, { fn, ranges: module.plan.ranges, effects: module.effects, globals: module.globalIds });
  const assigned = assignedVariables([loop]);
  const accesses = bounds.accesses.filter(
    ({ node, array, lower, upper }) =>
      !assigned.has(array) &&
      !scope.versions.inBounds.has(node) &&
      hasPlace(scope, node.array) &&
      isUncheckedIndex(scope, node.index) &&
      [...lower, ...upper].every((p) => [...atomsOf(p)].every((atom) => atomText(scope, atom, bounds) !== undefined)),
  );
  if (accesses.length === 0) return undefined;
  const conditions = conditionsFor(scope, accesses, bounds);
  return conditions.length > MOST_CONDITIONS ? undefined : { test: conditions.join(' && '), accesses };
}

function conditionsFor(scope: FunctionScope, accesses: readonly BoundedAccess[], bounds: IndexBounds): string[] {
  const text = (p: Poly): string => polynomialText(p, (atom) => atomText(scope, atom, bounds)!);
  const used: Poly[] = [];
  const any = (candidates: readonly Poly[], condition: (text: string) => string): string => {
    const few = candidates.slice(0, 2);
    used.push(...few);
    const texts = few.map((p) => condition(text(p)));
    return texts.length === 1 ? texts[0]! : `(${texts.join(' || ')})`;
  };
  const conditions = new Set<string>();
  for (const [array, own] of byArray(accesses)) {
    const { length, first, present } = placeNames(scope, array);
    const isPartial = scope.module.isPartial(array);
    const from = isPartial ? `<f64>${first}` : '0.0';
    const to = isPartial ? `(<f64>${first} + <f64>${present})` : `<f64>${length}`;
    for (const lower of farthest(
      own.map((access) => access.lower),
      false,
    ))
      conditions.add(any(lower, (p) => `${p} >= ${from}`));
    for (const upper of farthest(
      own.map((access) => access.upper),
      true,
    ))
      conditions.add(any(upper, (p) => `${p} < ${to}`));
  }
  return [...exactness(scope, used, bounds), ...[...conditions].filter((condition) => condition !== '0.0 >= 0.0')];
}

function byArray(accesses: readonly BoundedAccess[]): Map<BoundedAccess['array'], BoundedAccess[]> {
  const groups = new Map<BoundedAccess['array'], BoundedAccess[]>();
  for (const access of accesses) groups.set(access.array, [...(groups.get(access.array) ?? []), access]);
  return groups;
}

/** Without bounds that another one is always beyond. */
function farthest(bounds: readonly (readonly Poly[])[], above: boolean): (readonly Poly[])[] {
  const distinct = [...new Map(bounds.map((list) => [list.map(printPoly).join(), list])).values()];
  return distinct.filter((list) => !distinct.some((other) => other !== list && isBeyond(other, list, above)));
}

function isBeyond([p, ...more]: readonly Poly[], [q, ...others]: readonly Poly[], above: boolean): boolean {
  if (!p || !q || more.length > 0 || others.length > 0) return false;
  const distance = constantOf(above ? minus(p, q) : minus(q, p));
  return distance !== undefined && distance > 0;
}

/** Comparisons that keep each sum and product in the test exact. */
function exactness(scope: FunctionScope, polynomials: readonly Poly[], bounds: IndexBounds): string[] {
  let degree = 1;
  let weight = 1;
  const atoms = new Set<Atom>();
  for (const p of polynomials) {
    let sum = 0;
    for (const one of p.values()) {
      degree = Math.max(degree, one.atoms.length);
      sum += Math.abs(one.coefficient);
      for (const atom of one.atoms) atoms.add(atom);
    }
    weight = Math.max(weight, sum);
  }
  const limit = 2 ** Math.floor((EXACT_BITS - 1 - Math.ceil(Math.log2(weight))) / degree);
  return [...atoms]
    .filter((atom) => {
      const { least, most } = bounds.atomInfo(atom);
      return !(least >= -limit && most <= limit);
    })
    .map((atom) => `abs<f64>(${atomText(scope, atom, bounds)!}) <= ${doubleText(limit)}`);
}

function polynomialText(p: Poly, atomText: (atom: Atom) => string): string {
  const terms = [...p.values()].map(({ coefficient, atoms }) => {
    const factors = [...(coefficient === 1 && atoms.length > 0 ? [] : [doubleText(coefficient)]), ...atoms.map(atomText)];
    return factors.join(' * ');
  });
  return terms.length === 0 ? '0.0' : terms.length === 1 ? terms[0]! : `(${terms.join(' + ')})`;
}

/** A number that keeps its value while the loop runs, as f64; undefined when that is not certain. */
function atomText(scope: FunctionScope, atom: Atom, bounds: IndexBounds): string | undefined {
  const { variable, lengthOf } = bounds.atomInfo(atom);
  if (lengthOf !== undefined) {
    const type = scope.typeOf(lengthOf);
    const span = scope.fn.span;
    return hasPlace(scope, { kind: 'variable', id: lengthOf, type, span })
      ? `<f64>${placeNames(scope, lengthOf).length}`
      : undefined;
  }
  if (variable === undefined || !scope.fn.variables.has(variable)) return undefined;
  const name = scope.nameOf(variable);
  return scope.module.representation(variable) === 'i32' ? `<f64>${name}` : name;
}

export function isInnermost(loop: Loop): boolean {
  let innermost = true;
  walkStatements(loop.body, (statement) => {
    if (statement.kind === 'loop') innermost = false;
  });
  return innermost;
}
