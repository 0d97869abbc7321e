/** Properties of built-in objects that are no functions. */
import { BUILTIN_CONSTANTS } from '../builtins/constants.js';
import type { BuiltinProperty, PropertyKey, WellKnownSymbol } from '../core/types.js';

export interface ConstantProperty {
  readonly object: string;
  readonly property: BuiltinProperty;
}

export function constantProperties(): ConstantProperty[] {
  return Object.entries(BUILTIN_CONSTANTS).map(([name, value]) => {
    const end = name.lastIndexOf('.');
    const text = name.slice(end + 1);
    const key: PropertyKey = text.startsWith('@@') ? { symbol: text.slice(2) as WellKnownSymbol } : text;
    return { object: name.slice(0, end), property: { kind: 'constant', key, value } };
  });
}
