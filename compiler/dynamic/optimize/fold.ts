/** Leaves out what inference has shown never to happen, and tests whose outcome is known. */

import { INTRINSICS } from '../core/intrinsics.js';
import type { Expression, Statement } from '../core/types.js';
import type { DetailedInference } from '../inference/index.js';
import { isNever, isNumber, KIND } from '../inference/types.js';
import { isEffectFree } from './inline.js';
import type { Node } from './rewrite.js';

/** Intrinsics that only look at memory. */
const LOOKING = new Set([
  'isPlainArray',
  'isIndexed',
  'hasElement',
  'isEmpty',
  'arrayLength',
  'typedLength',
  'wrapperValue',
  'empty',
  'mapSize',
  'mapHas',
  'setHas',
]);

/** Evaluating it can't be seen: it may be left out when nobody wants its value. */
export function isDroppable(expression: Expression): boolean {
  if (isEffectFree(expression)) return true;
  if (expression.kind === 'intrinsic') {
    return (
      (INTRINSICS[expression.name]?.isPure === true || LOOKING.has(expression.name)) && expression.arguments.every(isDroppable)
    );
  }
  if (expression.kind === 'unary')
    return (expression.operator === '!' || expression.operator === 'typeof') && isDroppable(expression.operand);
  if (expression.kind === 'binary')
    return (
      (expression.operator === '===' ||
        expression.operator === '!==' ||
        (expression.left.kind === 'number' && expression.right.kind === 'number')) &&
      isDroppable(expression.left) &&
      isDroppable(expression.right)
    );
  if (expression.kind === 'logical') return isDroppable(expression.left) && isDroppable(expression.right);
  return false;
}

function effectOf(expression: Expression): Statement[] {
  return isDroppable(expression) ? [] : [{ kind: 'expression', value: expression, span: expression.span }];
}

function afterEffect(effect: Expression, value: Expression): Expression {
  return isDroppable(effect) ? value : { kind: 'block', body: effectOf(effect), value, span: value.span };
}

/** A node that needs less, given what is known of the original: inner nodes have been rebuilt already. */
export function foldNode(original: Node, node: Node, inference: DetailedInference): Node | readonly Statement[] {
  switch (node.kind) {
    case 'if': {
      const outcome = inference.outcomeOf((original as typeof node).test);
      if (outcome === 'always true') return [...effectOf(node.test), ...node.then];
      if (outcome === 'always false') return [...effectOf(node.test), ...node.otherwise];
      return node;
    }
    case 'conditional': {
      const outcome = inference.outcomeOf((original as typeof node).test);
      if (outcome === 'always true') return afterEffect(node.test, node.then);
      if (outcome === 'always false') return afterEffect(node.test, node.otherwise);
      return node;
    }
    case 'expression':
      if (node.value.kind === 'block') return [...node.value.body, ...effectOf(node.value.value)];
      return isDroppable(node.value) ? [] : node;
    case 'block':
      return 'value' in node && node.body.length === 0 ? node.value : node;
    case 'let':
    case 'return':
      if (node.value.kind !== 'block') return node;
      return [...node.value.body, { ...node, value: node.value.value }];
    case 'logical': {
      if (node.operator === '??') return node;
      const outcome = inference.outcomeOf((original as typeof node).left);
      const goesOn = node.operator === '&&' ? 'always true' : 'always false';
      return outcome === goesOn ? afterEffect(node.left, node.right) : node;
    }
    case 'callBuiltin': {
      // ToNumeric of a number, ToString of a string.
      const [argument] = node.arguments;
      if (!argument || node.arguments.length !== 1) return node;
      const type = inference.typeOf((original as typeof node).arguments[0]!);
      if (isNever(type)) return node;
      if ((node.function === 'Operators$toNumeric' || node.function === 'Operators$toNumber') && isNumber(type)) return argument;
      if (node.function === 'Operators$toText' && type.kinds === KIND.string) return argument;
      return node;
    }
    default:
      return node;
  }
}

/** What comes behind these is never reached. */
const LEAVING = new Set(['break', 'continue', 'return', 'throw']);

/** As rewrite, with each node as it was before its inner nodes changed. */
export function rewriteOriginal<T>(root: T, replace: (original: Node, node: Node) => Node | readonly Statement[]): T {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      let isChanged = false;
      const items: unknown[] = [];
      for (const item of value) {
        const made = visit(item);
        if (made !== item) isChanged = true;
        if (Array.isArray(made) && !Array.isArray(item)) items.push(...made);
        else items.push(made);
      }
      const end = items.findIndex((item) => LEAVING.has((item as { kind?: string } | null)?.kind ?? ''));
      if (end >= 0 && end < items.length - 1) return items.slice(0, end + 1);
      return isChanged ? items : value;
    }
    if (typeof value !== 'object' || value === null) return value;
    let copy: Record<string, unknown> | undefined;
    for (const name in value) {
      if (name === 'span') continue;
      const child = (value as Record<string, unknown>)[name];
      if (typeof child !== 'object' || child === null) continue;
      const made = visit(child);
      if (made === child) continue;
      copy ??= { ...(value as object) };
      copy[name] = made;
    }
    const node = copy ?? value;
    return 'kind' in node && 'span' in node ? replace(value as Node, node as Node) : node;
  };
  return visit(root) as T;
}
