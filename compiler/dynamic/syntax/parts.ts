/** Which file translates what. */
import { assign } from './assignments.js';
import { callWith } from './calls.js';
import { classDeclaration, classValue, fields } from './classes.js';
import type { Parts } from './context.js';
import { effects, expression, thisValue } from './expressions.js';
import { builtin, closure } from './functions.js';
import { bind } from './patterns.js';
import { statement, statements, topLevel } from './statements.js';

export const PARTS: Parts = {
  expression,
  effects,
  statement,
  statements,
  closure,
  classValue,
  classDeclaration,
  bind,
  assign,
  callWith,
  self: thisValue,
  fields,
  builtin,
  topLevel,
};
