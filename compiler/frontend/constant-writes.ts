/**
 * Module-level constant arrays are laid out once in each block, so nothing may write them, by whatever name it knows them.
 * A flow-insensitive search for all values that may be, or contain, such an array.
 */
import type { Diagnostic } from '../diagnostic.js';
import {
  type Expression,
  type FunctionId,
  type IrProgram,
  type Span,
  type Statement,
  type VariableId,
  walkExpressions,
  walkStatements,
} from '../ir/index.js';
import { CODES } from './codes.js';
import { isReference } from './types.js';

export function refuseWrittenConstants(program: IrProgram): Diagnostic[] {
  if (program.globals.length === 0) return [];
  const variables = new Set<VariableId>(program.globals.map((global) => global.variable.id));
  const results = new Set<FunctionId>();
  const isConstant = (value: Expression): boolean => holdsConstant(value, variables, results);
  for (let before = -1; before !== variables.size + results.size; ) {
    before = variables.size + results.size;
    for (const fn of program.functions.values()) {
      walkStatements(fn.body, (statement) => {
        if ((statement.kind === 'let' || statement.kind === 'assign') && isConstant(statement.value)) {
          variables.add(statement.variable);
        }
        if (statement.kind === 'return' && statement.value && isConstant(statement.value)) results.add(fn.id);
      });
      walkExpressions(fn.body, (inner) => {
        if (inner.kind !== 'call') return;
        const { parameters } = program.functions.get(inner.callee)!;
        inner.arguments.forEach((argument, k) => {
          if (isConstant(argument)) variables.add(parameters[k]!);
        });
      });
    }
  }
  const found: Diagnostic[] = [];
  const report = (span: Span, message: string) => found.push(diagnostic(program, span, message));
  for (const fn of program.functions.values()) {
    walkStatements(fn.body, (statement) => reportStore(statement, isConstant, report));
    walkExpressions(fn.body, (inner) => {
      if (inner.kind !== 'intrinsic' || inner.name === 'slice') return;
      if (isConstant(inner.receiver)) report(inner.span, 'This changes a module-level constant array.');
      else if (inner.arguments.some(isConstant) && inner.name !== 'set') {
        report(inner.span, 'This puts a module-level constant array into another array.');
      }
    });
  }
  return found;
}

function reportStore(
  statement: Statement,
  isConstant: (value: Expression) => boolean,
  report: (span: Span, message: string) => void,
): void {
  if (statement.kind !== 'store') return;
  if (isConstant(statement.array)) report(statement.span, 'This changes a module-level constant array.');
  else if (isConstant(statement.value)) report(statement.span, 'This puts a module-level constant array into another array.');
}

function holdsConstant(value: Expression, variables: ReadonlySet<VariableId>, results: ReadonlySet<FunctionId>): boolean {
  if (!isReference(value.type)) return false;
  const inside = (inner: Expression): boolean => holdsConstant(inner, variables, results);
  switch (value.kind) {
    case 'variable':
      return variables.has(value.id);
    case 'call':
      return results.has(value.callee);
    case 'load':
      return inside(value.array);
    case 'field':
      return inside(value.record);
    case 'conditional':
      return inside(value.then) || inside(value.otherwise);
    case 'arrayLiteral':
      return value.elements.some(inside);
    case 'record':
      return value.values.some(inside);
    case 'newArray':
      return value.fill !== undefined && inside(value.fill);
    case 'intrinsic': {
      const copiesElements = value.name === 'slice' && value.type.kind === 'array' && !isReference(value.type.element);
      const copiesNumbers = value.name === 'slice' && value.type.kind === 'typed';
      return !copiesElements && !copiesNumbers && inside(value.receiver);
    }
    default:
      return false;
  }
}

function diagnostic(program: IrProgram, span: Span, message: string): Diagnostic {
  const text = program.sources.get(span.file) ?? '';
  const covered = text.slice(span.start, span.end).split('\n');
  const last = covered.at(-1)!;
  return {
    code: CODES.constantWritten,
    severity: 'error',
    message,
    file: span.file,
    line: span.line,
    column: span.column,
    endLine: span.line + covered.length - 1,
    endColumn: covered.length === 1 ? span.column + last.length : last.length + 1,
    hint: 'Copy it first, with slice: each block has a copy of its own, and no block sees what another wrote.',
  };
}
