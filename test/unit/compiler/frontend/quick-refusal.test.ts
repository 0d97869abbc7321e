import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examine, isCertainlyRefused } from '../../../../compiler/frontend/index.js';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'shoal-refusal-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function isRefused(text: string, functionName?: string): boolean {
  const file = path.join(directory, 'program.ts');
  writeFileSync(file, text);
  return isCertainlyRefused(file, functionName);
}

describe('is certain of', () => {
  test.each([
    ['a template', 'export function f(x: number) { return tag`x`; } function tag(x: any) { return x; }'],
    ['null', 'export function f(x: number) { return x > 0 ? x : null; }'],
    ['a Map', 'export function f() { return new Map().size; }'],
    ['a class of the file', 'class P { x = 1; } export function f() { return new P().x; }'],
    ['a generator', 'export function* f() { yield 1; }'],
    ['what is called', 'function g(x: any) { return typeof x; } export function f(x: number) { return g(x); }'],
    ['what a callback does', 'export function f(a: number[]) { return a.map((x) => { try { return x; } finally {} }); }'],
  ])('%s', (_, text) => expect(isRefused(text)).toBe(true));
});

describe('is not certain of', () => {
  test.each([
    ['types', 'export function f(x: number) { let y: typeof x = x; return y; }'],
    ['what is thrown', 'export function f(x: number) { if (x < 0) throw null; return x; }'],
    ['functions that are not called', 'function g() { return null; } export function f(x: number) { return x; }'],
    ['a choice of several', 'export function f() { return null; } export function g() { return null; }'],
    ['comments for the tier', '/** @shoal parallel */ export function f() { return null; }'],
  ])('%s', (_, text) => expect(isRefused(text)).toBe(false));

  test('a file that is not there', () => expect(isCertainlyRefused(path.join(directory, 'none.ts'), undefined)).toBe(false));

  test('anything that the tier takes', () => {
    const files = ['test/corpus', 'examples', 'benchmarks/polybench/kernels'].flatMap((folder) =>
      readdirSync(path.join(ROOT, folder))
        .filter((name) => name.endsWith('.ts'))
        .map((name) => path.join(ROOT, folder, name)),
    );
    expect(files.length).toBeGreaterThan(40);
    const wrong = files.flatMap((file) =>
      examine(file)
        .exported.filter((name) => isCertainlyRefused(file, name) && examine(file, { functionName: name }).program)
        .map((name) => `${file}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});
