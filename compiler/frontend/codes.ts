/** Stable codes of the frontend's diagnostics, and the error by which a part of the frontend refuses a node. */
import type ts from '#typescript';

export const CODES = {
  /** What TypeScript itself reports. */
  typescript: 'SHOAL1001',
  fileNotFound: 'SHOAL1002',
  functionNotFound: 'SHOAL1003',
  nothingExported: 'SHOAL1004',
  severalExported: 'SHOAL1005',
  checksSuppressed: 'SHOAL1006',
  unsupportedType: 'SHOAL1010',
  untyped: 'SHOAL1011',
  unsupportedStatement: 'SHOAL1012',
  unsupportedExpression: 'SHOAL1013',
  unsupportedOperator: 'SHOAL1014',
  unsupportedCall: 'SHOAL1015',
  closure: 'SHOAL1016',
  moduleState: 'SHOAL1017',
  shapeMismatch: 'SHOAL1018',
  stringBuilding: 'SHOAL1019',
  hostOrChance: 'SHOAL1020',
  unsupportedImport: 'SHOAL1021',
  constantWritten: 'SHOAL1022',
  recordWritten: 'SHOAL1023',
  arrayConstruction: 'SHOAL1024',
  unsupportedSwitch: 'SHOAL1025',
  unsupportedPattern: 'SHOAL1026',
  unsupportedParameter: 'SHOAL1027',
  asynchronous: 'SHOAL1028',
  identity: 'SHOAL1029',
  exceptions: 'SHOAL1030',
  nullish: 'SHOAL1031',
  nestedTooDeeply: 'SHOAL1032',
  unknownHint: 'SHOAL1033',
} as const;

export type CodeName = keyof typeof CODES;

/** The hint of a refusal that says nothing more precise; docs/errors.md tells more. */
export const ADVICE: Readonly<Record<CodeName, string>> = {
  typescript: 'Repair what TypeScript reports first.',
  fileNotFound: 'Give the path of a TypeScript file.',
  functionNotFound: 'Give the name of a function that the file exports.',
  nothingExported: "Put 'export' before the function to be compiled.",
  severalExported: 'Say which function is meant.',
  checksSuppressed: 'Remove the comment, and repair what TypeScript reports.',
  unsupportedType: 'Use numbers, booleans, strings, arrays, typed arrays, tuples, and objects with fixed fields of these.',
  untyped: 'Write the type: the compiler must know exactly what a value is.',
  unsupportedStatement: 'Use if, while, for, for-of, switch, return and throw; declare functions, enums and classes elsewhere.',
  unsupportedExpression: 'Write it with simpler operations, one step at a time.',
  unsupportedOperator: 'Use arithmetic, bitwise and comparison operators on numbers, and logical ones on booleans.',
  unsupportedCall: 'Call functions of this file and of imported local files, Math, and push, pop, slice, fill and set of arrays.',
  closure: 'Declare the function at the top level of the file and call it by its name.',
  moduleState: 'Keep nothing but functions, types and constants at the top level of a file.',
  shapeMismatch: 'Give both the same type, with the same fields in the same order.',
  stringBuilding: 'Work on character codes, and build texts outside of the compiled function.',
  hostOrChance: 'Pass as an argument what differs between machines and runs.',
  unsupportedImport: 'Import local TypeScript files only.',
  constantWritten: 'Copy the array first, with slice.',
  recordWritten: 'Make a new one with the changed field, or keep each field in an array of its own.',
  arrayConstruction: 'Start from [] and push, or write `new Array<number>(n).fill(0)`.',
  unsupportedSwitch: 'Use `if` and `else if`.',
  unsupportedPattern: 'Take the value apart step by step: `const x = p.x;`.',
  unsupportedParameter: 'Take plain parameters with a type; a default value is a literal.',
  asynchronous: 'Write a plain function: it computes its result from its arguments alone.',
  identity: 'Compare numbers, strings or booleans inside of the values.',
  exceptions: "Write `throw new Error('what is wrong')`, and test for problems before they happen.",
  nestedTooDeeply: 'Split long expressions and deep nests of blocks into functions.',
  unknownHint: 'Write `@shoal sequential` or `@shoal parallel` in the comment before a loop or a function.',
  nullish: 'Every value must be present: use a number such as -1 or NaN for "none".',
};

/** Thrown where a node can't be translated; caught at the enclosing statement, so that one run reports several problems. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly node: ts.Node,
    readonly code: CodeName,
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

/** The follow-up of a problem that has been reported already, such as the use of a variable whose declaration was refused. */
export class FollowUp extends Refusal {}

export function refuse(node: ts.Node, code: CodeName, message: string, hint?: string): never {
  throw new Refusal(node, code, message, hint);
}
