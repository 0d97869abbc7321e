/** Small programs of the IR, put together by hand. */
import type {
  Expression,
  FunctionId,
  IrFunction,
  IrProgram,
  LoopId,
  Span,
  Statement,
  Type,
  Variable,
  VariableId,
} from '../../../../compiler/ir/index.js';

export const SPAN: Span = { file: 'f.ts', line: 1, column: 1, start: 0, end: 1 };
export const NUMBER: Type = { kind: 'number' };
export const BOOLEAN: Type = { kind: 'boolean' };
export const STRING: Type = { kind: 'string' };
export const VOID: Type = { kind: 'void' };
export const NUMBERS: Type = { kind: 'array', element: NUMBER };
export const DOUBLES: Type = { kind: 'typed', element: 'f64' };

export const id = (n: number) => n as VariableId;
export const loopId = (n: number) => n as LoopId;
export const functionId = (name: string) => name as FunctionId;

export const number = (value: number): Expression => ({ kind: 'number', value, type: NUMBER, span: SPAN });
export const boolean = (value: boolean): Expression => ({ kind: 'boolean', value, type: BOOLEAN, span: SPAN });
export const text = (value: string): Expression => ({ kind: 'string', value, type: STRING, span: SPAN });
export const read = (n: number, type: Type = NUMBER): Expression => ({ kind: 'variable', id: id(n), type, span: SPAN });

export const binary = (
  left: Expression,
  operator: Extract<Expression, { kind: 'binary' }>['operator'],
  right: Expression,
  type: Type = NUMBER,
): Expression => ({ kind: 'binary', operator, left, right, type, span: SPAN });

export const load = (array: Expression, index: Expression, type: Type = NUMBER): Expression => ({
  kind: 'load',
  array,
  index,
  type,
  span: SPAN,
});

export const declare = (n: number, value: Expression): Statement => ({ kind: 'let', variable: id(n), value, span: SPAN });
export const assign = (n: number, value: Expression): Statement => ({ kind: 'assign', variable: id(n), value, span: SPAN });
export const returns = (value?: Expression): Statement => ({ kind: 'return', ...(value ? { value } : {}), span: SPAN });

export const loop = (
  n: number,
  parts: Partial<Pick<Extract<Statement, { kind: 'loop' }>, 'init' | 'test' | 'update' | 'body'>>,
): Statement => ({ kind: 'loop', id: loopId(n), init: [], test: boolean(true), update: [], body: [], ...parts, span: SPAN });

export const variable = (n: number, type: Type, mutable = false): Variable => ({
  id: id(n),
  name: `v${n}`,
  type,
  mutable,
  span: SPAN,
});

export function fn(
  name: string,
  parameters: readonly Variable[],
  returnType: Type,
  locals: readonly Variable[],
  body: readonly Statement[],
): IrFunction {
  return {
    id: functionId(name),
    name,
    parameters: parameters.map((parameter) => parameter.id),
    returns: returnType,
    variables: new Map([...parameters, ...locals].map((one) => [one.id, one])),
    body,
    span: SPAN,
  };
}

export const program = (...functions: readonly IrFunction[]): IrProgram => ({
  entry: functions[0]!.id,
  functions: new Map(functions.map((one) => [one.id, one])),
  globals: [],
  sources: new Map([['f.ts', 'x']]),
});
