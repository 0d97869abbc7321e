/** What the JSON forms of values share: see json.ts and graph-json.ts. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A JSON document that stands for no value; `path` says where, such as `$[0].points[3]`. */
export class JsonValueError extends Error {
  override readonly name = 'JsonValueError';
  constructor(
    readonly path: string,
    message: string,
  ) {
    super(message);
  }
}

export const SPECIAL_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-0', -0],
]);

/** Numbers too special for JSON under the name they have there. */
export function specialNumberName(value: number): string | undefined {
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? undefined : String(value);
}
