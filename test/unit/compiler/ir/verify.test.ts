/** The verifier finds each kind of broken invariant, and nothing in programs that are whole. */
import { describe, expect, test } from 'vitest';
import { type Expression, InvariantError, type IrProgram, type Statement, verify } from '../../../../compiler/ir/index.js';
import {
  assign,
  BOOLEAN,
  binary,
  boolean,
  DOUBLES,
  declare,
  fn,
  functionId,
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

const sum = fn(
  'sum',
  [variable(0, DOUBLES)],
  NUMBER,
  [variable(1, NUMBER, true), variable(2, NUMBER, true)],
  [
    declare(1, number(0)),
    loop(0, {
      init: [declare(2, number(0))],
      test: binary(read(2), '<', { kind: 'length', of: read(0, DOUBLES), type: NUMBER, span: SPAN }, BOOLEAN),
      update: [assign(2, binary(read(2), '+', number(1)))],
      body: [assign(1, binary(read(1), '+', load(read(0, DOUBLES), read(2))))],
    }),
    returns(read(1)),
  ],
);

/** A function of no parameters whose body is to be looked at. */
const body = (...statements: Statement[]): IrProgram => program(fn('f', [], VOID, [], statements));
const value = (expression: Expression): IrProgram => body({ kind: 'expression', value: expression, span: SPAN });

test('accepts a whole program', () => {
  expect(() => verify(program(sum))).not.toThrow();
});

describe('refuses', () => {
  const broken: readonly [name: string, program: IrProgram, message: string][] = [
    ['a missing entry', { ...program(sum), entry: functionId('other') }, 'the entry function other is missing'],
    [
      'a function under another name',
      { ...program(sum), functions: new Map([[functionId('x'), sum]]), entry: functionId('x') },
      'sum is listed as x',
    ],
    ['a variable of two functions', program(sum, fn('g', [variable(0, NUMBER)], VOID, [], [])), 'belongs to sum and g'],
    ['a variable that is never declared', program(fn('f', [], VOID, [variable(3, NUMBER)], [])), 'variable 3 is never declared'],
    [
      'a variable that is declared twice',
      program(fn('f', [], VOID, [variable(3, NUMBER)], [declare(3, number(0)), declare(3, number(1))])),
      'declared twice',
    ],
    ['a variable that is not listed', body(declare(7, number(0))), 'declared but not listed'],
    [
      'a variable out of its scope',
      program(
        fn(
          'f',
          [],
          VOID,
          [variable(3, NUMBER)],
          [
            { kind: 'if', test: boolean(true), then: [declare(3, number(0))], otherwise: [], span: SPAN },
            { kind: 'expression', value: read(3), span: SPAN },
          ],
        ),
      ),
      'outside of its scope',
    ],
    [
      'an assignment of a constant',
      program(fn('f', [variable(3, NUMBER)], VOID, [], [assign(3, number(1))])),
      'assigned but not mutable',
    ],
    [
      'an assignment of another type',
      program(fn('f', [variable(3, NUMBER, true)], VOID, [], [assign(3, boolean(true))])),
      'boolean where number is needed',
    ],
    [
      'a declaration of another type',
      program(fn('f', [], VOID, [variable(3, STRING)], [declare(3, number(1))])),
      'number where string is needed',
    ],
    [
      'a condition that is no boolean',
      body({ kind: 'if', test: number(1), then: [], otherwise: [], span: SPAN }),
      'number where boolean is needed',
    ],
    ['a break of a loop that is not around', body({ kind: 'break', loop: loopId(5), span: SPAN }), 'break of loop 5'],
    [
      'a continue in the update of its loop',
      body(loop(5, { update: [{ kind: 'continue', loop: loopId(5), span: SPAN }] })),
      'continue of loop 5',
    ],
    ['a loop that stands twice', body(loop(5, {}), loop(5, {})), 'loop 5 stands twice'],
    ['a return of another type', body(returns(number(1))), 'return of another type'],
    [
      'a store into a number',
      body({ kind: 'store', array: number(1), index: number(0), value: number(0), span: SPAN }),
      'a number is indexed',
    ],
    [
      'a store of another type',
      program(
        fn(
          'f',
          [variable(0, NUMBERS)],
          VOID,
          [],
          [{ kind: 'store', array: read(0, NUMBERS), index: number(0), value: text('x'), span: SPAN }],
        ),
      ),
      'string where number is needed',
    ],
    ['an operand of another type', value(binary(number(1), '+', boolean(true))), 'boolean where number is needed'],
    ['an order of booleans', value(binary(boolean(true), '<', boolean(true), BOOLEAN)), '< on boolean'],
    ['a comparison that gives a number', value(binary(number(1), '<', number(2))), 'not boolean'],
    [
      'a call of an unknown function',
      value({ kind: 'call', callee: functionId('g'), arguments: [], type: VOID, span: SPAN }),
      'call of the unknown g',
    ],
    [
      'a call with a missing argument',
      program(
        fn(
          'f',
          [],
          VOID,
          [],
          [
            {
              kind: 'expression',
              value: { kind: 'call', callee: functionId('sum'), arguments: [], type: NUMBER, span: SPAN },
              span: SPAN,
            },
          ],
        ),
        sum,
      ),
      'wrong number of arguments',
    ],
    [
      'a call without a value as an operand',
      program(
        fn(
          'f',
          [],
          VOID,
          [],
          [
            {
              kind: 'expression',
              value: {
                kind: 'unary',
                operator: '-',
                operand: { kind: 'call', callee: functionId('g'), arguments: [], type: VOID, span: SPAN },
                type: NUMBER,
                span: SPAN,
              },
              span: SPAN,
            },
          ],
        ),
        fn('g', [], VOID, [], []),
      ),
      'a void operand of unary',
    ],
    [
      'an array without a value to fill it',
      value({ kind: 'newArray', length: number(1), type: NUMBERS, span: SPAN }),
      'without a value to fill it',
    ],
    [
      'an empty record',
      value({ kind: 'record', values: [], type: { kind: 'tuple', elements: [] }, span: SPAN }),
      'wrong number of values',
    ],
    [
      'a field that does not exist',
      value({ kind: 'field', record: number(1), index: 0, type: NUMBER, span: SPAN }),
      'a field that does not exist',
    ],
    [
      'a push onto a typed array',
      program(
        fn(
          'f',
          [variable(0, DOUBLES)],
          VOID,
          [],
          [
            {
              kind: 'expression',
              value: {
                kind: 'intrinsic',
                name: 'push',
                receiver: read(0, DOUBLES),
                arguments: [number(1)],
                type: NUMBER,
                span: SPAN,
              },
              span: SPAN,
            },
          ],
        ),
      ),
      'push on a typed array',
    ],
    [
      'a push of nothing',
      program(
        fn(
          'f',
          [variable(0, NUMBERS)],
          VOID,
          [],
          [
            {
              kind: 'expression',
              value: { kind: 'intrinsic', name: 'push', receiver: read(0, NUMBERS), arguments: [], type: NUMBER, span: SPAN },
              span: SPAN,
            },
          ],
        ),
      ),
      'push with 0 arguments',
    ],
    ['the length of a number', value({ kind: 'length', of: number(1), type: NUMBER, span: SPAN }), 'length of a number'],
  ];

  test.each(broken)('%s', (_, whole, message) => {
    expect(() => verify(whole)).toThrow(InvariantError);
    expect(() => verify(whole)).toThrow(message);
  });
});
