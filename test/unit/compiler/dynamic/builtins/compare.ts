/** Comparison of a built-in with Node's own: what it gives or throws, what it did to its receiver and how it called back. */
import { inspect } from 'node:util';
import { expect } from 'vitest';
import { callBuiltin } from './load.js';

// biome-ignore lint/suspicious/noExplicitAny: any value of JavaScript
type Value = any;

/** A fresh receiver and fresh arguments; `log` takes what callbacks were called with. */
export type Case = (log: (...seen: Value[]) => void) => { receiver: Value; list: Value[] };

export function describeValue(value: Value): string {
  return inspect(value, { depth: 12, maxArrayLength: null, maxStringLength: null, compact: 20, breakLength: 200 });
}

/** What happened, as text. */
export function outcomeOf(run: () => Value): string {
  try {
    return `gives ${describeValue(run())}`;
  } catch (error) {
    return `throws ${error instanceof Error ? `${error.name}: ${error.message}` : describeValue(error)}`;
  }
}

function observe(make: Case, run: (receiver: Value, list: Value[]) => Value): string[] {
  const seen: string[] = [];
  const { receiver, list } = make((...values) => seen.push(describeValue(values)));
  const outcome = outcomeOf(() => {
    const result = run(receiver, list);
    return result === receiver && typeof receiver === 'object' ? ['the receiver', result] : result;
  });
  return [outcome, describeValue(receiver), ...seen];
}

/** `Array$prototype$map` against `Array.prototype.map`. */
export function compareBuiltin(name: string, native: Value, make: Case): void {
  const ours = observe(make, (receiver, list) => callBuiltin(name, receiver, ...list));
  const nodes = observe(make, (receiver, list) => Reflect.apply(native, receiver, list));
  expect(ours, name).toEqual(nodes);
}
