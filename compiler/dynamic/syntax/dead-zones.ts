/**
 * Whether a variable might be read before its declaration has run. Only then is the read checked at run time, so the analysis looks
 * where a use may happen at the earliest: at its own place, or for a use inside of a function where that function may be called first.
 */
import ts from '#typescript';
import type { Binding, FileScopes, Reference, Scope } from './bindings.js';

const NEVER = Number.POSITIVE_INFINITY;

export class DeadZones {
  private readonly known = new Map<Binding, boolean>();

  constructor(
    private readonly scopes: FileScopes,
    /** Whether functions of the file may be called before its own code has run, because imports are cyclic. */
    private readonly isInCycle: boolean,
  ) {}

  has(binding: Binding): boolean {
    let answer = this.known.get(binding);
    if (answer === undefined) {
      answer = this.compute(binding);
      this.known.set(binding, answer);
    }
    return answer;
  }

  private compute(binding: Binding): boolean {
    if (binding.kind !== 'let' && binding.kind !== 'const' && binding.kind !== 'class') return false;
    if (binding.ready < 0) return false;
    if (this.isInCycle && binding.scope.isGlobal) return true;
    if (crossesClauses(binding)) return true;
    const own = functionInitialiser(binding);
    return binding.references.some((reference) => {
      if (own && reference.node.pos >= own.pos && reference.node.end <= own.end) return false;
      return this.earliest(reference, binding.scope, new Set()) < binding.ready;
    });
  }

  /** The place, in the function that `scope` belongs to, at which the reference may run first. */
  private earliest(reference: Reference, scope: Scope, seen: Set<Binding>): number {
    const inner = outermostFunction(reference.scope, scope);
    if (!inner) return reference.node.pos;
    // The fields of a class run with its constructor, not before the class is there.
    if (ts.isClassLike(inner)) return inner.members.pos;
    if (!ts.isFunctionDeclaration(inner)) return inner.pos;
    const binding = this.scopes.bindings.get(inner);
    return binding ? this.firstUse(binding, scope, seen) : NEVER;
  }

  /** Where a function declaration may be called first. `seen`: functions whose uses are being looked at, for those that call each other. */
  private firstUse(binding: Binding, scope: Scope, seen: Set<Binding>): number {
    if (seen.has(binding)) return NEVER;
    seen.add(binding);
    let first = NEVER;
    for (const reference of binding.references) {
      const place = this.earliest(reference, scope, seen);
      if (place < first) first = place;
    }
    return first;
  }
}

/** The function around `inner`, directly inside of the function of `outer`. */
function outermostFunction(inner: Scope, outer: Scope): ts.Node | undefined {
  let owner = inner.owner;
  if (owner === outer.owner) return undefined;
  while (owner.parent && owner.parent !== outer.owner) owner = owner.parent;
  return owner.node;
}

/** A function that is all there is in the initialiser can't be called before the variable has its value. */
function functionInitialiser(binding: Binding): ts.Node | undefined {
  const parent = binding.declarations[0]?.parent;
  if (!parent || !ts.isVariableDeclaration(parent) || parent.name !== binding.declarations[0]) return undefined;
  const value = parent.initializer;
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : undefined;
}

/** Declared in one clause of a switch, used in another. */
function crossesClauses(binding: Binding): boolean {
  if (!ts.isCaseBlock(binding.scope.node)) return false;
  const clauses = binding.scope.node.clauses;
  const clauseOf = (node: ts.Node) => clauses.findIndex((clause) => node.pos >= clause.pos && node.end <= clause.end);
  const home = clauseOf(binding.declarations[0]!);
  return binding.references.some((reference) => clauseOf(reference.node) !== home);
}
