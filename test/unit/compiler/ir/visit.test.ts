/** Traversal of the IR. */
import { expect, test } from 'vitest';
import {
  assignedVariables,
  type Expression,
  jumpsTo,
  mapExpression,
  mapOperands,
  mapStatement,
  operandsOf,
  print,
  type Statement,
  variablesRead,
  walkExpression,
  walkExpressions,
  walkStatements,
} from '../../../../compiler/ir/index.js';
import {
  assign,
  BOOLEAN,
  binary,
  boolean,
  declare,
  fn,
  functionId,
  id,
  load,
  loop,
  loopId,
  NUMBER,
  NUMBERS,
  number,
  program,
  read,
  returns,
  SPAN,
  STRING,
  text,
  VOID,
  variable,
} from './programs.js';

/** One expression of each kind, with different operands. */
const EACH_KIND: readonly Expression[] = [
  number(1),
  boolean(true),
  text('x'),
  read(0),
  { kind: 'unary', operator: '-', operand: number(1), type: NUMBER, span: SPAN },
  binary(number(1), '+', number(2)),
  { kind: 'logical', operator: '&&', left: boolean(true), right: boolean(false), type: BOOLEAN, span: SPAN },
  { kind: 'conditional', test: boolean(true), then: number(1), otherwise: number(2), type: NUMBER, span: SPAN },
  { kind: 'math', name: 'Math.max', arguments: [number(1), number(2)], type: NUMBER, span: SPAN },
  { kind: 'call', callee: functionId('g'), arguments: [number(1), number(2), number(3), number(4)], type: NUMBER, span: SPAN },
  load(read(0, NUMBERS), number(1)),
  { kind: 'length', of: read(0, NUMBERS), type: NUMBER, span: SPAN },
  { kind: 'charCode', text: text('x'), index: number(1), type: NUMBER, span: SPAN },
  { kind: 'newArray', length: number(1), fill: number(2), type: NUMBERS, span: SPAN },
  { kind: 'newArray', length: number(1), type: { kind: 'typed', element: 'u8' }, span: SPAN },
  { kind: 'arrayLiteral', elements: [number(1), number(2)], type: NUMBERS, span: SPAN },
  { kind: 'record', values: [number(1), text('x')], type: { kind: 'tuple', elements: [NUMBER, STRING] }, span: SPAN },
  { kind: 'field', record: read(0, { kind: 'tuple', elements: [NUMBER] }), index: 0, type: NUMBER, span: SPAN },
  {
    kind: 'intrinsic',
    name: 'fill',
    receiver: read(0, NUMBERS),
    arguments: [number(1), number(2), number(3)],
    type: NUMBERS,
    span: SPAN,
  },
];

test.each(EACH_KIND.map((expression) => ({ kind: expression.kind, expression })))(
  'operands of $kind can be listed and replaced, each by its own',
  ({ expression }) => {
    const operands = operandsOf(expression);
    expect(mapOperands(expression, (operand) => operand)).toBe(expression);
    const renumbered = mapOperands(expression, (operand) => number(100 + operands.indexOf(operand)));
    expect(operandsOf(renumbered)).toEqual(operands.map((_, k) => number(100 + k)));
    expect({ ...renumbered, ...expression }).toEqual(expression);
  },
);

test('mapExpression sees operands before what holds them', () => {
  const seen: string[] = [];
  mapExpression(binary(load(read(0, NUMBERS), number(1)), '+', number(2)), (inner) => {
    seen.push(inner.kind);
    return inner;
  });
  expect(seen).toEqual(['variable', 'number', 'load', 'number', 'binary']);
});

test('a walk is outermost first and leaves out what the visitor does not want', () => {
  const seen: string[] = [];
  walkExpression(binary(load(read(0, NUMBERS), number(1)), '+', number(2)), (inner) => {
    seen.push(inner.kind);
    return inner.kind !== 'load';
  });
  expect(seen).toEqual(['binary', 'load', 'number']);
});

const NESTED: readonly Statement[] = [
  declare(1, number(1)),
  loop(0, {
    init: [declare(2, number(2))],
    test: binary(read(2), '<', number(3), BOOLEAN),
    update: [assign(2, number(4))],
    body: [
      {
        kind: 'if',
        test: boolean(true),
        then: [{ kind: 'store', array: read(0, NUMBERS), index: number(5), value: number(6), span: SPAN }],
        otherwise: [{ kind: 'break', loop: loopId(0), span: SPAN }],
        span: SPAN,
      },
      assign(1, number(7)),
    ],
  }),
  returns(read(1)),
];

test('walks reach every nested statement and expression', () => {
  const kinds: string[] = [];
  walkStatements(NESTED, (statement) => {
    kinds.push(statement.kind);
  });
  expect(kinds).toEqual(['let', 'loop', 'let', 'if', 'store', 'break', 'assign', 'assign', 'return']);
  const numbers: number[] = [];
  walkExpressions(NESTED, (inner) => {
    if (inner.kind === 'number') numbers.push(inner.value);
  });
  expect(numbers.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test('mapStatement changes every expression and keeps the shape', () => {
  const plusTen = NESTED.map((statement) =>
    mapStatement(statement, (expression) =>
      mapExpression(expression, (inner) => (inner.kind === 'number' ? { ...inner, value: inner.value + 10 } : inner)),
    ),
  );
  const numbers: number[] = [];
  walkExpressions(plusTen, (inner) => {
    if (inner.kind === 'number') numbers.push(inner.value);
  });
  expect(numbers.sort()).toEqual([11, 12, 13, 14, 15, 16, 17]);
});

test('variables that are assigned or read, and jumps', () => {
  expect([...assignedVariables(NESTED)].sort()).toEqual([id(1), id(2)]);
  expect([...variablesRead(binary(read(4), '*', load(read(0, NUMBERS), read(4))))].sort()).toEqual([id(0), id(4)]);
  expect(jumpsTo(NESTED, loopId(0))).toBe(true);
  expect(jumpsTo(NESTED, loopId(1))).toBe(false);
});

test('a program is printed with all its parts', () => {
  const locals = [variable(1, NUMBER, true), variable(2, NUMBER, true)];
  expect(
    print(
      program(
        fn('f', [variable(0, NUMBERS)], NUMBER, locals, NESTED),
        fn(
          'g',
          [],
          VOID,
          [],
          [
            { kind: 'throw', message: 'a "b"', span: SPAN },
            { kind: 'expression', value: number(-0), span: SPAN },
            {
              kind: 'expression',
              value: {
                kind: 'unary',
                operator: '-',
                operand: { kind: 'unary', operator: '-', operand: number(1), type: NUMBER, span: SPAN },
                type: NUMBER,
                span: SPAN,
              },
              span: SPAN,
            },
          ],
        ),
      ),
    ),
  ).toBe(`entry function f(v0#0: number[]): number {
  let v1#1 = 1
  loop 0 while (v2#2 < 3) {
  init:
    let v2#2 = 2
  update:
    v2#2 = 4
  body:
    if true {
      v0#0[5] = 6
    } else {
      break 0
    }
    v1#1 = 7
  }
  return v1#1
}

function g(): void {
  throw "a \\"b\\""
  -0
  -(-1)
}
`);
});
