/** Intrinsics on regular expressions over Node's own: a program is the flags and the source. */

import { REGEXP_FLAG_LETTERS } from '../../../../compiler/dynamic/layout.js';
import { closeCase, decodeSet, encodeSet, propertySet } from '../../../../compiler/dynamic/unicode-sets.js';

// biome-ignore lint/suspicious/noExplicitAny: any value of JavaScript
type Value = any;

let newest: RegExpExecArray | null = null;

function patternOf(program: string, more = ''): RegExp {
  const [, flags, source] = /^(\w*)\/(.*)$/s.exec(program)!;
  return new RegExp(source!, [...new Set(`${flags!.replace(/[gy]/g, '')}${more}`)].join(''));
}

function namesOf(program: string): [name: string, group: number][] {
  const empty = patternOf(`${program}|`, 'd').exec('')!;
  const marked = Object.keys(empty.groups ?? {});
  // Groups with names, in their order: the k-th opening parenthesis that captures.
  const opening = [...program.matchAll(/\\.|\[(?:\\.|[^\]])*\]|\((?!\?)|\(\?<(?![=!])([^>]*)>/gs)].filter(
    ([text]) => text[0] === '(',
  );
  return marked.map((name) => [name, opening.findIndex((one) => one[1] === name) + 1]);
}

const flagsText = (bits: number) => [...REGEXP_FLAG_LETTERS].filter((_, k) => (bits & (1 << k)) !== 0).join('');

export const REGEXPS: Record<string, (...values: Value[]) => Value> = {
  regexpStart: (program: string, text: string, from: number, isSticky: boolean) => {
    const pattern = patternOf(program, isSticky ? 'dy' : 'dg');
    pattern.lastIndex = from;
    newest = pattern.exec(text);
    return newest ? 1 : 0;
  },
  regexpContinue: () => 0,
  regexpIndex: (register: number) => newest!.indices![register >> 1]?.[register & 1] ?? -1,
  regexpGroups: (program: string) => patternOf(`${program}|`).exec('')!.length,
  regexpNames: (program: string) => namesOf(program).length,
  regexpNamedGroup: (program: string, index: number) => namesOf(program)[index]![1],
  regexpName: (program: string, index: number) => namesOf(program)[index]![0],
  regexpCaptures: () => [...newest!],
  regexpResult: () => Object.assign([...newest!], { index: newest!.index, input: newest!.input, groups: undefined }),
  closeCase: (set: string, unicode: boolean) => encodeSet(closeCase(decodeSet(set), unicode)),
  unicodeProperty: (name: string) => encodeSet(propertySet(name) ?? []),
  isRegExp: (value) => value instanceof RegExp,
  isPlainRegExp: (value) =>
    value instanceof RegExp && Object.getPrototypeOf(value) === RegExp.prototype && Reflect.ownKeys(value).length === 1,
  newRegExp: (source: string, flags: number) => new RegExp(source, flagsText(flags)),
  regexpInitialise: (value: RegExp, source: string, flags: number) => value.compile(source, flagsText(flags)),
  regexpProgram: (value: RegExp) => `${value.flags}/${value.source}`,
  regexpSource: (value: RegExp) => value.source,
  regexpFlags: (value: RegExp) => [...value.flags].reduce((bits, flag) => bits | (1 << REGEXP_FLAG_LETTERS.indexOf(flag)), 0),
};
