/** Properties by a key that may be known: those of a known name are `property`, all others `element`. */
import type { Expression } from '../core/types.js';
import { element, property } from './make.js';

/** `object[key]`, or `object.key` where the key is known and no index. */
export function access(object: Expression, key: Expression, span: Expression['span']): Expression {
  if (key.kind !== 'string' || isIndex(key.value)) return element(span, object, key);
  if (key.value === '__proto__') return element(span, object, key);
  return property(span, object, key.value);
}

export function isIndex(key: string): boolean {
  return String(Number(key) >>> 0) === key;
}

export function setMember(object: Expression, key: Expression, value: Expression, span: Expression['span']): Expression {
  if (key.kind === 'string' && key.value !== '__proto__' && !isIndex(key.value)) {
    return { kind: 'setProperty', object, key: key.value, value, span };
  }
  return { kind: 'setElement', object, key, value, span };
}
