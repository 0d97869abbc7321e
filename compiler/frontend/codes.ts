/** Stable codes of the frontend's diagnostics, and the error by which a part of the frontend refuses a node. */
import type ts from 'typescript';

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
} as const;

export type CodeName = keyof typeof CODES;

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
