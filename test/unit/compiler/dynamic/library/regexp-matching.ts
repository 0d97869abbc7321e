/** Patterns compiled by the built-ins' compiler and run by the library's matcher, beside Node's own. */
import { compilePattern } from '../../../../../compiler/dynamic/builtins/regexp-compiler.js';
import { closeCase, propertySet } from '../../../../../compiler/dynamic/unicode-sets.js';
import { LibraryInstance } from './library-instance.js';

const TABLES = { closeCase, property: propertySet };
let library = new LibraryInstance();
let uses = 0;

/** Steps of regexpContinue that a match may take: patterns that need more say nothing. */
const MOST_CALLS = 30;

/** Where each capture is, as text; or what went wrong. */
export function shoalMatch(source: string, flags: string, text: string, from: number): string {
  let units: number[];
  try {
    units = compilePattern(source, flags, TABLES);
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  // Nothing is ever freed.
  if (++uses % 2000 === 0) library = new LibraryInstance();
  const { call } = library;
  const program = library.string(String.fromCharCode(...units));
  let state = call.regexpStart!(program, library.string(text), from, flags.includes('y') ? 1 : 0) as number;
  for (let calls = 0; state === 2; calls++) {
    if (calls > MOST_CALLS) return 'unfinished';
    state = call.regexpContinue!() as number;
  }
  if (state === 3) return library.takeError() ?? 'no error';
  if (state === 0) return 'null';
  const groups = call.regexpGroups!(program) as number;
  return JSON.stringify(
    Array.from({ length: groups }, (_, k) => {
      const [start, end] = [call.regexpIndex!(2 * k), call.regexpIndex!(2 * k + 1)];
      return start < 0 || end < 0 ? null : [start, end];
    }),
  );
}

export function nodeMatch(source: string, flags: string, text: string, from: number): string {
  try {
    const pattern = new RegExp(source, `${flags}d${flags.includes('y') ? '' : 'g'}`);
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    return match ? JSON.stringify([...match.indices!].map((one) => one ?? null)) : 'null';
  } catch (error) {
    const { name, message } = error as Error;
    return `${name}: ${message.replace(/(\/[a-z]*): /, () => `/${flags}: `)}`;
  }
}
