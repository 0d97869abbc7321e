/**
 * Loops over what is certainly a Map or a Set walk its table with a cursor instead of an iterator object: `for (const [key, value] of map)`. The
 * built-in iterators can't be told from this, because nobody else holds the iterator.
 */
import type { CoreFunction, Expression, Statement, Variable, VariableId } from '../core/types.js';
import {
  type AbstractType,
  type DetailedInference,
  isNever,
  isOnly,
  mayBe,
  NULLISH,
  OBJECT_KIND,
  OBJECTS,
  objectKinds,
} from '../inference/index.js';
import type { Draft } from './draft.js';
import { isNullish } from './nullish.js';
import { type Node, rewrite, walk } from './rewrite.js';

type BuiltinCall = Extract<Expression, { kind: 'callBuiltin' }>;

interface CollectionLoop {
  readonly iterator: VariableId;
  readonly cursor: Variable;
  /** Of `Operators$iterator`. */
  readonly call: BuiltinCall;
  readonly isMap: boolean;
  readonly mayBeNullish: boolean;
}

const ITERATOR_KEY = '@@iterator';

/** The function with its loops changed, or itself. */
export function withCursors(draft: Draft, fn: CoreFunction, inference: DetailedInference): CoreFunction {
  const loops = collectionLoops(draft, fn, inference);
  if (loops.size === 0) return fn;
  const body = rewrite(fn.body, (node): Node | readonly Statement[] => {
    if (node.kind === 'let') {
      const loop = loops.get(node.variable);
      if (!loop) return node;
      return [zero(loop.cursor.id, node), { ...node, value: withCollection(node.value, loop) }];
    }
    const loop = node.kind === 'callBuiltin' ? loops.get(iteratorOf(node) ?? -1) : undefined;
    if (!loop) return node;
    return (node as BuiltinCall).function === 'Operators$advance'
      ? step(loop, node as BuiltinCall)
      : { kind: 'undefined', span: node.span };
  });
  const variables = new Map(fn.variables);
  for (const { cursor } of loops.values()) variables.set(cursor.id, cursor);
  return { ...fn, body, variables };
}

function collectionLoops(draft: Draft, fn: CoreFunction, inference: DetailedInference): Map<VariableId, CollectionLoop> {
  const loops = new Map<VariableId, CollectionLoop>();
  walk(fn.body, (node) => {
    if (node.kind !== 'let') return undefined;
    const variable = fn.variables.get(node.variable);
    const call = madeBy(node.value);
    const iterable = call?.arguments[0];
    if (!call || iterable?.kind !== 'get' || !variable || variable.isCaptured || variable.isReassigned) return undefined;
    const type = inference.typeOf(iterable);
    const kind = collectionKind(type);
    if (kind !== undefined)
      loops.set(node.variable, {
        iterator: node.variable,
        cursor: draft.variable('cursor', true),
        call,
        isMap: kind === OBJECT_KIND.map,
        mayBeNullish: mayBe(type, NULLISH),
      });
    return undefined;
  });
  // All else that is done with an iterator needs one.
  const uses = new Map<VariableId, number>();
  walk(fn.body, (node) => {
    const stepped = node.kind === 'callBuiltin' ? iteratorOf(node) : undefined;
    if (stepped !== undefined) uses.set(stepped, (uses.get(stepped) ?? 0) - 1);
    if (node.kind === 'get') uses.set(node.variable, (uses.get(node.variable) ?? 0) + 1);
    return undefined;
  });
  for (const id of [...loops.keys()]) if (uses.get(id) !== 0) loops.delete(id);
  return loops;
}

/** `Operators$iterator(x, text)`, as syntax makes it: perhaps only where x is no array. */
function madeBy(value: Expression): BuiltinCall | undefined {
  const call = value.kind === 'conditional' ? value.otherwise : value;
  return call.kind === 'callBuiltin' && call.function === 'Operators$iterator' ? call : undefined;
}

function iteratorOf(call: BuiltinCall): VariableId | undefined {
  if (call.function !== 'Operators$advance' && call.function !== 'Operators$close') return undefined;
  const [iterator] = call.arguments;
  return iterator?.kind === 'get' ? iterator.variable : undefined;
}

/** Map or set, all of them with the built-in iteration. */
function collectionKind(type: AbstractType): number | undefined {
  const kind = objectKinds(type);
  if (!isOnly(type, OBJECTS | NULLISH) || (kind !== OBJECT_KIND.map && kind !== OBJECT_KIND.set)) return undefined;
  const prototype = kind === OBJECT_KIND.map ? 'Map.prototype' : 'Set.prototype';
  const isPlain = type.sites.sites.every((site) => {
    const { sites } = site.prototype.type.sites;
    return sites.length === 1 && sites[0]!.builtin === prototype && !site.fields.has(ITERATOR_KEY) && isNever(site.others.type);
  });
  return isPlain ? kind : undefined;
}

function zero(variable: VariableId, { span }: Node): Statement {
  return { kind: 'let', variable, value: { kind: 'number', value: 0, span }, span };
}

/** The collection takes the iterator's place; of undefined and null the call still throws. */
function withCollection(value: Expression, { call, mayBeNullish }: CollectionLoop): Expression {
  const { span } = call;
  const iterable = (): Expression => ({ ...call.arguments[0]! });
  const collection: Expression = mayBeNullish
    ? {
        kind: 'conditional',
        test: isNullish(iterable),
        then: call,
        otherwise: iterable(),
        span,
      }
    : iterable();
  return value.kind === 'conditional' ? { ...value, otherwise: collection } : collection;
}

/** The next item, or the mark of the end, at which the cursor stays. */
function step({ iterator, cursor, isMap }: CollectionLoop, { span }: BuiltinCall): Expression {
  const get = (variable: VariableId): Expression => ({ kind: 'get', variable, span });
  const look = (name: string): Expression => ({ kind: 'intrinsic', name, arguments: [get(iterator), get(cursor.id)], span });
  const next: Expression = { kind: 'set', variable: cursor.id, value: look('mapNext'), span };
  const key = look('mapKeyAt');
  return {
    kind: 'block',
    body: [{ kind: 'expression', value: next, span }],
    value: {
      kind: 'conditional',
      test: { kind: 'binary', operator: '===', left: get(cursor.id), right: { kind: 'number', value: -1, span }, span },
      then: { kind: 'intrinsic', name: 'empty', arguments: [], span },
      otherwise: isMap ? { kind: 'array', elements: [key, look('mapValueAt')], span } : key,
      span,
    },
    span,
  };
}
