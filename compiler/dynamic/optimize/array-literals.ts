/**
 * Arrays that never leave the variable that holds them, such as the rest parameter of an inlined built-in: their length is known, and when
 * only known elements of them are read there need be no array at all.
 */
import type { CoreFunction, Expression, Statement, Variable, VariableId } from '../core/types.js';
import type { Draft } from './draft.js';
import { rewrite, walk } from './rewrite.js';

type ArrayLiteral = Extract<Expression, { kind: 'array' }>;

/** How a variable with an array is used. */
interface Uses {
  readonly array: ArrayLiteral;
  /** Reads of the length and of elements with constant indices. */
  known: number;
  /** Uses that leave the array as it is: the items of push. */
  harmless: number;
  all: number;
}

const isIndexOf = (array: ArrayLiteral, key: Expression): boolean =>
  key.kind === 'number' && Number.isInteger(key.value) && key.value >= 0 && key.value < array.elements.length;

function isLengthOf(node: Expression | Statement): VariableId | undefined {
  if (node.kind === 'intrinsic' && node.name === 'arrayLength' && node.arguments[0]?.kind === 'get')
    return node.arguments[0].variable;
  if (node.kind === 'property' && node.key === 'length' && node.object.kind === 'get') return node.object.variable;
  return undefined;
}

function usesOf(fn: CoreFunction): Map<VariableId, Uses> {
  const uses = new Map<VariableId, Uses>();
  walk(fn.body, (node) => {
    if (node.kind !== 'let' || node.value.kind !== 'array') return;
    const variable = fn.variables.get(node.variable);
    if (variable && !variable.isCaptured && !variable.isReassigned)
      uses.set(node.variable, { array: node.value, known: 0, harmless: 0, all: 0 });
  });
  if (uses.size === 0) return uses;
  walk(fn.body, (node) => {
    if (node.kind === 'get') {
      const found = uses.get(node.variable);
      if (found) found.all++;
    }
    const measured = isLengthOf(node);
    const length = measured === undefined ? undefined : uses.get(measured);
    if (length) length.known++;
    if (node.kind === 'element' && node.object.kind === 'get') {
      const found = uses.get(node.object.variable);
      if (found && isIndexOf(found.array, node.key)) found.known++;
    }
    if (
      node.kind === 'intrinsic' &&
      (node.name === 'arrayPushAll' || node.name === 'arrayUnshiftAll') &&
      node.arguments[1]?.kind === 'get'
    ) {
      const found = uses.get(node.arguments[1].variable);
      if (found) found.harmless++;
    }
  });
  return uses;
}

export function withoutArrayLiterals(draft: Draft, fn: CoreFunction): CoreFunction {
  const uses = usesOf(fn);
  const unchanged = new Map([...uses].filter(([, use]) => use.known > 0 && use.known + use.harmless === use.all));
  if (unchanged.size === 0) return fn;
  /** Variables for the elements of arrays that go away. */
  const parts = new Map<VariableId, readonly Variable[]>();
  for (const [id, use] of unchanged) {
    if (use.harmless === 0)
      parts.set(
        id,
        use.array.elements.map((_, index) => draft.variable(`${fn.variables.get(id)!.name}${index}`, false)),
      );
  }
  const body = rewrite(fn.body, (node) => {
    const { span } = node;
    const measured = isLengthOf(node);
    const length = measured === undefined ? undefined : unchanged.get(measured);
    if (length) return { kind: 'number', value: length.array.elements.length, span };
    if (node.kind === 'element' && node.object.kind === 'get' && node.key.kind === 'number') {
      const part = parts.get(node.object.variable)?.[node.key.value];
      return part ? { kind: 'get', variable: part.id, span } : node;
    }
    if (node.kind === 'let' && node.value.kind === 'array') {
      const made = parts.get(node.variable);
      const { elements } = node.value;
      if (made) return made.map((part, index): Statement => ({ kind: 'let', variable: part.id, value: elements[index]!, span }));
    }
    return node;
  });
  const variables = new Map(fn.variables);
  for (const made of parts.values()) for (const part of made) variables.set(part.id, part);
  return { ...fn, body, variables };
}
