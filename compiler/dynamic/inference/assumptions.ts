/**
 * What may be taken for granted of the entry's arguments because the host checks it at the border: it refuses a run whose arguments differ.
 * An object that can be reached by two paths must have the same assumed type on both (else the host refuses too).
 */
export type AssumedType =
  | { readonly kind: 'number' | 'boolean' | 'string' | 'bigint' | 'undefined' | 'null' | 'any' }
  /** By ELEMENT_KIND of the layout. */
  | { readonly kind: 'typedArray'; readonly element: number }
  /** Dense, with the prototype Array.prototype and no other properties. */
  | { readonly kind: 'array'; readonly element: AssumedType }
  /** A plain object with exactly these own properties, in any order. */
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, AssumedType>> }
  | { readonly kind: 'union'; readonly of: readonly AssumedType[] };
