/**
 * Fields that instances of a class have before anybody else sees them: those that the constructor sets one after the other, before it gives
 * `this` away. Reading them never finds them missing.
 */
import type { CoreFunction, Expression, Statement } from '../core/types.js';
import type { Site } from './sites.js';

export function presentFields(maker: Site): ReadonlySet<string> {
  const fn = maker.function;
  // Of derived classes the parent's maker comes first and may show `this` around.
  if (!fn || fn.kind === 'derived') return new Set();
  return new Set(quietStores(fn).map((store) => store.key));
}

export interface Fields {
  /** In the order in which the constructor makes them. */
  readonly keys: readonly string[];
  /** There are no others when the constructor returns, and nobody has seen `this`. */
  readonly areAll: boolean;
}

/** The fields that a constructor makes first, given those that the parent's constructor makes before. */
export function firstFields(fn: CoreFunction, parent: Fields): Fields {
  if (!parent.areAll) return parent;
  const keys = new Set(parent.keys);
  const stores = quietStores(fn);
  for (const { key } of stores) keys.add(key);
  return { keys: [...keys], areAll: isAlone(fn, stores) };
}

/** Whether each statement behind `super(...)` is one of the stores, or does not touch `this`. */
function isAlone(fn: CoreFunction, stores: readonly Store[]): boolean {
  const keys = new Set(stores.map(({ key }) => key));
  const places = new Set(stores.map(({ at }) => at));
  const first = fn.kind === 'derived' ? fn.body.findIndex(isSuperCall) + 1 : 0;
  if (fn.kind === 'derived' && first === 0) return false;
  return fn.body.every((statement, at) => at < first || places.has(at) || (!assignment(statement) && isSilent(statement, keys)));
}

/**
 * Stores of fields that nobody can see because they are overwritten while the constructor is still alone with `this`: `x: number` declares a
 * field that is undefined until `this.x = x`, some lines below.
 */
export function unseenStores(fn: CoreFunction): Expression[] {
  if (fn.kind !== 'constructor' && fn.kind !== 'derived') return [];
  const stores = quietStores(fn);
  return stores.flatMap((store, index) => {
    const next = stores.findIndex((later, at) => at > index && later.key === store.key);
    if (next < 0) return [];
    const isRead = fn.body.slice(store.at + 1, stores[next]!.at + 1).some((statement) => reads(statement, store.key));
    return isRead ? [] : [store.node];
  });
}

interface Store {
  readonly key: string;
  readonly node: Expression;
  /** Number of its statement. */
  readonly at: number;
}

/** What the constructor stores in `this` before anything else can see it. */
function quietStores(fn: CoreFunction): Store[] {
  const stores: Store[] = [];
  const keys = new Set<string>();
  const isDerived = fn.kind === 'derived';
  let isReady = !isDerived;
  for (const [at, statement] of fn.body.entries()) {
    if (!isReady) {
      isReady = isSuperCall(statement);
      continue;
    }
    // The parent may have left `this` where calls find it.
    if (isDerived && calls(statement)) break;
    const assigned = assignment(statement);
    if (assigned) {
      if (!isBlind(assigned.value, keys)) break;
      keys.add(assigned.key);
      stores.push({ key: assigned.key, node: assigned.node, at });
    } else if (!isSilent(statement, keys)) break;
  }
  return stores;
}

function isSuperCall(statement: Statement): boolean {
  return statement.kind === 'expression' && (statement.value.kind === 'callSuper' || statement.value.kind === 'callSuperSpread');
}

function calls(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(calls);
  if (typeof node !== 'object' || node === null) return false;
  const { kind } = node as Expression;
  if (/^(call|new)/.test(kind ?? '') || kind === 'binary' || kind === 'unary' || kind === 'property' || kind === 'element')
    return true;
  return Object.entries(node).some(([name, child]) => name !== 'span' && calls(child));
}

function reads(node: unknown, key: string): boolean {
  if (Array.isArray(node)) return node.some((item) => reads(item, key));
  if (typeof node !== 'object' || node === null) return false;
  const expression = node as Expression;
  if (expression.kind === 'property' && expression.key === key) return true;
  return Object.entries(node).some(([name, child]) => name !== 'span' && reads(child, key));
}

/** `this.key = value` as a statement, or a field's definition. */
function assignment(statement: Statement): { key: string; value: Expression; node: Expression } | undefined {
  if (statement.kind !== 'expression') return undefined;
  const { value } = statement;
  if (value.kind === 'setProperty' && value.object.kind === 'this') return { key: value.key, value: value.value, node: value };
  if (value.kind === 'intrinsic' && (value.name === 'defineField' || value.name === 'definePrivate')) {
    const [object, key, stored] = value.arguments;
    if (object?.kind === 'this' && key?.kind === 'string' && stored) return { key: key.value, value: stored, node: value };
  }
  return undefined;
}

/** Does not use `this` but to read fields that are there already; ends normally or by throwing. */
function isSilent(statement: Statement, keys: ReadonlySet<string>): boolean {
  switch (statement.kind) {
    case 'let':
    case 'throw':
    case 'expression':
      return isBlind(statement.value, keys);
    case 'if':
      return isBlind(statement.test, keys) && [...statement.then, ...statement.otherwise].every((one) => isSilent(one, keys));
    default:
      return false;
  }
}

function isBlind(node: unknown, keys: ReadonlySet<string>): boolean {
  if (Array.isArray(node)) return node.every((item) => isBlind(item, keys));
  if (typeof node !== 'object' || node === null) return true;
  const expression = node as Expression;
  if (expression.kind === 'this' || expression.kind === 'newTarget') return false;
  // Closures have `this` as a variable, if at all: see arrows.
  if (expression.kind === 'property' && expression.object.kind === 'this') return keys.has(expression.key);
  if ((expression as { kind: string }).kind === 'return') return false;
  return Object.entries(node).every(([name, child]) => name === 'span' || isBlind(child, keys));
}
