/** What is refused, with which code and where; and that nothing is refused which is not reached. */
import { expect, test } from 'vitest';
import { toCore } from '../../../../../compiler/dynamic/syntax/index.js';
import { type Files, refusals, withFiles } from './differential.js';

const inFunction = (code: string): Files => ({ 'main.ts': `export function run(x: any): any {\n${code}\n}` });

const REFUSED: Readonly<Record<string, readonly [Files, readonly string[]]>> = {
  'a pattern that is none': [inFunction('return /x{2,1}/.test(x);'), ['SHOAL1040@2:8']],
  'a pattern with flag v': [inFunction('return /x/v.test(x);'), ['SHOAL1040@2:8']],
  'what the newest match left behind': [inFunction('return /x/.test(x) && RegExp.$1;'), ['SHOAL1043@2:23']],
  eval: [inFunction('return eval("1");'), ['SHOAL1041@2:8']],
  'new Function': [inFunction('return new Function("return 1");'), ['SHOAL1041@2:8']],
  Proxy: [inFunction('return new Proxy(x, {});'), ['SHOAL1042@2:12']],
  'Math.random': [inFunction('return Math.random();'), ['SHOAL1020@2:8']],
  Date: [inFunction('return new Date();'), ['SHOAL1020@2:12']],
  console: [inFunction('console.log(x);\nreturn process.argv;'), ['SHOAL1020@2:1', 'SHOAL1020@3:8']],
  Promise: [inFunction('return new Promise(() => {});'), ['SHOAL1028@2:12']],
  'a change of a prototype': [inFunction('(Array.prototype as any).last = 1;'), ['SHOAL1044@2:1']],
  __proto__: [inFunction('return [x.__proto__, { __proto__: x }];'), ['SHOAL1042@2:11']],
  'a built-in that is missing': [inFunction('return x.compile("a");'), ['SHOAL1043@2:10']],
  'an async function that is not awaited': [
    { 'main.ts': 'async function f() { return 1; }\nexport function run() { return f(); }' },
    ['SHOAL1028@2:32'],
  ],
  'an async generator': [inFunction('async function* g() { yield 1; }\nreturn g();'), ['SHOAL1028@3:8']],
  decorators: [{ 'main.ts': 'const d: any = 0;\n@d class A {}\nexport const run = () => new A();' }, ['SHOAL1012@2:1']],
  'a module that is not there': [
    { 'main.ts': "import { f } from 'nowhere';\nexport const run = () => f();" },
    ['SHOAL1021@2:26'],
  ],
  'a name that is not exported': [
    { 'main.ts': "import { f } from './a.ts';\nexport const run = () => f();", 'a.ts': 'export const g = 1;' },
    ['SHOAL1021@2:26'],
  ],
  'code at the top level': [{ 'main.ts': 'console.log(1);\nexport const run = () => 1;' }, ['SHOAL1020@1:1']],
  'a syntax error': [{ 'main.ts': 'export function run( {' }, ['SHOAL1001@1:23']],
  'no function': [{ 'main.ts': 'const run = 1;' }, ['SHOAL1003@1:1']],
  'a method that is called': [
    { 'main.ts': 'class A { a() { return /x/v; } }\nexport const run = (x: A) => new A().a();' },
    ['SHOAL1040@1:24'],
  ],
  'several at once': [
    inFunction('const a = /x/v;\nconst b = new Date();\nreturn () => eval("1");'),
    ['SHOAL1040@2:11', 'SHOAL1020@3:15', 'SHOAL1041@4:14'],
  ],
};

test.each(Object.entries(REFUSED))('%s', (_, [files, expected]) => {
  expect(refusals(files, 'run')).toEqual(expected);
});

const TAKEN: Readonly<Record<string, Files>> = {
  'unused functions': {
    'main.ts': 'function bad() { return /x/v; }\nexport function other() { return bad(); }\nexport const run = () => 1;',
  },
  'unused methods': {
    'main.ts': 'class A { good() { return 1; } bad() { return /x/v; } }\nexport const run = () => new A().good();',
  },
  'unused members': { 'main.ts': 'const o = { good: () => 1, bad: () => new Date() };\nexport const run = () => o.good();' },
  'unused imports': { 'main.ts': "import fs from 'node:fs';\nexport const bad = () => fs;\nexport const run = () => 1;" },
  'names that shadow': inFunction('const Date = 1, console = { log: (x: any) => x }; return console.log(Date);'),
  'a method of the program with a missing built-in name': inFunction(
    'class A { match(x: any) { return x; } } return new A().match(x);',
  ),
  'typeof of what the host has': inFunction('return typeof process + typeof window;'),
};

test.each(Object.entries(TAKEN))('not: %s', (_, files) => {
  expect(refusals(files, 'run')).toEqual([]);
});

test('diagnostics say what, where and what to do', () => {
  const [found] = withFiles(inFunction('return /x/v;'), (entry) => toCore(entry)).diagnostics;
  expect(found).toMatchObject({
    message: "Flag 'v' of regular expressions is not supported.",
    hint: "Use flag 'u'.",
    line: 2,
    column: 8,
    endLine: 2,
    endColumn: 12,
  });
});

test('the choice of the entry', () => {
  const two = { 'main.ts': 'export function a() {}\nexport const b = (x: number, y = 1, ...z: string[]) => x;' };
  expect(refusals(two)).toEqual(['SHOAL1005@1:1']);
  expect(refusals(two, 'c')).toEqual(['SHOAL1003@1:1']);
  const result = withFiles(two, (entry) => toCore(entry, 'b'));
  expect(result.exported).toEqual(['a', 'b']);
  expect(result.parameters).toEqual([
    { name: 'x', type: 'number', isOptional: false, isRest: false },
    { name: 'y', isOptional: true, isRest: false },
    { name: 'z', type: 'string[]', isOptional: false, isRest: true },
  ]);
  expect(refusals({ 'main.ts': 'export const only = () => 1; export const other = 5;' })).toEqual([]);
});
