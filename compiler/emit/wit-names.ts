/** Names in WIT: lower-case words joined by hyphens, and the record types of one world. */
import { type WitType, witText } from './wit-types.js';

type RecordType = Extract<WitType, { kind: 'record' }>;

/** A name of TypeScript as WIT writes it: `energyBefore` is `energy-before`. */
export function kebab(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  // A word starts with a letter; a number goes to the word before it.
  const joined = words.reduce((text, word) => (text !== '' && /^[a-z]/.test(word) ? `${text}-${word}` : `${text}${word}`), '');
  return /^[a-z]/.test(joined) ? joined : `x${joined}`;
}

/** Words that WIT uses itself are marked. */
export function escaped(name: string): string {
  return KEYWORDS.has(name) ? `%${name}` : name;
}

/** Names that are unique within a list: later ones get a number. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const base = kebab(name);
    let candidate = base;
    for (let k = 2; taken.has(candidate); k++) candidate = `${base}-n${k}`;
    taken.add(candidate);
    return candidate;
  });
}

/** The record types of a world, each written once. */
export class WitNames {
  private readonly records = new Map<string, RecordType>();
  private readonly taken = new Set<string>(['run', 'math', 'trap']);

  record(hint: string, fields: readonly { readonly name: string; readonly type: WitType }[]): RecordType {
    const names = uniqueNames(fields.map((field) => field.name));
    const named = fields.map((field, k) => ({ name: names[k]!, type: field.type }));
    const key = named.map((field) => `${field.name}: ${witText(field.type)}`).join();
    let record = this.records.get(key);
    if (!record) {
      const base = kebab(hint);
      let name = base;
      for (let k = 2; this.taken.has(name) || KEYWORDS.has(name); k++) name = `${base}-n${k}`;
      this.taken.add(name);
      record = { kind: 'record', name, fields: named };
      this.records.set(key, record);
    }
    return record;
  }

  /** Definitions of all records, in an order in which each is defined before it is used. */
  definitions(): string[] {
    return [...this.records.values()].flatMap(({ name, fields }) => [
      `record ${name} {`,
      ...fields.map((field) => `  ${escaped(field.name)}: ${witText(field.type)},`),
      '}',
    ]);
  }
}

const KEYWORDS = new Set(
  (
    'as async bool borrow char constructor enum error-context export f32 f64 flags from func future import include interface list map ' +
    'option own package record resource result s16 s32 s64 s8 static stream string tuple type u16 u32 u64 u8 use variant with world'
  ).split(' '),
);
