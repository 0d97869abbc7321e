/** What the dynamic tier refuses, and how: a node that can't be translated ends the translation of the statement around it. */
import type ts from '#typescript';
import { CODES, type CodeName } from '../../frontend/codes.js';

/** Codes that only this tier reports; it shares the others with the static one. */
export const DYNAMIC_CODES = {
  regularExpression: 'SHOAL1040',
  codeFromText: 'SHOAL1041',
  reflection: 'SHOAL1042',
  missingBuiltin: 'SHOAL1043',
  builtinChanged: 'SHOAL1044',
  moduleForm: 'SHOAL1045',
} as const;

export type DynamicCodeName = keyof typeof DYNAMIC_CODES | CodeName;

const DYNAMIC_ADVICE: Partial<Record<DynamicCodeName, string>> = {
  regularExpression: 'Write a pattern that Node 20 takes, without flag v.',
  codeFromText: 'Write the code out: nothing can be compiled while a block runs.',
  reflection: 'Use plain objects, Map and Set.',
  missingBuiltin: 'Write it as a function of your own.',
  builtinChanged: 'Write a function instead of a method on a built-in object.',
  moduleForm: 'Use import and export.',
  hostOrChance: 'Pass as an argument what differs between machines and runs.',
  asynchronous: 'Write a plain function: it computes its result from its arguments alone.',
  unsupportedImport: 'Import TypeScript files or packages made of ES modules only.',
};

export function codeOf(name: DynamicCodeName): string {
  return name in DYNAMIC_CODES ? DYNAMIC_CODES[name as keyof typeof DYNAMIC_CODES] : CODES[name as CodeName];
}

export function adviceOf(name: DynamicCodeName): string | undefined {
  return DYNAMIC_ADVICE[name];
}

export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly node: ts.Node,
    readonly code: DynamicCodeName,
    message: string,
    readonly hint: string | undefined = adviceOf(code),
  ) {
    super(message);
  }
}

export function refuse(node: ts.Node, code: DynamicCodeName, message: string, hint?: string): never {
  throw new Refusal(node, code, message, hint);
}
